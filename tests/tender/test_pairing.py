"""Offers meet the buyer's lines in the lot that they name."""

from __future__ import annotations

from pathlib import Path

from carbon import language
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


def test_lines_offered_in_two_files_are_one_question_that_names_supplier_and_files(
    tmp_path: Path,
) -> None:
    (tmp_path / "offers").mkdir()
    for name in ("a", "b"):
        rows = [offered("2"), offered("1", Anbudsområde="b")]
        books.write(tmp_path / "offers" / f"{name}.xlsx", "Alfa AB", rows)
    lines, problems = _paired(tmp_path)
    assert lines == []
    assert [(p.code, p.where) for p in problems] == [
        ("offer-in-several-files", "offers/b.xlsx!Pris!A3")
    ]
    assert dict(problems[0].values) == {
        "supplier": "Alfa AB",
        "expected": "offers/a.xlsx",
        "found": "offers/b.xlsx",
        "count": "2",
        "lines": "a/2, b/1",
    }


def test_three_files_of_one_supplier_are_a_question_for_each_against_the_first(
    tmp_path: Path,
) -> None:
    (tmp_path / "offers").mkdir()
    for name in ("a", "b", "c"):
        books.write(tmp_path / "offers" / f"{name}.xlsx", "Alfa AB", [offered("2")])
    lines, problems = _paired(tmp_path)
    assert lines == []
    assert [p.where for p in problems] == ["offers/b.xlsx!Pris!A3", "offers/c.xlsx!Pris!A3"]


def test_an_unknown_lot_is_told_beside_those_of_the_tender(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", [offered("1", Anbudsområde="Fisk")])
    _, problems = _paired(tmp_path)
    assert dict(problems[0].values) == {"found": "Fisk", "expected": "a, b"}


def test_a_quantity_in_another_unit_is_told_with_both(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    rows = [offered("2", Årsvolym=1000, Volymenhet="st")]
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", rows)
    lines, problems = _paired(tmp_path)
    assert lines == ["a/2"]
    (told,) = [p for p in problems if p.code == "quantity-unit-differs"]
    assert told.where == "offers/a.xlsx!Pris!F3"
    assert language.message(told, "sv").startswith(
        "Bladet anger mängden i en annan enhet (1000 styck) än upphandlingen (1000 kg)"
    )


def test_a_quantity_in_the_announced_unit_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    rows = [offered("2", Årsvolym=1000, Volymenhet="kilo")]
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", rows)
    assert _paired(tmp_path)[1] == []
