"""Two officers side by side as text and as JSON: names, answers, and how much hangs on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from carbon import language
from carbon.library.records import Library
from carbon.matching.officers import Both, Compared
from carbon.matching.records import Decision
from carbon.problems import shorten
from carbon.tender.disagreement import AtStake, Effect

_NAMES_SHOWN = 12  # of those that an officer has left


def as_text(
    compared: Compared, effects: Sequence[Effect], library: Library, lang: str
) -> list[str]:
    """Return the comparison as lines; effects are there only once both have answered all."""
    first, second = compared.officers
    lines = []
    for officer, names in zip(compared.officers, compared.unanswered, strict=True):
        if names:
            shown = ", ".join(f"”{shorten(one)}”" for one in names[:_NAMES_SHOWN])
            told = {"officer": officer, "count": len(names), "names": shown}
            lines.append(language.word("officers-unfinished", lang, **told))
    if not compared.finished:
        return lines
    counts = {"agreed": len(compared.agreed), "differing": len(compared.differing)}
    lines.append(language.word("officers-counts", lang, first=first, second=second, **counts))
    for number, effect in enumerate(effects, start=1):
        lines += ["", *_effect(effect, number, compared, library, lang)]
    if effects:
        lines += ["", language.word("officers-next", lang)]
    if compared.agreed:
        lines.append(language.word("officers-settle", lang))
    return lines


def _effect(
    effect: Effect, number: int, compared: Compared, library: Library, lang: str
) -> Iterator[str]:
    both = effect.both
    yield language.word("officers-name", lang, number=number, name=shorten(both.name))
    for officer, made in zip(compared.officers, (both.first, both.second), strict=True):
        told = {"product": _product(made, library, lang), "why": shorten(made.why)}
        yield language.word("officers-choice", lang, officer=officer, **told)
    for lot in dict.fromkeys(one.lot for one in effect.at_stake):
        changes = language.word(f"officers-{_changes(effect, lot)}", lang)
        yield language.word("officers-lot", lang, lot=shorten(lot), changes=changes)
        for one in effect.at_stake:
            if one.lot == lot:
                yield _stake(one, lang)


def _changes(effect: Effect, lot: str) -> str:
    if lot in effect.winner_changes:
        return "winner"
    return "order" if lot in effect.order_changes else "unchanged"


def _product(made: Decision, library: Library, lang: str) -> str:
    if made.product_id is None:
        return language.word("review-nothing-fits", lang)
    return f"{library.products[made.product_id].name_sv} ({made.product_id})"


def _stake(one: AtStake, lang: str) -> str:
    told = {"lot": shorten(one.lot), "offer": one.offer}
    if one.without_sum:
        return language.word("officers-without-sum", lang, **told)
    kg, sek = (_number(value, lang) for value in (one.kg_co2e, one.comparison_sum_sek))
    return language.word("officers-offer", lang, kg=kg, sek=sek, **told)


def _number(value: Decimal | None, lang: str) -> str:
    return (
        language.word("officers-unknown", lang)
        if value is None
        else language.number(value, lang, 2)
    )


def as_json(compared: Compared, effects: Sequence[Effect]) -> dict[str, object]:
    """Return the comparison as plain values; decimals as text, no answers before both are done."""
    finished = compared.finished
    return {
        "officers": list(compared.officers),
        "finished": finished,
        "unanswered": {
            officer: list(names)
            for officer, names in zip(compared.officers, compared.unanswered, strict=True)
        },
        "agreed": len(compared.agreed) if finished else None,
        "differing": [_record(one, compared) for one in effects],
    }


def _record(effect: Effect, compared: Compared) -> dict[str, object]:
    return {
        "name": effect.both.name,
        "answers": _answers(effect.both, compared),
        "winner_changes": list(effect.winner_changes),
        "order_changes": list(effect.order_changes),
        "at_stake": [
            {
                "lot": one.lot,
                "offer": one.offer,
                "kg_co2e": _plain(one.kg_co2e),
                "comparison_sum_sek": _plain(one.comparison_sum_sek),
                "without_sum": one.without_sum,
            }
            for one in effect.at_stake
        ],
    }


def _answers(both: Both, compared: Compared) -> dict[str, dict[str, str | None]]:
    return {
        officer: {"product_id": made.product_id, "who": made.who, "why": made.why}
        for officer, made in zip(compared.officers, (both.first, both.second), strict=True)
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
