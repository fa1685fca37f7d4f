"""Whether the files of a library agree: no id twice from one source, one unit for each id."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from carbon.library.foods import FoodTable
from carbon.library.records import Factor
from carbon.library.shelf import Shelf
from carbon.problems import Problem, error


def check_parts(shelf: Shelf, tables: Sequence[FoodTable], problems: list[Problem]) -> None:
    """Note an id that one source gives twice, and sources that disagree on its unit.

    A table holds thousands of ids, so it is looked into for those of the shorter files, and two
    tables are compared only when they come from the same source.
    """
    for factor_id, placed in shelf.listed().items():
        listed = [factor for _, factor in placed]
        if factor_id.startswith("food/"):
            listed += [one for table in tables if (one := table.find(factor_id)) is not None]
        for other, own in pairwise(listed):
            _check_pair(own, other, problems)
    for position, table in enumerate(tables):
        for other_table in tables[:position]:
            if other_table.sample.source == table.sample.source:
                _check_tables(table, other_table, problems)


def _check_tables(table: FoodTable, other_table: FoodTable, problems: list[Problem]) -> None:
    for factor_id in table.ids():
        own, other = table.find(factor_id), other_table.find(factor_id)
        if own is not None and other is not None:
            _check_pair(own, other, problems)


def _check_pair(own: Factor, other: Factor, problems: list[Problem]) -> None:
    if own.source == other.source:
        problems.append(twice(own.id, own.where, other.where))
    elif own.per != other.per:
        values = {"entry": own.id, "found": own.per, "expected": other.per}
        problems.append(error("library-unit-wrong", own.where, **values))


def twice(found: str, where: str, other: str) -> Problem:
    """Return the problem of an id that stands in two places."""
    return error("library-id-twice", where, entry=found, found=found, other=other)
