"""Offers meet the buyer's lines in the lot that they name."""

from __future__ import annotations

from pathlib import Path

from carbon.intake import folder, tenderfile
from carbon.problems import Problem
from carbon.tender import pairing
from tests.intake import books
from tests.intake.books import offered


def _paired(place: Path) -> tuple[list[str], list[Problem]]:
    _, problems = books.read(place)
    tender, _ = tenderfile.read_tender(place)
    assert tender is not None
    offers, problems = folder.read_offers(place, tender)
    pairs, problems = pairing.pair(tender, offers)
    return [one.line.id for one in pairs], problems


def test_a_number_that_several_lots_share_is_not_guessed_from_an_unknown_lot(
    tmp_path: Path,
) -> None:
    (tmp_path / "offers").mkdir()
    rows = [offered("1", Anbudsområde="Fisk"), offered("1", Anbudsområde="mejeri")]
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", rows)
    lines, problems = _paired(tmp_path)
    assert lines == ["b/1"]
    assert [(p.code, p.where) for p in problems] == [("lot-unknown", "offers/a.xlsx!Pris!E3")]


def test_a_product_group_instead_of_a_lot_is_told_and_costs_no_line(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", [offered("2", Anbudsområde="Grönt")])
    lines, problems = _paired(tmp_path)
    assert lines == ["a/2"]
    assert [p.code for p in problems] == ["lot-not-in-tender"]


def test_a_line_offered_twice_names_both_files_and_cells(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    for name in ("a", "b"):
        books.write(tmp_path / "offers" / f"{name}.xlsx", "Alfa AB", [offered("2")])
    lines, problems = _paired(tmp_path)
    assert lines == []
    assert [(p.code, p.where) for p in problems] == [
        ("line-offered-twice", "offers/a.xlsx!Pris!A3"),
        ("line-offered-twice", "offers/b.xlsx!Pris!A3"),
    ]
