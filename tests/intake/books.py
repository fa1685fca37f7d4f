"""Tender folders of one or more workbooks, written cell by cell for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from carbon.intake import folder, tenderfile
from carbon.intake.records import OfferedProduct
from carbon.problems import Problem

TENDER = """\
tender: {id: t, title: T, buyer: B, as_of: "2027-03-01"}
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery: [{place: "Falun, SE", share: 1}]
drop_size_kg: 180
evaluation:
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Prov
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
lots:
  - id: a
    title: Rotfrukter
    lines:
      - {number: "1", name: Potatis, quantity: 1000, unit: kg}
      - {number: "2", name: Morot, quantity: 1000, unit: kg}
  - id: b
    title: Mejeri
    lines:
      - {number: "1", name: Mjölk, quantity: 1000, unit: l}
"""

Row = Mapping[str, Any]


def offered(number: str = "1", **cells: object) -> dict[str, object]:
    """Return a row of an offer: potatoes at 10 per kg, with what the test says instead."""
    row: dict[str, object] = {"Position": number, "Benämning": "Potatis", "Enhet": "kg", "Pris": 10}
    return row | cells


def leg(**cells: object) -> dict[str, object]:
    """Return a row of a sheet of legs: by lorry from Hedemora, with what the test says instead."""
    row: dict[str, object] = {"Gäller rad": "alla", "Etapp": 1, "Från": "Hedemora"}
    return row | {"Till": None, "Transportslag": "lastbil", "Fordon": None} | cells


def write(
    path: Path, supplier: str, rows: Sequence[Row], legs: Sequence[Row] = (), driver: str = ""
) -> None:
    """Write a price annex, with a sheet of legs when there are any (those of `driver`)."""
    book = xlsxwriter.Workbook(path)
    for name, found, who in (("Pris", rows, supplier), ("Transport", legs, driver or supplier)):
        if not found:
            continue
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Anbudsgivare:", who))
        headings = list(dict.fromkeys(key for row in found for key in row))
        sheet.write_row(1, 0, headings)
        for number, row in enumerate(found, 2):
            sheet.write_row(number, 0, [row.get(heading) for heading in headings])
    book.close()


def read(place: Path) -> tuple[dict[str, list[OfferedProduct]], list[Problem]]:
    """Return the offered products by supplier and all problems of the folder's offers."""
    (place / "tender.yaml").write_text(TENDER, encoding="utf-8")
    tender, problems = tenderfile.read_tender(place)
    assert tender is not None, problems
    offers, problems = folder.read_offers(place, tender)
    return {one.supplier: list(one.products) for one in offers}, problems


def one(
    place: Path, rows: Sequence[Row], legs: Sequence[Row] = ()
) -> tuple[list[OfferedProduct], dict[str, str]]:
    """Return the products of a folder with one supplier, and code -> cell of every problem."""
    (place / "offers").mkdir()
    write(place / "offers" / "a.xlsx", "Alfa AB", rows, legs)
    offers, problems = read(place)
    return offers.get("Alfa AB", []), {p.code: p.where for p in problems}
