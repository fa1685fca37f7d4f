"""LibreOffice recalculates the workbook of a tender whose offers rest on producers' own files."""

from __future__ import annotations

from pathlib import Path

from carbon.outputs.workbook import write_workbook
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.folder import assess_folder
from tests.audit import own_files
from tests.outputs import offices

pytestmark = offices.MARKS


def test_the_workbook_of_own_files_recalculates_to_its_stored_values(tmp_path: Path) -> None:
    assessment, problems = assess_folder(own_files.tender(tmp_path / "upphandling"))
    assert assessment is not None, problems
    path = tmp_path / "evaluation.xlsx"
    write_workbook(with_doubt(assessment), path, "sv")
    checked, wrong = offices.differences(path, offices.recalculated(path, tmp_path))
    assert wrong == []
    assert checked > 300
