"""PACT files: the published conformance cases, the figures of WE-12, and hostile ones."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import pact
from carbon.intake.evidence_records import PactFootprint
from tests.tender.evidenced import pact as pact_3

PACT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real-inputs" / "pact"
shared = pytest.mark.skipif(not PACT.is_dir(), reason="../shared with the PACT files is absent")


def read(text: str) -> tuple[PactFootprint, list[str]]:
    found, problems = pact.read(text, "a.json")
    assert found is not None, problems
    return found, [one.code for one in problems]


def codes(text: str) -> list[str]:
    found, problems = pact.read(text, "a.json")
    assert found is None
    return [one.code for one in problems]


def pact_2(**changed: Any) -> str:
    body: dict[str, Any] = {
        "declaredUnit": "kilogram", "unitaryProductAmount": "1",
        "pCfExcludingBiogenic": "0.5", "fossilGhgEmissions": "0.5", "fossilCarbonContent": "0",
        "biogenicCarbonContent": "0.1", "characterizationFactors": "AR6",
        "ipccCharacterizationFactorsSources": ["AR6"], "dLucGhgEmissions": "0.01",
        "landManagementGhgEmissions": "0.02", "otherBiogenicGhgEmissions": "0.6",
        "crossSectoralStandardsUsed": ["ISO Standard 14067"], "boundaryProcessesDescription": "-",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2026-01-01T00:00:00Z", "exemptedEmissionsPercent": 0,
        "exemptedEmissionsDescription": "", "packagingEmissionsIncluded": False,
    }  # fmt: skip
    body |= changed
    head = {
        "id": "b1f8c0d2-7c4e-4e67-9a9c-2e4c12345678", "specVersion": "2.3.0", "version": 1,
        "created": "2026-02-01T00:00:00Z", "status": "Active", "comment": "", "companyName": "A",
        "companyIds": ["urn:a:b"], "productDescription": "Mjölk", "productIds": ["urn:gtin:1"],
        "productCategoryCpc": "22", "productNameCompany": "Mjölk",
    }  # fmt: skip
    return json.dumps({**head, "pcf": {k: v for k, v in body.items() if v is not None}})


def test_a_complete_file_is_read_without_a_question() -> None:
    found, problems = read(pact_3())
    assert problems == []
    assert (found.excluding_uptake, found.mass_kg) == (Decimal("0.08"), Decimal(1))
    assert found.gtins == ("07300000000019",)
    assert (found.period_to, found.review, found.packaging_included) == ("2026-01-01", None, True)


def test_decimals_stay_the_digits_that_were_written() -> None:
    found, _ = read(pact_3(pcfExcludingBiogenicUptake="0.100000000000001"))
    assert str(found.excluding_uptake) == "0.100000000000001"
    bare, problems = read(pact_3(pcfExcludingBiogenicUptake=0.08))
    assert bare.excluding_uptake == Decimal("0.08")
    assert problems == ["pact-number-bare"]


@pytest.mark.parametrize(
    "value", ["8,42769", "1e3", "-0.1x", "", " 1", "9" * 40, "NaN", "Infinity", "٣", True, [], {}]
)
def test_what_is_no_decimal_is_told_and_never_mended(value: object) -> None:
    assert "pact-number" in codes(pact_3(fossilGhgEmissions=value))


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("declaredUnitOfMeasurement", "pact-missing"),
        ("declaredUnitAmount", "pact-missing"),
        ("pcfExcludingBiogenicUptake", "pact-missing"),
    ],
)
def test_a_figure_that_cannot_be_stated_per_kg_is_refused(field: str, code: str) -> None:
    assert code in codes(pact_3(**{field: None}))


def test_the_declared_unit_is_the_amount_of_units_and_the_mass_is_of_all_of_it() -> None:
    # 12.5 litres that weigh 12.9 kg: the figure is for the whole can
    found, _ = read(
        pact_3(
            declaredUnitOfMeasurement="liter",
            declaredUnitAmount="12.5",
            productMassPerDeclaredUnit="12.9",
        )
    )
    assert (found.unit_amount, found.mass_kg) == (Decimal("12.5"), Decimal("12.9"))
    kilos, _ = read(pact_3(declaredUnitAmount="25", productMassPerDeclaredUnit="25"))
    assert kilos.mass_kg == 25
    assert codes(pact_3(declaredUnitAmount="25")) == ["pact-mass"]  # 25 kg that weigh 1 kg
    piece, _ = read(
        pact_3(declaredUnitOfMeasurement="piece", productMassPerDeclaredUnit="0", unit="x")
    )
    assert piece.mass_kg is None  # "0" says in PACT that mass is not relevant


def test_totals_are_held_against_their_parts_as_printed() -> None:
    """WE-12: the publisher's example 1 states 0.384, its parts by the rule come to 0.356."""
    parts: dict[str, Any] = {
        "pcfExcludingBiogenicUptake": "0.384", "fossilGhgEmissions": "0.35",
        "landUseChangeGhgEmissions": "0", "landManagementFossilGhgEmissions": "0.03",
        "landManagementBiogenicCO2Emissions": "0.004", "biogenicNonCO2Emissions": "0.002",
        "packagingEmissionsIncluded": False, "packagingGhgEmissions": None,
    }  # fmt: skip
    found, problems = pact.read(pact_3(**parts), "a.json")
    assert found is not None
    assert found.excluding_uptake == Decimal("0.384")
    (told,) = problems
    assert (told.code, dict(told.values)["expected"]) == ("pact-parts", "0.356")
    _, fine = read(pact_3(pcfExcludingBiogenicUptake="77", fossilGhgEmissions="77"))  # example 3
    assert fine == []
    _, rounded = read(pact_3(pcfExcludingBiogenicUptake="0.1", fossilGhgEmissions="0.08"))
    assert rounded == []


def test_version_2_keeps_biogenic_emissions_apart_and_they_are_added() -> None:
    # 0.5 + 0.01 + 0.02 + 0.6, and not 0.5: a cow's methane is "other biogenic" there
    found, problems = read(pact_2())
    assert found.excluding_uptake == Decimal("1.13")
    assert problems == ["pact-version-2"]
    whole, _ = read(pact_2(pCfExcludingBiogenic="1.5"))
    assert whole.excluding_uptake == Decimal("1.5")
    silent, _ = read(pact_2(otherBiogenicGhgEmissions=None))
    assert silent.unstated == ("otherBiogenicGhgEmissions",)


def test_version_2_with_another_amount_than_one_is_not_guessed_at() -> None:
    assert "pact-unit-amount" in codes(pact_2(unitaryProductAmount="12"))


def test_an_assurance_that_says_it_is_none_is_none() -> None:
    _, _ = read(pact_2())
    with_one, _ = read(pact_2(assurance={"assurance": True, "providerName": "Granskarna"}))
    assert with_one.review is not None
    without, _ = read(pact_2(assurance={"assurance": False, "providerName": "Granskarna"}))
    assert without.review is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "pact-json"),
        ("[" * 100_000, "pact-json"),
        ('{"pcf": NaN}', "pact-json"),
        ('{"pcf": {}, "pcf": {}}', "pact-json"),
        ("[]", "pact-none"),
        ("1", "pact-none"),
        ('{"data": {"data": {"data": 1}}}', "pact-none"),
        ('{"specVersion": "4.0.0", "pcf": {}}', "pact-version"),
        ('{"specVersion": "3.0.0", "pcf": 1}', "pact-missing"),
    ],
)
def test_what_is_no_footprint_is_one_sentence(text: str, code: str) -> None:
    assert code in codes(text)


def test_answers_and_events_are_opened_and_several_footprints_are_not_chosen_from() -> None:
    one = json.loads(pact_3())
    for envelope in ({"data": one}, {"data": [one]}, {"data": {"pfs": [one]}}):
        assert read(json.dumps(envelope))[0].id == one["id"]
    assert codes(json.dumps({"data": [one, one]})) == ["pact-several"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
_FIELDS = [*sorted(json.loads(pact_3())["pcf"]), "verification", "dqi", "aircraftGhgEmissions"]


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=6), _JSON)
def test_no_content_of_any_field_is_an_exception(body: dict[str, Any], other: Any) -> None:
    pact.read(pact_3(**body), "a.json")
    pact.read(pact_3(extra={"productIds": other, "status": other, "pcf": other}), "a.json")
    pact.read(json.dumps(other), "a.json")


@shared
@pytest.mark.shared
def test_the_conformance_cases_are_read_with_what_they_lack() -> None:
    text = (PACT / "pact_conformance_v3_test_cases.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(\{.*?\n\})\n```", text, re.DOTALL)
    cases = [one for one in blocks if '"pcf"' in one]
    assert len(cases) >= 3
    whole = [pact.read(one, "case.json") for one in cases]
    read_one = [found for found, _ in whole if found is not None]
    assert read_one
    assert {(one.unit, one.excluding_uptake, one.mass_kg) for one in read_one} == {
        ("liter", Decimal("77.0"), Decimal(25))
    }
    told = {problem.code for _, problems in whole for problem in problems}
    # the publisher's examples lack fields that the publisher's schema requires
    assert told <= {"pact-required", "pact-several"}


@shared
@pytest.mark.shared
@pytest.mark.parametrize("name", ["pact_openapi_v2_3.yaml", "pact_openapi_v3_0.yaml"])
def test_our_lists_of_required_fields_are_the_publishers(name: str) -> None:
    from carbon import yamlfile

    content, problems = yamlfile.read(PACT / name, name)
    assert not problems
    schemas = content["components"]["schemas"]
    major = 2 if "v2" in name else 3
    head = set(schemas["ProductFootprint"]["required"])
    body = set(schemas["CarbonFootprint"]["required"])
    unit, amount, total = pact.UNIT[major]
    assert {*pact.HEAD[major], "pcf"} == head
    ours = {*pact.BODY[major], unit, amount, total}
    assert ours - {"productMassPerDeclaredUnit"} == body - {"productMassPerDeclaredUnit"}
