"""The form for suppliers: what it asks and locks, and that the reader understands it filled in."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from carbon.intake import countries, words
from carbon.intake.folder import read_offers
from carbon.intake.tenderfile import read_tender
from carbon.outputs import supplierform, supplierform_fields
from carbon.tender.records import Tender

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"


def tender() -> Tender:
    found, problems = read_tender(EXAMPLE)
    assert found is not None, problems
    return found


def book(lang: str = "sv") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(supplierform.form_bytes(tender(), lang)))


def test_there_is_one_sheet_for_each_lot_and_two_for_all() -> None:
    assert book().sheetnames == [
        "Anvisning", "Mejeriprodukter", "Rotfrukter och grönsaker", "Bröd", "Transport", "Listor",
    ]  # fmt: skip


def test_the_buyers_cells_are_locked_and_the_suppliers_are_not() -> None:
    sheet = book()["Mejeriprodukter"]
    assert sheet.protection.sheet
    columns = {str(cell.value): cell.column for cell in sheet[6]}
    for heading in ("Position", "Benämning", "Årsvolym", "Enhet"):
        assert sheet.cell(7, columns[heading]).protection.locked
    for heading in ("Pris exkl. moms", "Ursprungsort", "Klimatavtryck kg CO2e per kg"):
        assert not sheet.cell(7, columns[heading]).protection.locked
    assert not sheet["C3"].protection.locked  # the supplier's name


def test_every_open_column_has_a_help_text_and_lists_hold_words_that_the_reader_knows() -> None:
    made = book()
    sheet = made["Mejeriprodukter"]
    open_fields = [f for f in supplierform_fields.load().offer if not f.by_buyer]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == len(open_fields)
    assert all(rule.prompt for rule in rules)
    for column in made["Listor"].columns:
        kind, *entries = [str(cell.value) for cell in column if cell.value is not None]
        for entry in entries:
            known = (
                countries.country(entry) if kind == "country" else words.load().meaning(kind, entry)
            )
            assert known is not None, (kind, entry)


def test_a_form_filled_in_is_read_without_an_error(tmp_path: Path) -> None:
    made = book()
    values = {
        "Offererad produkt": "Mellanmjölk 1,5 %",
        "Artikelnr": "0042",
        "Pris exkl. moms": 11.5,
        "Nettovikt kg": 1.03,
        "Ursprungsort": "Hedemora",
        "Ursprungsland": "Sverige",
        "Fordon": "lastbil 17 t",
        "Drivmedel": "diesel",
    }
    sheet = made["Mejeriprodukter"]
    sheet["C3"] = "Provmejeriet AB"
    columns = {str(cell.value): cell.column for cell in sheet[6]}
    for heading, value in values.items():
        sheet.cell(7, columns[heading]).value = value
    legs = made["Transport"]
    legs["C3"] = "Provmejeriet AB"
    for column, text in enumerate(("1.1", 1, "Hedemora, SE", None, "lastbil", "lastbil 17 t"), 1):
        legs.cell(7, column).value = text
    (tmp_path / "offers").mkdir()
    made.save(tmp_path / "offers" / "svar.xlsx")
    offers, problems = read_offers(tmp_path, tender())
    assert [p for p in problems if p.severity == "error"] == []
    offer = next(one for one in offers if one.supplier == "Provmejeriet AB")
    product = next(one for one in offer.products if one.line_number == "1.1")
    assert (product.offered_name, product.article_number) == ("Mellanmjölk 1,5 %", "0042")
    assert (product.price, product.price_unit) == (Decimal("11.5"), "L")
    assert (product.origin_place, product.origin_country) == ("Hedemora", "SE")
    assert [leg.vehicle for leg in product.legs] == ["rigid_17t"]


def test_an_empty_form_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers" / "tom.xlsx").write_bytes(supplierform.form_bytes(tender(), "sv"))
    offers, _ = read_offers(tmp_path, tender())
    assert all(product.price is None for offer in offers for product in offer.products)


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "a/b:c*[d]?", "x" * 60, "Listor", ""])
def test_a_lot_with_any_title_gets_a_sheet_and_no_text_becomes_a_formula(title: str) -> None:
    lots = tuple(replace(lot, title=title) for lot in tender().lots)
    content = supplierform.form_bytes(replace(tender(), lots=lots, title=title), "sv")
    made = openpyxl.load_workbook(io.BytesIO(content))
    assert len(made.sheetnames) == 6
    kinds = {cell.data_type for sheet in made for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_two_forms_are_the_same_bytes() -> None:
    assert supplierform.form_bytes(tender(), "sv") == supplierform.form_bytes(tender(), "sv")
