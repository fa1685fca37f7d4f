"""A difference as one HTML page, in the dress of the explanation's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import carbon
from carbon.audit import difference_words as say
from carbon.audit.difference_records import Cause, Change, Difference, Step
from carbon.audit.difference_text import in_order
from carbon.outputs import terms
from carbon.outputs.explain_page import Section, rendered
from carbon.outputs.files import write_aside
from carbon.outputs.tables import Cell, Table, outside, table, words

_MOST_LINES = 500  # figures of lines in a table of a page; the data have them all


def write_page(found: Difference, path: Path, lang: str) -> None:
    """Write the page. Raises UsageError when the file cannot be written."""
    write_aside(path, page(found, lang).encode("utf-8", errors="replace"))


def page(found: Difference, lang: str) -> str:
    """Return the page, self-contained and without script, in Swedish or English."""
    winners = [
        f"{say.word('heading-lot', lang, lot=terms.shown(lot, terms.NAME_LIMIT))}: "
        f"{say.winners(found, lot, lang)}"
        for lot in found.winners
    ]
    return rendered(
        say.word("title", lang),
        [say.side(found.first, "A", lang), say.side(found.second, "B", lang)],
        [say.verdict(found, lang), *(winners if found.changes else ())],
        list(_sections(found, lang)),
        f"carbon {carbon.__version__}",
        lang,
    )


def _sections(found: Difference, lang: str) -> Iterator[Section]:
    errors = [one for one in found.problems if one.get("severity") == "error"]
    if errors:
        notes = tuple(f"{one['where']}: {one['message']}" for one in errors)
        yield Section(title=say.word("heading-problems", lang), notes=notes)
    notes = () if found.steps else (say.word("nothing-switched", lang),)
    yield Section(
        title=say.word("heading-steps", lang), notes=notes, tables=tuple(_steps(found, lang))
    )
    if found.unaffecting:
        beside = tuple(say.told(found.unaffecting, lang))
        yield Section(title=say.word("heading-beside", lang), notes=beside)
    for lot, several in groupby(found.changes, key=lambda one: one.key.lot):
        title = say.word("heading-lot", lang, lot=terms.shown(lot, terms.NAME_LIMIT))
        yield Section(
            title=title, notes=(say.order(lang),), tables=tuple(_lot(list(several), lang))
        )


def _steps(found: Difference, lang: str) -> Iterator[Table]:
    rows = [
        (
            Cell(text=say.cause(step.cause, lang), head=True),
            words(say.word(f"why-{step.cause}", lang)),
            outside("; ".join(_told(step, lang)), limit=10 * terms.TEXT_LIMIT),
        )
        for step in found.steps
    ]
    keys = ("column-cause", "column-what", "column-remark")
    headers = [say.word(key, lang) for key in keys]
    if rows:
        yield table(say.word("heading-steps", lang), headers, rows)


def _told(step: Step, lang: str) -> Iterator[str]:
    yield from say.told(step.told, lang)
    if not step.computed:
        yield say.merged(step, lang)


def _lot(changes: Sequence[Change], lang: str) -> Iterator[Table]:
    offers = [one for one in changes if not one.key.line]
    lines = [one for one in changes if one.key.line]
    if offers:
        yield _table(offers, say.word("column-offer", lang), lang)
    if lines:
        shown = lines[:_MOST_LINES]
        left = len(lines) - len(shown)
        note = say.word("more", lang, count=left) if left else ""
        yield _table(shown, say.word("heading-lines", lang), lang, note)


def _table(changes: list[Change], caption: str, lang: str, note: str = "") -> Table:
    """Return one row for each figure, with a column for each group of causes that adds to any."""
    causes = list(Cause)
    groups = sorted(
        {part.causes for one in changes for part in one.parts},
        key=lambda group: [causes.index(cause) for cause in group],
    )
    several = sorted(in_order(changes), key=lambda one: one.key.supplier)
    keys = ("offer", "figure", "before", "after", "difference")
    headers = [
        *(say.word(f"column-{key}", lang) for key in keys),
        *(say.causes(group, lang) for group in groups),
        say.word("column-remark", lang),
    ]
    return table(caption, headers, [_row(one, groups, lang) for one in several], note=note)


def _row(one: Change, groups: Sequence[tuple[Cause, ...]], lang: str) -> tuple[Cell, ...]:
    by_group = {part.causes: part.value for part in one.parts}
    where = terms.shown(one.key.supplier, terms.NAME_LIMIT)
    if one.key.line:
        line = terms.shown(one.key.line, terms.NAME_LIMIT)
        where = f"{where}, {say.word('line', lang, line=line)}"
    missing = one.before is None or one.after is None
    return (
        outside(where, head=True),
        words(say.figure(one.key.figure, lang)),
        Cell(text=say.written(one.before, lang), numeric=True, missing=one.before is None),
        Cell(text=say.written(one.after, lang), numeric=True, missing=one.after is None),
        Cell(text="–" if missing else say.signed(one.difference, lang), numeric=True),
        *(_part(by_group, group, lang) for group in groups),
        words(" ".join(text.strip() for text in say.change(one, lang)) if missing else ""),
    )


def _part(
    by_group: Mapping[tuple[Cause, ...], Decimal], group: tuple[Cause, ...], lang: str
) -> Cell:
    value = by_group.get(group)
    return Cell(text="–" if value is None else say.signed(value, lang), numeric=True)
