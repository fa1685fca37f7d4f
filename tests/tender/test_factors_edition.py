"""A tender names the edition of the library it was published with, and keeps it."""

from __future__ import annotations

import shutil
from pathlib import Path

from carbon.library import load
from carbon.problems import Severity
from carbon.tender.folder import assess_folder, library_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"


def _tender(tmp_path: Path, edition: str) -> Path:
    folder = tmp_path / "tender"
    shutil.copytree(EXAMPLE, folder)
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\nfactors_edition: "{edition}"\n', encoding="utf-8")
    return folder


def test_an_older_edition_gives_the_figures_of_its_own_sources(tmp_path: Path) -> None:
    newest, _ = assess_folder(EXAMPLE)
    older, problems = assess_folder(_tender(tmp_path, "2024-11"))
    assert newest is not None
    assert older is not None
    assert not [one for one in problems if one.code == "library-edition-unknown"]
    assert older.library.name == "2024-11"
    # Lorries emit more in the tables of 2025 than in those of 2024: same chains, other figures.
    key = "freight/all_hgv/refrigerated/tkm@GLO"
    assert older.library.factors[key][0].source == "desnz-2024"
    assert older.library.factors[key][0].kg_co2e < newest.library.factors[key][0].kg_co2e
    sums = [
        {offer.supplier: offer.kg_co2e for lot in one.lots for offer in lot.ranking}
        for one in (newest, older)
    ]
    assert sums[0].keys() == sums[1].keys()
    assert sums[0] != sums[1]


def test_naming_the_current_edition_changes_nothing(tmp_path: Path) -> None:
    current = load.editions()[-1]
    newest, _ = assess_folder(EXAMPLE)
    named, _ = assess_folder(_tender(tmp_path, current))
    assert newest is not None
    assert named is not None
    assert [lot.ranking for lot in named.lots] == [lot.ranking for lot in newest.lots]
    assert named.library.edition == newest.library.edition


def test_an_edition_that_is_not_here_stops_the_evaluation_and_names_those_that_are(
    tmp_path: Path,
) -> None:
    folder = _tender(tmp_path, "1999-01")
    assessment, problems = assess_folder(folder)
    assert assessment is None
    (wrong,) = [one for one in problems if one.severity is Severity.ERROR]
    assert wrong.code == "library-edition-unknown"
    assert "2024-11" in dict(wrong.values)["expected"]
    assert library_of(folder)[0] is None
