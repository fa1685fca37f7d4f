"""Rows of AGRIBALYSE 3.2 that the publisher calls wrong, and the farm stage of 3.1 in their place.

Which rows, and in which direction the publisher says that they err, is data:
factors/production/agribalyse-3.1-corrected-rows.csv. A figure of 3.1 is taken only when it lies on
the right side of that of 3.2; otherwise it would make the error larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import resources
from carbon.library.importers import agribalyse_tables as published
from carbon.library.importers.agribalyse_tables import Record, Release
from carbon.library.tables import read_table
from carbon.problems import Problem, note, warning

LISTED = "production/agribalyse-3.1-corrected-rows.csv"
_COLUMNS = ("code_agb", "wrong", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A row of 3.2 that the publisher calls too low or too high."""

    code: str
    wrong: str  # low, high
    where: str


def listed(problems: list[Problem]) -> list[Correction]:
    """Return the library's list of rows to correct."""
    rows, found = read_table(resources.factors_folder() / LISTED, LISTED, columns=_COLUMNS)
    problems += found
    return [
        Correction(
            code=str(row.cells.get("code_agb", "")),
            wrong=str(row.cells.get("wrong", "")),
            where=row.where,
        )
        for row in rows
    ]


def farms(
    corrections: Sequence[Correction],
    old: Release,
    rows: Mapping[str, Record],
    problems: list[Problem],
) -> Iterator[tuple[Record, Decimal, Decimal, int]]:
    """Yield the row of 3.2, the farm stage and rating of 3.1, and the line of 3.1.

    Edition 3.1 prints no land-use-change part. Its farm stage is therefore given less the LUC part
    that 3.2 prints for the farm stage of the same food; the land-use-change stage itself stays
    with 3.2, so the two add up to the farm stage of 3.1.
    """
    column = published.STAGE_COLUMNS[0]
    for one in corrections:
        now = rows.get(published.key(one.code))
        before = old.rows.get(published.key(one.code))
        if now is None or before is None:
            problems.append(warning("importer-code-unknown", one.where, found=one.code))
            continue
        was = published.number(before, column, problems)
        dqr = published.number(before, published.STAGE_DQR, problems)
        is_ = published.number(now, column, problems)
        luc = published.number(now, published.LUC_COLUMNS[0], problems)
        if was is None or dqr is None or is_ is None or luc is None:
            continue
        if (was > is_) != (one.wrong == "low"):
            values = {"food": one.code, "found": was, "expected": is_, "wrong": one.wrong}
            problems.append(note(f"importer-correction-{one.wrong}", before.where, **values))
            continue
        yield now, was - luc, dqr, before.line
