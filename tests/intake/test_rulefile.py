"""The rule of the award as tender.yaml states it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from carbon.intake import judgements, tenderfile
from carbon.intake.tender_records import Tender

HEAD = """
tender: {{id: t, title: t, buyer: b, kind: goods, value_sek: "3200000", as_of: "2027-03-01"}}
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery: [{{place: "Falun, SE", share: 1}}]
drop_size_kg: 180
lots:
  - id: L
    title: Lott
    lines: [{{number: "1", name: Morot, quantity: 100, unit: kg, product: carrot}}]
evaluation:
  basis: price_quality
  tie_rule: lowest_emission
  rounding: {{flow_decimals: 6, price_decimals: 6, mode: half_up}}
{rule}
"""
M1 = """  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Nämndens beslut
"""


def read(folder: Path, rule: str) -> tuple[Tender | None, list[str]]:
    (folder / "tender.yaml").write_text(HEAD.format(rule=rule), encoding="utf-8")
    tender, problems = tenderfile.read_tender(folder)
    return tender, [p.code for p in problems]


def test_m3_states_references_for_each_lot_and_no_carbon_price(tmp_path: Path) -> None:
    rule = """  model: M3
  points:
    price_weight: 70
    climate_weight: 30
    lots:
      L: {price_low_sek: 800000, price_high_sek: 1400000, climate_low_kg: 1, climate_high_kg: 2}
"""
    tender, codes = read(tmp_path, rule)
    assert (codes, tender and tender.evaluation.points["L"].climate_weight) == ([], Decimal(30))
    _, codes = read(tmp_path, rule + '  carbon_price_sek_per_kg: "3"\n')
    assert codes == ["carbon-price-follows"]


@pytest.mark.parametrize("model", ["M4", "M5", "M8"])
def test_a_model_that_other_offers_can_move_is_refused_by_name(tmp_path: Path, model: str) -> None:
    tender, codes = read(tmp_path, M1.replace("M1", model))
    assert tender is None
    assert codes == ["model-refused"]


def test_the_basis_of_cost_takes_no_quality_criteria(tmp_path: Path) -> None:
    rule = (
        M1.replace("M1", "M2")
        + """  life_cycle_cost:
    {waste_sek_per_kg: 3, edible_share_of: line, lines: {"1": 0.8}}
  criteria:
    - {id: a, title: A, kind: fact, amount_sek: -10, proof: intyg, link: varan}
"""
    )
    assert read(tmp_path, rule)[1] == ["criteria-on-cost"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("  points: {}\n", "rule-key-of-model"),
        ("  ceiling: {L: 0}\n", "tender-value"),
        ("  ceiling: {X: 5}\n", "tender-key-unknown"),
        ("  criteria: [{id: a, title: A, kind: fact, proof: x, link: y}]\n", "tender-key-missing"),
        (
            "  criteria: [{id: a, title: A, kind: markup, lowest_sek: 5, highest_sek: 1,"
            " proof: x, link: y}]\n",
            "tender-value",
        ),
    ],
)
def test_what_cannot_be_a_rule_is_told_at_its_key(tmp_path: Path, rule: str, code: str) -> None:
    assert code in read(tmp_path, M1 + rule)[1]


def test_a_judgement_names_who_when_and_why_and_stays_in_the_announced_range(
    tmp_path: Path,
) -> None:
    criteria = """  criteria:
    - {id: a, title: A, kind: markup, lowest_sek: 0, highest_sek: 500, proof: x, link: y}
"""
    tender, codes = read(tmp_path, M1 + criteria)
    assert tender is not None, codes
    entry = (
        "judgements:\n"
        "  - {{supplier: S, lot: L, criterion: a, amount_sek: {amount}, who: Anna,"
        ' when: "2027-03-02", why: Provat}}\n'
    )
    (tmp_path / "quality.yaml").write_text(entry.format(amount=400), encoding="utf-8")
    found, problems = judgements.read_judgements(tmp_path, tender)
    assert ([one.amount_sek for one in found], problems) == ([Decimal(400)], [])
    (tmp_path / "quality.yaml").write_text(entry.format(amount=501), encoding="utf-8")
    found, problems = judgements.read_judgements(tmp_path, tender)
    assert (found, [p.code for p in problems]) == ((), ["tender-value"])
