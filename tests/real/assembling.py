"""A tender folder around a workbook from a stranger: an invented buyer, the offers as they came.

The workbook is copied from ../shared into a temporary folder; nothing of it stays here.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from carbon.library import load
from carbon.library.records import Library
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment, Line, LotResult, RankedOffer

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SCHOOLS = SHARED / "real-inputs" / "tenders-us-school-districts"
ABSENT = "the data folder ../shared is absent"
needs_shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCHOOLS.is_dir(), reason=ABSENT),
]
RATE = Decimal("10.50")  # SEK per dollar, invented
CARBON_PRICE = Decimal("3.00")
_TENDER = """\
tender: {id: prov, title: Prov, buyer: Påhittade kommuner, as_of: "2027-03-01"}
language: sv
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: "Falun, SE", share: 0.6}
  - {place: "Borlänge, SE", share: 0.4}
drop_size_kg: 180
evaluation:
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Prov
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
currency: {code: USD, sek_per_unit: "10.50"}
"""


@cache
def library() -> Library:
    """Return the library, loaded once for all real tenders."""
    return load.load()


def assemble(
    folder: Path, workbook: str, lines: Sequence[tuple[str, str, Decimal, str]] = ()
) -> Path:
    """Lay out a tender: its lines from the tabulation itself, or (number, name, quantity, unit)."""
    (folder / "offers").mkdir(parents=True)
    shutil.copyfile(SCHOOLS / workbook, folder / "offers" / workbook)
    basket = f"basket: offers/{workbook}\n"
    if lines:
        basket = "lots:\n- id: a\n  title: A\n  lines:\n" + "".join(
            f"  - {{number: '{number}', name: {_quoted(name)}, "
            f"quantity: '{quantity}', unit: {unit}}}\n"
            for number, name, quantity, unit in lines
        )
    (folder / "tender.yaml").write_text(_TENDER + basket, encoding="utf-8")
    return folder


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def assessed(folder: Path) -> Assessment:
    """Score a folder that can be read."""
    assessment, problems = assess_folder(folder, library=library())
    assert assessment is not None, problems
    return assessment


def whole(folder: Path, workbook: str) -> Assessment:
    """Score a tabulation with every line that it lists."""
    return assessed(assemble(folder / "whole", workbook))


def as_listed(lines: Sequence[Line]) -> list[tuple[str, str, Decimal, str]]:
    """Return lines as `assemble` takes them."""
    return [(one.number, one.name, one.quantity, "st") for one in lines]


def complete_for(lot: LotResult, *suppliers: str) -> list[Line]:
    """Return the lines on which each of `suppliers` has a price and a footprint."""
    offers = [one for one in lot.ranking if one.supplier in suppliers]
    assert len(offers) == len(suppliers)
    missing = {number for one in offers for number in one.missing_lines}
    return [line for line in lot.lot.lines if line.number not in missing]


def codes(assessment: Assessment) -> list[str]:
    """Return the codes of all problems, with repeats."""
    return [problem.code for problem in assessment.problems]


def cells(workbook: str) -> Any:
    """Return the first sheet as openpyxl sees it, beside the reader under test."""
    return openpyxl.load_workbook(SCHOOLS / workbook, data_only=True).worksheets[0]


def money(sheet: Any, quantity: str, price: str, rows: Sequence[int]) -> Decimal:
    """Return the sum of quantity times price over rows, in the sheet's currency."""
    return sum(
        (
            Decimal(str(sheet[f"{quantity}{row}"].value))
            * Decimal(str(sheet[f"{price}{row}"].value))
            for row in rows
        ),
        Decimal(0),
    )


def hold_the_rule(ranked: Sequence[RankedOffer]) -> None:
    """Assert J = P + c * E to the last decimal, and that ranks follow J."""
    for offer in ranked:
        assert offer.price_sek is not None
        assert offer.kg_co2e is not None
        assert offer.kg_co2e > 0
        assert offer.comparison_sum_sek == offer.price_sek + CARBON_PRICE * offer.kg_co2e
        assert offer.kg_co2e == sum(offer.stage_kg.values())
    sums = [offer.comparison_sum_sek for offer in ranked if offer.comparison_sum_sek is not None]
    assert sums == sorted(sums)
    assert [offer.rank for offer in ranked] == list(range(1, len(ranked) + 1))
