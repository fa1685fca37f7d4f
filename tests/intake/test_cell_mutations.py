"""Every awkward cell has the outcome that the table states, and none is left out of the table."""

from __future__ import annotations

from itertools import product

from tests.intake import cellmutations
from tests.intake.cellmutations import COLUMNS, FORMS, MUTATIONS


def test_every_awkward_cell_becomes_what_the_table_states() -> None:
    stated, seen = dict(cellmutations.stated()), cellmutations.observe()
    assert set(stated) == set(product(COLUMNS, MUTATIONS, FORMS))
    assert {case: (stated[case], seen[case]) for case in stated if stated[case] != seen[case]} == {}


def test_no_awkward_cell_becomes_a_zero_and_none_is_put_aside_without_a_word() -> None:
    for (column, mutation, form), outcome in cellmutations.stated():
        case = (column, mutation, form)
        if column in ("quantity", "price", "net weight"):
            assert outcome.value != "0", case
        if outcome.row in ("aside", "no item"):
            assert outcome.told, case
        if mutation == "#NUM!":
            assert outcome.value is None, case
            assert "cell-error" in outcome.told, case
