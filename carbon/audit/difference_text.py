"""A difference as text for a terminal, and as data for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from carbon.audit import difference_words as say
from carbon.audit.difference_records import (
    FIGURES,
    ORDER,
    Cause,
    Change,
    Difference,
    Side,
    Told,
    Verdict,
)
from carbon.outputs import terms
from carbon.outputs.result import decimal


def text(found: Difference, lang: str, *, lines: bool) -> Iterator[str]:
    """Yield the difference in lines of text; `lines` shows each line of the offers too."""
    yield say.side(found.first, "A", lang)
    yield say.side(found.second, "B", lang)
    yield say.verdict(found, lang)
    yield from _problems(found, lang)
    if found.verdict is not Verdict.CANNOT_TELL:
        yield from _steps(found, lang)
    for lot in found.winners:
        of_lot = [one for one in found.changes if one.key.lot == lot]
        if of_lot:
            yield ""
            yield say.word("heading-lot", lang, lot=terms.shown(lot, terms.NAME_LIMIT))
            yield say.winners(found, lot, lang)
            yield from _offers(of_lot, lang, lines=lines)
    if found.changes:
        yield ""
        yield say.order(lang)


def _problems(found: Difference, lang: str) -> Iterator[str]:
    if found.problems:
        yield say.word("heading-problems", lang)
    for one in found.problems:
        if one.get("severity") == "error":
            yield f"  {one['where']}  [{one['code']}] {one['message']}"


def _steps(found: Difference, lang: str) -> Iterator[str]:
    yield ""
    yield say.word("heading-steps", lang)
    if not found.steps:
        yield "  " + say.word("nothing-switched", lang)
    for step in found.steps:
        cause, why = say.cause(step.cause, lang), say.word(f"why-{step.cause}", lang)
        yield "  " + say.word("step", lang, cause=cause, why=why, count=len(step.told))
        yield from (f"    {one}" for one in say.told(step.told, lang))
        if not step.computed:
            yield f"    {say.merged(step, lang)}"
    if found.unaffecting:
        yield say.word("heading-beside", lang)
        yield from (f"  {one}" for one in say.told(found.unaffecting, lang))


def _offers(of_lot: list[Change], lang: str, *, lines: bool) -> Iterator[str]:
    for supplier, several in groupby(of_lot, key=lambda one: one.key.supplier):
        yield f"  {terms.shown(supplier, terms.NAME_LIMIT)}"
        listed = list(several)
        if all(one.key.line for one in listed):
            yield "    " + say.word("only-lines", lang)
        for one in in_order(listed):
            if not one.key.line:
                yield from (f"    {part}" for part in say.change(one, lang))
        for line, of_line in groupby(listed, key=lambda one: one.key.line):
            if line and lines:
                yield "    " + say.word("line", lang, line=terms.shown(line, terms.NAME_LIMIT))
                for one in in_order(list(of_line)):
                    yield from (f"      {part}" for part in say.change(one, lang))


def in_order(several: list[Change]) -> list[Change]:
    """Return figures as people read them: price, emissions, comparison sum, rank."""
    return sorted(several, key=lambda one: (one.key.line, FIGURES.index(one.key.figure)))


def data(found: Difference) -> dict[str, Any]:
    """Return the difference as plain data; decimals are strings."""
    return {
        "verdict": str(found.verdict),
        "a": _side(found.first),
        "b": _side(found.second),
        "order": [str(one) for one in (*ORDER, Cause.ENGINE)],
        "steps": [
            {
                "cause": str(step.cause),
                "changed": [_told(one) for one in step.told],
                "computed": step.computed,
                "problems": [dict(one) for one in step.problems],
            }
            for step in found.steps
        ],
        "unaffecting": [_told(one) for one in found.unaffecting],
        "lots": [
            {"id": lot, "first_in_a": list(first), "first_in_b": list(second)}
            for lot, (first, second) in found.winners.items()
        ],
        "changes": [_change(one) for one in found.changes],
        "problems": [dict(one) for one in found.problems],
    }


def _side(one: Side) -> dict[str, Any]:
    engine: Mapping[str, Any] = one.engine or {}
    return {
        "name": one.name,
        "kind": "bundle" if one.bundle else "folder",
        "engine": engine.get("carbon"),
        "recorded": one.recorded is not None,
    }


def _told(one: Told) -> dict[str, str | None]:
    return {"what": one.what, "before": one.before or None, "after": one.after or None}


def _change(one: Change) -> dict[str, Any]:
    return {
        "lot": one.key.lot,
        "supplier": one.key.supplier,
        "line": one.key.line or None,
        "figure": one.key.figure,
        "before": decimal(one.before),
        "after": decimal(one.after),
        "difference": decimal(one.difference),
        "parts": [
            {"causes": [str(cause) for cause in part.causes], "value": decimal(part.value)}
            for part in one.parts
        ],
        "appears_with": [str(cause) for cause in one.appears] or None,
        "entered": decimal(one.entered),
        "disappears_with": [str(cause) for cause in one.disappears] or None,
        "left": decimal(one.left),
    }
