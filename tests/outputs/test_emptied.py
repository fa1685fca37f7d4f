"""A figure emptied in the workbook is missing, never zero; an offered price rounds as the method.

Two engines look: the library `formulas`, and LibreOffice where it is installed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from carbon.outputs.workbook import write_workbook
from carbon.tender.records import Assessment
from tests.outputs import offices
from tests.outputs.generated import LORRY, assessed, figures
from tests.outputs.second_engine import Place, SecondEngine

HELD = Decimal(2)  # announced units in a priced one
HALF = Decimal("0.00005")  # of the last decimal of a price per unit
LINES, SUPPLIERS, RANKED, ABSENT = 4, 3, 14, "–"
OF_ONE = ("Offererat pris", "Enheter i det prissatta", "kg per enhet", "km")
OF_ALL = ("quantity", "factor", "carbon price")


def stated_per_pack() -> Assessment:
    """Return a tender whose prices were stated for packs of two; the first lies on a half."""
    made = assessed(figures(LINES, SUPPLIERS))
    prices = {s.id: s.price_sek_per_unit for o in made.lots[0].ranking for s in o.lines}
    offers = [
        replace(
            offer,
            products=tuple(
                replace(one, price=(prices[one.id] or 0) * HELD, content_amount=float(HELD))
                for one in offer.products
            ),
        )
        for offer in made.offers
    ]
    return replace(made, offers=tuple(offers))


def column_of(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[5] if cell.value == header)


def row_of(sheet: Worksheet, header: str, value: object) -> int:
    at = column_of(sheet, header)
    return next(
        r for r in range(6, sheet.max_row + 1) if sheet.cell(row=r, column=at).value == value
    )


def place_of(book: openpyxl.Workbook, what: str, supplier: str) -> Place:
    """Return the cell of a figure that `supplier`'s offer rests on."""
    if what == "carbon price":
        return "Beslut", 9, 3
    if what == "quantity":
        return "Indata", row_of(book["Indata"], "Rad eller anbudsgivare", "2"), 5
    if what == "factor":
        return "Faktorer", row_of(book["Faktorer"], "Emissionsfaktor", LORRY), 3
    sheet = book["Transportled" if what == "km" else "Rader"]
    row = row_of(sheet, "Anbudsgivare", supplier)
    if what == "kg per enhet":
        row += 1  # sold by the litre: the mass of a kilogram is no figure to change
    return sheet.title, row, column_of(sheet, what)


def written(folder: Path) -> tuple[Path, list[str]]:
    made, path = stated_per_pack(), folder / "evaluation.xlsx"
    write_workbook(made, path, "sv")
    return path, [one.supplier for one in made.lots[0].ranking]


def decided(engine: SecondEngine, row: int) -> list[object]:
    """Return rank, P, E, cE, J of a row of the ranking."""
    return [engine.value(("Beslut", row, column)) for column in (1, 3, 4, 5, 6)]


@pytest.mark.parametrize("what", OF_ONE)
def test_an_emptied_figure_takes_sum_and_rank_from_its_offer_alone(
    what: str, tmp_path: Path
) -> None:
    path, ranking = written(tmp_path)
    whole, engine = SecondEngine(path), SecondEngine(path)
    engine.empty(place_of(openpyxl.load_workbook(path), what, ranking[0]))
    first = decided(engine, RANKED)
    assert first[0] == ABSENT
    assert first[4] == "saknas"
    assert "saknas" in first[1:3]
    status = [engine.value(("Anbud", 6 + n, 5)) for n in range(SUPPLIERS)]
    assert status == ["ofullständigt: en uppgift saknas", "fullständigt", "fullständigt"]
    for n in range(1, SUPPLIERS):
        assert decided(engine, RANKED + n)[1:] == decided(whole, RANKED + n)[1:]
        assert decided(engine, RANKED + n)[0] == n
    assert engine.value(("Beslut", 11, 3)) == ranking[1]
    assert str(engine.value(("Beslut", 12, 2))).startswith("En gul cell är tömd")


@pytest.mark.parametrize("what", OF_ALL)
def test_an_emptied_figure_of_everyone_leaves_nobody_with_a_rank(what: str, tmp_path: Path) -> None:
    path, ranking = written(tmp_path)
    engine = SecondEngine(path)
    engine.empty(place_of(openpyxl.load_workbook(path), what, ranking[0]))
    for n in range(SUPPLIERS):
        row = decided(engine, RANKED + n)
        assert (row[0], row[4]) == (ABSENT, "saknas")


def test_a_word_in_the_place_of_a_price_is_no_price(tmp_path: Path) -> None:
    path, ranking = written(tmp_path)
    engine = SecondEngine(path)
    engine.give(place_of(openpyxl.load_workbook(path), OF_ONE[0], ranking[0]), "ej prissatt")
    assert decided(engine, RANKED)[0] == ABSENT


@pytest.mark.parametrize("per_unit", ["12.3456", "12.3457", "7.0001", "0.0002"])
def test_a_price_on_a_half_rounds_in_the_file_as_in_the_engine(
    per_unit: str, tmp_path: Path
) -> None:
    path, ranking = written(tmp_path)
    book = openpyxl.load_workbook(path)
    engine = SecondEngine(path)
    sheet, row, column = place_of(book, OF_ONE[0], ranking[0])
    exact = Decimal(per_unit) + HALF
    engine.give((sheet, row, column), float(exact * HELD))
    found = engine.value((sheet, row, column_of(book[sheet], "Pris per enhet, kr")))
    wanted = exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    assert found == pytest.approx(float(wanted), abs=1e-12)


def test_a_stated_price_on_a_half_is_shown_and_stays_a_formula(tmp_path: Path) -> None:
    made, path = stated_per_pack(), tmp_path / "evaluation.xlsx"
    score = made.lots[0].ranking[0].lines[0]
    even = Decimal("43.2108")
    halfway = {score.id: (even + HALF) * HELD}
    offers = [
        replace(
            offer,
            products=tuple(replace(p, price=halfway.get(p.id, p.price)) for p in offer.products),
        )
        for offer in made.offers
    ]
    best = replace(
        made.lots[0].ranking[0],
        lines=(replace(score, price_sek_per_unit=even), *made.lots[0].ranking[0].lines[1:]),
    )
    lot = replace(made.lots[0], ranking=(best, *made.lots[0].ranking[1:]))
    write_workbook(replace(made, offers=tuple(offers), lots=(lot,)), path, "sv")
    sheet = openpyxl.load_workbook(path)["Rader"]
    at = column_of(sheet, OF_ONE[0])
    assert sheet.cell(row=6, column=at).value == pytest.approx(86.4217)
    price = column_of(sheet, "Pris per enhet, kr")
    assert sheet.cell(row=6, column=price).data_type == "f"
    assert SecondEngine(path).value(("Rader", 6, price)) == pytest.approx(float(even), abs=1e-12)


@pytest.mark.office
@pytest.mark.skipif(offices.SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("what", [OF_ONE[0], "km", "quantity", "factor"])
def test_libreoffice_gives_no_rank_to_an_offer_with_an_emptied_figure(
    what: str, tmp_path: Path
) -> None:
    path, ranking = written(tmp_path)
    stored = openpyxl.load_workbook(path, data_only=True)["Beslut"]
    book = openpyxl.load_workbook(path)
    sheet, row, column = place_of(book, what, ranking[0])
    book[sheet].cell(row=row, column=column).value = None
    book.save(path)
    found = offices.recalculated(path, tmp_path)["Beslut"]
    for n in range(SUPPLIERS):
        values = [found.cell(row=RANKED + n, column=at).value for at in (1, 3, 4, 6)]
        if n == 0 or what in OF_ALL:
            assert values[0] == ABSENT
            assert values[3] == "saknas"
            continue
        before = [stored.cell(row=RANKED + n, column=at).value for at in (1, 3, 4, 6)]
        assert values[0] == n
        assert values[1:] == pytest.approx(before[1:], rel=1e-9)
    winner = "Inget anbud" if what in OF_ALL else ranking[1]
    assert str(found["C11"].value).startswith(winner)
    assert not [
        cell.coordinate for line in found.iter_rows() for cell in line if str(cell.value)[:1] == "#"
    ]
