"""A second, pure-Python engine computes the workbook again: every formula gives its stored value.

Ten thousand lines take it minutes; here a few hundred stand for them, and LibreOffice does the
thousand lines of ten offers (test_office_large.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from carbon.outputs.workbook import write_workbook
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment
from tests.outputs.generated import Figures, assessed, figures
from tests.outputs.offices import same
from tests.outputs.rules_tried import RULES
from tests.outputs.second_engine import SecondEngine, name_of

LARGE = {"grossist-400"}  # minutes here; LibreOffice computes it in test_office.py
EXAMPLES = sorted(
    path.parent
    for path in (Path(__file__).resolve().parents[2] / "examples").glob("*/tender.yaml")
    if path.parent.name not in LARGE
)


def disagreements(assessment: Assessment, folder: Path) -> tuple[int, list[str]]:
    path = folder / "evaluation.xlsx"
    write_workbook(assessment, path, "sv")
    stored = openpyxl.load_workbook(path, data_only=True)
    engine = SecondEngine(path)
    wrong = []
    places = engine.formulas()
    for place in places:
        ours = stored[place[0]].cell(row=place[1], column=place[2]).value
        if not same(ours, found := engine.value(place)):
            wrong.append(f"{name_of(place)}: {ours} stored, {found} computed")
    return len(places), wrong


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_compute_to_their_stored_values(folder: Path, tmp_path: Path) -> None:
    assessment, _ = assess_folder(folder)
    assert assessment is not None
    checked, wrong = disagreements(with_doubt(assessment), tmp_path)
    assert wrong == []
    assert checked > 500


def test_hostile_names_and_gaps_compute_to_their_stored_values(
    rich: Assessment, tmp_path: Path
) -> None:
    checked, wrong = disagreements(rich, tmp_path)
    assert wrong == []
    assert checked > 1000


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.__name__)
def test_every_rule_computes_to_its_stored_values(
    rule: Callable[[Figures], None], tmp_path: Path
) -> None:
    of = figures(10, 4)
    rule(of)
    _, wrong = disagreements(assessed(of), tmp_path)
    assert wrong == []


def test_twenty_lines_of_ten_offers_compute_to_their_stored_values(tmp_path: Path) -> None:
    checked, wrong = disagreements(assessed(figures(20, 10, seed=11)), tmp_path)
    assert wrong == []
    assert checked > 4000
