"""The recorded figures beside those computed now, one by one, each with what it is a figure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carbon.audit import records
from carbon.audit.records import KEYS, Finding, Row, Step, Verdict

NONE = "–"  # a figure that is not there
# What another engine may word or count in its own way without another award.
_WORDS = {"reason", "label", "where", "commitment", "match_score", "score", "element", "gsd_basis"}
# Hashes that a newer engine may take over more than an older one did; the draws are seeded by one.
_HASHES = ("library_edition", "pack_sha256", "tender.sha256")
# What bundles of this format may lack, having been written before it was told: nothing else.
_LATER = ("own_files.count", "0")
_LATER_COLUMNS = {(records.FLOWS, "process")}
ORDER = "order"  # of the lots, and of the offers in each
_PLACE = ("lot", "supplier", "number", "where")
_AWARD = ("rank", "comparison_sum_sek", "points", "price_sek", "kg_co2e")
_DEEPEST = 20  # our own results have six levels
_DRAWN = ("probability_first", "uncertainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of a result, with what it belongs to."""

    lot: str = ""
    offer: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison came to, and how many values it looked at."""

    findings: tuple[Finding, ...]
    count: int


def figures(result: Mapping[str, Any]) -> dict[Figure, str]:
    """Return every value of a result by lot, offer and name; texts that a person reads included."""
    found: dict[Figure, str] = {Figure(name=f"lots.{ORDER}"): _order(result.get("lots"), "id")}
    for key, value in result.items():
        if key != "lots":
            found |= {Figure(name=name): text for name, text in _flat(key, value)}
    for lot in _listed(result.get("lots")):
        of = str(lot.get("id"))
        order = _order(lot.get("ranking"), "supplier")
        found[Figure(lot=of, name=f"ranking.{ORDER}")] = order
        for key, value in lot.items():
            if key != "ranking":
                found |= {Figure(lot=of, name=name): text for name, text in _flat(key, value)}
        for offer in _listed(lot.get("ranking")):
            who = str(offer.get("supplier"))
            for key, value in offer.items():
                found |= {
                    Figure(lot=of, offer=who, name=name): text for name, text in _flat(key, value)
                }
    return found


def _order(value: object, key: str) -> str:
    """Return whose entries a list has, in its order; two of one stand there twice."""
    entries = value if isinstance(value, list) else [value]
    return " | ".join(str(one.get(key)) if isinstance(one, dict) else repr(one)[:20]
                      for one in entries)  # fmt: skip


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _flat(name: str, value: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        yield name, "…"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner, depth + 1)
    elif isinstance(value, list):
        yield f"{name}.count", str(len(value))
        for number, inner in enumerate(value, start=1):
            yield from _flat(f"{name}.{number}", inner, depth + 1)
    else:
        yield name, NONE if value is None else str(value)


def results(
    recorded: Mapping[str, Any], now: Mapping[str, Any], *, same_engine: bool, step: Step
) -> Compared:
    """Compare two results. Of another engine the award decides, and the tender's own words.

    What it says of hashes, wordings and drawn probabilities is told as a remark.
    """
    old, new = figures(recorded), figures(now)
    findings = []
    for figure in dict.fromkeys((*old, *new)):
        was, is_ = old.get(figure, NONE), new.get(figure, NONE)
        if was == is_ or figure.name == "engine_version":
            continue
        if not same_engine and figure not in old and (figure.name, is_) == _LATER:
            continue  # an engine that says more than the older one did
        findings.append(_figure(figure, was, is_, same_engine, step))
    findings.sort(key=_weight)
    return Compared(findings=tuple(findings), count=len(old))


def _weight(one: Finding) -> int:
    """Return how far a figure is from the award: what decides is told first."""
    if one.figure in _AWARD:
        return 0
    return 1 if one.offer and not one.figure.startswith(_DRAWN) else 2


def _figure(figure: Figure, old: str, new: str, same_engine: bool, step: Step) -> Finding:
    decides = same_engine or _decides(figure)
    gone = new == NONE and not same_engine
    verdict = Verdict.DIFFERS if decides else Verdict.MATCH
    if decides and gone:
        verdict = Verdict.CANNOT_TELL
    code = "figure-differs" if decides else "figure-otherwise"
    if figure.name in _HASHES and not same_engine:
        code = "hash-otherwise"
    return Finding(
        step=step,
        verdict=verdict,
        code=code,
        file=f"data/{records.RESULT}",
        lot=figure.lot,
        offer=figure.offer,
        figure=figure.name,
        old=old,
        new=new,
    )


def _decides(figure: Figure) -> bool:
    """Tell whether a figure is the award's, or the buyer's own, whatever engine wrote it."""
    if figure.lot:
        return not figure.name.startswith(_DRAWN)
    own = figure.name.startswith(("tender.", "own_files"))
    return figure.name == f"lots.{ORDER}" or (own and figure.name not in _HASHES)


def tables(
    recorded: Mapping[str, Sequence[Row]],
    now: Mapping[str, Sequence[Row]],
    *,
    same_engine: bool,
) -> Compared:
    """Compare every table of what was used, row by row and column by column."""
    scored = (*now.get(records.LINES, ()), *recorded.get(records.LINES, ()))
    named = {row.get("line", ""): row for row in scored}
    factors = {
        row.get("factor", ""): row.get("id", "") for row in recorded.get(records.FACTORS, ())
    }
    findings: list[Finding] = []
    count = 0
    for name in KEYS:
        old, new = recorded.get(name, ()), now.get(name, ())
        count += sum(len(row) for row in old)
        if old == new:
            continue
        for one in _rows(name, old, new, same_engine):
            findings.append(_placed(one, named, factors))
    return Compared(findings=tuple(findings), count=count)


def _rows(
    name: str, old: Sequence[Row], new: Sequence[Row], same_engine: bool
) -> Iterator[Finding]:
    keys = KEYS[name]
    if not all(key in row for row in (*old[:1], *new[:1]) for key in keys):
        yield _row(name, "", ", ".join(keys), NONE, NONE)
        return
    for key, number in Counter(tuple(row[key] for key in keys) for row in old).items():
        if number > 1:
            yield _row(name, " ".join(key), "", f"{number} × {' '.join(key)}", "1")
    before = {tuple(row[key] for key in keys): row for row in old}
    after = {tuple(row[key] for key in keys): row for row in new}
    for key in dict.fromkeys((*before, *after)):
        was, is_ = before.get(key), after.get(key)
        label = _label(key, was or is_ or {})
        if was is None or is_ is None:
            yield _row(name, label, "", NONE if was is None else label,
                       NONE if is_ is None else label)  # fmt: skip
            continue
        for column in _columns(name, was, is_, same_engine):
            if was.get(column, NONE) != is_.get(column, NONE):
                yield _row(name, label, column, was.get(column, NONE), is_.get(column, NONE), was)


def _label(key: Sequence[str], row: Row) -> str:
    """Return what a person knows a row by: of a leg its number in the table and its places."""
    ends = (row.get("start", ""), row.get("end", ""))
    return " ".join((*key, " → ".join(ends))) if all(ends) else " ".join(key)


def _columns(name: str, was: Row, is_: Row, same_engine: bool) -> list[str]:
    """Return the columns of a row that are compared; a newer engine may have more than it tells."""
    both = list(dict.fromkeys((*was, *is_)))
    if same_engine:
        return both
    return [one for one in both
            if one not in _WORDS and (one in was or (name, one) not in _LATER_COLUMNS)]  # fmt: skip


def _row(name: str, key: str, column: str, old: str, new: str, row: Row | None = None) -> Finding:
    return Finding(
        step=Step.REPLAY,
        verdict=Verdict.DIFFERS,
        code="row-differs" if column else "row-missing",
        file=f"data/{name}",
        line=key if row is None else row.get("line", key),
        stage="" if row is None else row.get("stage", ""),
        factor="" if row is None else row.get("factor", ""),
        cell="" if row is None else row.get("file", ""),  # that the line counts with
        figure=column,
        old=old,
        new=new,
    )


def _placed(one: Finding, lines: Mapping[str, Row], factors: Mapping[str, str]) -> Finding:
    """Return a finding with the lot, offer, line and cell that it belongs to."""
    row = lines.get(one.line)
    factor = factors.get(one.factor, one.factor)
    if one.file == f"data/{records.FACTORS}":
        return replace(one, line="", factor=factors.get(one.line, factor))
    if row is None:
        return replace(one, factor=factor)
    lot, offer, line, cell = (row.get(column, "") for column in _PLACE)
    return replace(one, factor=factor, lot=lot, offer=offer, line=line, cell=one.cell or cell)
