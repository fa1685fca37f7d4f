"""Suppliers side by side: what one of them wrote never touches another one's offer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from carbon.intake import folder, tenderfile
from carbon.intake.measures import content_of
from carbon.units import find

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
basket: offers/alla.csv
"""
OFFERS = """\
;;;;Dala AB;;Norr AB;
Rad;Benämning;Mängd;Enhet;Pris;Summa;Pris;Summa
1;Morot;100;kg;12,00;1200;11,50;1150
2;Potatis;10;kg;9,00;90;se bilaga;
"""


def _tender(where: Path) -> Path:
    (where / "offers").mkdir()
    (where / "offers" / "alla.csv").write_text(OFFERS, encoding="utf-8")
    (where / "tender.yaml").write_text(TENDER, encoding="utf-8")
    return where


def test_an_unreadable_price_spoils_the_row_of_its_own_supplier_only(tmp_path: Path) -> None:
    tender, _ = tenderfile.read_tender(_tender(tmp_path))
    assert tender is not None
    offers, problems = folder.read_offers(tmp_path, tender)
    numbers = {one.supplier: [p.line_number for p in one.products] for one in offers}
    assert numbers == {"Dala AB": ["1", "2"], "Norr AB": ["1"]}
    assert [p.where for p in problems if p.code == "number-unreadable"] == [
        "offers/alla.csv!CSV!G4"
    ]


def test_an_unreadable_price_costs_the_tender_no_line(tmp_path: Path) -> None:
    tender, problems = tenderfile.read_tender(_tender(tmp_path))
    assert problems == []
    assert tender is not None
    assert [line.number for line in tender.lots[0].lines] == ["1", "2"]


def test_an_unreadable_quantity_in_a_tabulation_stops_the_tender(tmp_path: Path) -> None:
    place = _tender(tmp_path)
    text = OFFERS.replace("2;Potatis;10;", "2;Potatis;många;")
    (place / "offers" / "alla.csv").write_text(text, encoding="utf-8")
    tender, problems = tenderfile.read_tender(place)
    assert tender is None
    assert "basket-line-incomplete" in [p.code for p in problems]


@pytest.mark.parametrize(
    ("quantity", "unit", "weight", "kg_per_unit"),
    [("500", "st", "0,45", 0.45), ("500", "l", "1,03", 1.03), ("5000", "dl", "0,103", 1.03)],
)
def test_a_basket_sheet_may_state_what_a_piece_or_a_litre_weighs(
    quantity: str, unit: str, weight: str, kg_per_unit: float, tmp_path: Path
) -> None:
    head = "Rad;Benämning;Årsvolym;Enhet;Vikt per enhet kg"
    (tmp_path / "korg.csv").write_text(
        f"{head}\n1;Vara;{quantity};{unit};{weight}\n2;Morot;10;kg;\n", encoding="utf-8"
    )
    stated = TENDER.replace("offers/alla.csv", "korg.csv")
    (tmp_path / "tender.yaml").write_text(stated, encoding="utf-8")
    tender, problems = tenderfile.read_tender(tmp_path)
    assert tender is not None, problems
    first, second = tender.lots[0].lines
    assert first.kg_per_unit == pytest.approx(kg_per_unit)
    assert second.kg_per_unit is None


def _content(unit: str, pack: str | None) -> tuple[Decimal | None, str | None]:
    found = find(unit)
    assert found is not None
    content = content_of(found, pack=pack, priced_unit=True)
    return content.amount, content.unit


def test_a_priced_case_holds_the_pieces_that_its_pack_states_and_never_one_for_want_of_them() -> (
    None
):
    assert _content("krt", "Case of 36") == (36, "item")
    assert _content("krt", "6-15/case") == (None, None)
    assert _content("krt", None) == (None, None)
    assert _content("st", None) == (1, "item")
