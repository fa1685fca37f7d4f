"""What is handed out as PACT and iLEAP: the published schemas, the sums, and the way back."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from carbon.farm import answering, knowledge, own
from carbon.farm.records import OwnFootprint
from carbon.intake import pact as reader
from carbon.intake import producerfile
from carbon.library import load
from carbon.library.records import Stage
from carbon.outputs import ileap, pact, pact_line
from carbon.problems import UsageError
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment
from carbon.transport import ileap as carrier
from carbon.transport import ileaplegs
from tests.tender import evidenced

ROOT = Path(__file__).resolve().parents[2]
PACT = ROOT.parent / "shared" / "data" / "real-inputs" / "pact"
shared = pytest.mark.skipif(not PACT.is_dir(), reason="../shared with the PACT schemas is absent")
ISSUE = pact.Issue(company="Provgården AB")
OLDER = pact.Issue(
    company="Provgården AB", version=pact.V2, carbon_kg_per_kg=Decimal("0.09"),
    product_ids=("urn:gtin:07300000000019",),
)  # fmt: skip


@cache
def footprint() -> OwnFootprint:
    text = json.dumps(evidenced.POTATO_ANSWERS).encode()
    submission, wrong = producerfile.parse(text, "a.json")
    assert submission is not None, wrong
    answers, problems = answering.submitted(submission)
    assert answers is not None, problems
    return own.footprint(answers, knowledge.load(load.load()))


@cache
def example() -> Assessment:
    assessment, problems = assess_folder(ROOT / "examples" / "mejeri-och-rotfrukter")
    assert assessment is not None, problems
    return assessment


def faults(made: dict[str, Any], name: str) -> list[str]:
    """Return what the published OpenAPI schema finds wrong with a footprint."""
    import jsonschema

    from carbon import yamlfile

    content, problems = yamlfile.read(PACT / name, name)
    assert not problems
    schema = {**content, "$ref": "#/components/schemas/ProductFootprint"}
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker(["uuid", "date-time"])
    )
    return [one.message for one in checker.iter_errors(made)]


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("issue", "name"), [(ISSUE, "pact_openapi_v3_0.yaml"), (OLDER, "pact_openapi_v2_3.yaml")]
)
def test_an_exported_footprint_holds_the_published_schema(issue: pact.Issue, name: str) -> None:
    for lang in ("sv", "en"):
        assert faults(pact.product_footprint(footprint(), issue, load.load(), lang), name) == []


@shared
@pytest.mark.shared
def test_the_schema_check_bites() -> None:
    made = pact.product_footprint(footprint(), ISSUE, load.load())
    made["pcf"]["pcfExcludingBiogenicUptake"] = 0.1
    assert faults(made, "pact_openapi_v3_0.yaml") != []


def test_the_parts_add_up_to_the_total_exactly() -> None:
    body = pact.product_footprint(footprint(), ISSUE, load.load())["pcf"]
    parts = ("fossilGhgEmissions", "landUseChangeGhgEmissions", "biogenicNonCO2Emissions",
             "landManagementBiogenicCO2Emissions")  # fmt: skip
    assert sum(Decimal(body[one]) for one in parts) == Decimal(body["pcfExcludingBiogenicUptake"])
    assert Decimal(body["pcfExcludingBiogenicUptake"]) == footprint().kg_co2e_per_kg


@pytest.mark.parametrize("issue", [ISSUE, OLDER])
def test_what_is_handed_out_is_read_back_without_a_question(issue: pact.Issue) -> None:
    made = pact.json_bytes(pact.product_footprint(footprint(), issue, load.load()))
    found, problems = reader.read(made.decode(), "a.json")
    assert found is not None
    assert problems == []
    assert found.excluding_uptake == footprint().kg_co2e_per_kg
    # the source of the plastic film counts with AR5
    assert (found.gwp, found.mass_kg) == (("AR5", "AR6"), Decimal(1))
    assert (found.land_use_change is None) == (Stage.LAND_USE_CHANGE not in footprint().stages)
    assert found.period_to == "2027-01-01"


def test_the_same_product_gives_the_same_bytes_and_another_another_id() -> None:
    made = [pact.product_footprint(footprint(), ISSUE, load.load()) for _ in range(2)]
    assert pact.json_bytes(made[0]) == pact.json_bytes(made[1])
    assert made[0]["created"] == "2027-01-01T00:00:00Z"
    stated = pact.Issue(company="Provgården AB", created="2026-11-22")
    assert pact.product_footprint(footprint(), stated, load.load())["created"][:10] == "2026-11-22"


def test_every_amount_is_a_string_and_the_digest_stands_in_the_extension() -> None:
    made = pact.product_footprint(footprint(), ISSUE, load.load())
    numbers = [one for one in made["pcf"].values() if isinstance(one, (int, float))]
    assert [one for one in numbers if not isinstance(one, bool)] == []
    data = made["extensions"][0]["data"]
    assert data["digest"] == footprint().digest
    assert data["questionnaire"] == "potatoes"


def test_version_2_without_carbon_content_is_refused_rather_than_given_a_zero() -> None:
    issue = pact.Issue(company="Provgården AB", version=pact.V2)
    with pytest.raises(UsageError):
        pact.product_footprint(footprint(), issue, load.load())


def test_carbon_taken_up_is_its_mass_times_44_over_12() -> None:
    assert pact.uptake(Decimal("0.09")) == Decimal("-0.330000")
    assert pact.uptake(Decimal("0.12")) == Decimal("-0.440000")


# The chain of an offered line


def chain() -> dict[str, Any]:
    return ileap.shipment(example(), "Gryningsmejeriet Exempel AB", "1.1")


@shared
@pytest.mark.shared
def test_a_shipment_holds_the_schema_of_pact() -> None:
    assert faults(chain(), "pact_openapi_v2_3.yaml") == []


def test_a_shipment_adds_up_to_the_transport_of_the_line() -> None:
    made = chain()
    tces = made["extensions"][0]["data"]["tces"]
    total = sum(Decimal(one["co2eWTW"]) for one in tces)
    assert total == Decimal(made["pcf"]["pCfExcludingBiogenic"])
    (score,) = [
        line
        for lot in example().lots
        for offer in lot.ranking
        if offer.supplier == "Gryningsmejeriet Exempel AB"
        for line in offer.lines
        if line.line.number == "1.1"
    ]
    transport = example().footprint.stage_kg[score.id][Stage.TRANSPORT]
    inbound = total - transport * score.quantity
    assert inbound <= 0  # what comes to the plant is no part of the chain to the kitchen
    for one in tces:
        km = next(iter(one["distance"].values()))
        activity = Decimal(one["mass"]) * Decimal(km) / 1000
        assert Decimal(one["transportActivity"]) == activity.quantize(Decimal("1e-6"))


def test_our_own_reader_takes_the_shipment_back_as_legs() -> None:
    found, problems = carrier.read(json.dumps(chain()), "frakt.json")
    assert problems == []
    assert found is not None
    legs, _ = ileaplegs.legs(found, evidence="frakt.json")
    assert len(legs) == sum(1 for one in found.elements if one.hoc is None)
    assert all(one.carrier_g_per_tkm for one in legs)


def test_the_chain_of_every_line_can_be_handed_out_and_read_back() -> None:
    for lot in example().lots:
        for offer in lot.ranking:
            for score in offer.lines:
                made = ileap.shipment(example(), offer.supplier, score.line.number)
                found, problems = carrier.read(json.dumps(made), "frakt.json")
                assert problems == [], (offer.supplier, score.line.number)
                assert found is not None


# A line of an offer


@shared
@pytest.mark.shared
def test_every_line_holds_the_schema_and_its_transport_stands_apart() -> None:
    for lot in example().lots:
        for offer in lot.ranking:
            for score in offer.lines:
                made = pact_line.line_footprint(example(), offer.supplier, score.line.number)
                assert faults(made, "pact_openapi_v3_0.yaml") == []


def test_a_line_is_handed_out_up_to_the_gate_with_the_chain_beside_it() -> None:
    """Gate and chain and storage come back to the line's own figure."""
    for lot in example().lots:
        for offer in lot.ranking:
            for score in offer.lines:
                made = pact_line.line_footprint(example(), offer.supplier, score.line.number)
                body = made["pcf"]
                kg = example().footprint.stage_kg[score.id]
                mass = Decimal(repr(score.mass_kg_per_unit))
                parts = Decimal(body["pcfExcludingBiogenicUptake"]) + Decimal(
                    body["outboundLogisticsGhgEmissions"]
                )
                storage = kg.get(Stage.STORAGE, Decimal(0)) / mass
                whole = sum(kg.values()) / mass
                assert abs(parts + storage - whole) < Decimal("3e-6")
                found, problems = reader.read(json.dumps(made), "a.json")
                assert found is not None
                assert [one.code for one in problems if one.severity == "error"] == []
