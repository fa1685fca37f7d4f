"""What `compare` found, as plain values for JSON and as lines for a reader."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from carbon import language
from carbon.library.compare import Comparison, FactorChange, FieldChange
from carbon.library.records import Factor
from carbon.library.wording import figure

_SHOWN = 40  # changes of one kind that a reader is shown; JSON has them all
_SHA = 12  # digits of a checksum that tell two editions apart for a reader
_NAMED = 8  # ids that a reader is shown of what came or went


def as_json(found: Comparison) -> dict[str, object]:
    """Return a comparison as plain values."""
    return {
        "old": {"edition": found.old_name, "edition_sha256": found.old_edition},
        "new": {"edition": found.new_name, "edition_sha256": found.new_edition},
        "same": found.same,
        "changed": [_change(one) for one in found.changed],
        "added": list(found.added),
        "removed": list(found.removed),
        "alternatives": list(found.alternatives),
        "products": {
            "added": list(found.products_added),
            "removed": list(found.products_removed),
            "changed": _plain(found.products),
        },
        "assumptions": _plain(found.assumptions),
        "gwp": _plain(found.gwp),
        "sources": _plain(found.sources),
        "commodities": _plain(found.commodities),
    }


def _change(one: FactorChange) -> dict[str, object]:
    return {
        "id": one.id,
        "moved": one.moved,
        "ratio": one.ratio,
        "fields": list(one.fields),
        "old": _side(one.old),
        "new": _side(one.new),
    }


def _side(factor: Factor) -> dict[str, object]:
    return {
        "kg_co2e": factor.kg_co2e,
        "per": factor.per,
        "source": factor.source,
        "locator": factor.locator,
        "gsd": factor.spread.gsd,
    }


def _plain(changes: Iterable[FieldChange]) -> list[dict[str, object]]:
    return [
        {"id": one.id, "field": one.field, "old": _value(one.old), "new": _value(one.new)}
        for one in changes
    ]


def _value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def lines(found: Comparison, lang: str) -> Iterator[str]:
    """Yield the lines that tell a reader what differs, the largest moves of figures first."""
    yield language.word(
        "diff-editions",
        lang,
        old=found.old_name,
        old_sha=found.old_edition[:_SHA],
        new=found.new_name,
        new_sha=found.new_edition[:_SHA],
    )
    if found.same:
        yield language.word("diff-same", lang)
        return
    yield from _moves(found.moved, lang)
    yield from _reworded([one for one in found.changed if not one.moved], lang)
    for key, ids in (
        ("diff-added", found.added),
        ("diff-removed", found.removed),
        ("diff-alternatives", found.alternatives),
        ("diff-products-added", found.products_added),
        ("diff-products-removed", found.products_removed),
    ):
        yield from _named(key, ids, lang)
    for key, changes in (
        ("diff-products", found.products),
        ("diff-assumptions", found.assumptions),
        ("diff-gwp", found.gwp),
        ("diff-sources", found.sources),
        ("diff-commodities", found.commodities),
    ):
        yield from _fields(key, changes, lang)


def _moves(moved: Sequence[FactorChange], lang: str) -> Iterator[str]:
    if not moved:
        return
    yield language.word("diff-moved", lang, count=len(moved))
    for one in sorted(moved, key=lambda change: (-_size(change), change.id))[:_SHOWN]:
        old, new = one.old, one.new
        ratio = "" if one.ratio is None else f"  × {figure(one.ratio, lang)}"
        yield (
            f"  {one.id:56} {figure(old.kg_co2e, lang):>10} → {figure(new.kg_co2e, lang):>10}"
            f" kg CO2e/{new.per}{ratio}"
        )
        if (old.source, old.locator) != (new.source, new.locator):
            yield f"      {old.source}, {old.locator} → {new.source}, {new.locator}"
    yield from _rest(len(moved), _SHOWN, lang)


def _size(change: FactorChange) -> float:
    """Return how far a figure moved, as |ln ratio|; what has no ratio comes first."""
    ratio = change.ratio
    return math.inf if ratio is None or ratio <= 0 else abs(math.log(ratio))


def _reworded(changes: Sequence[FactorChange], lang: str) -> Iterator[str]:
    if changes:
        counts = Counter(name for one in changes for name in one.fields)
        named = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        yield language.word("diff-reworded", lang, count=len(changes), fields=named)


def _named(key: str, ids: Sequence[str], lang: str) -> Iterator[str]:
    if ids:
        yield language.word(key, lang, count=len(ids))
        yield from (f"  {one}" for one in ids[:_NAMED])
        yield from _rest(len(ids), _NAMED, lang)


def _fields(key: str, changes: Sequence[FieldChange], lang: str) -> Iterator[str]:
    if changes:
        yield language.word(key, lang, count=len(changes))
        for one in changes[:_SHOWN]:
            yield f"  {one.id} {one.field}: {_said(one.old)} → {_said(one.new)}"
        yield from _rest(len(changes), _SHOWN, lang)


def _said(value: object) -> str:
    if value is None or value == "":
        return "-"
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _rest(count: int, shown: int, lang: str) -> Iterator[str]:
    if count > shown:
        yield "  " + language.word("diff-more", lang, count=count - shown)
