"""iLEAP files: the examples that the specification prints (2024 and 2025-05-27), and hostile ones.

The specification's own examples hold errors (WE-10): those are found, never mended.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.transport import ileap, ileaplegs

PACT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real-inputs" / "pact"
shared = pytest.mark.skipif(not PACT.is_dir(), reason="../shared with the iLEAP examples is absent")


def toc(**changed: object) -> dict[str, Any]:
    # as specs/examples/toc-footprint.json of sine-fdn/ileap-extension has it, with another value
    stated: dict[str, object] = {
        "tocId": "4561230", "mode": "Road", "temperatureControl": "refrigerated",
        "loadFactor": "0.62", "emptyDistanceFactor": "0.17",
        "energyCarriers": [{"energyCarrier": "Diesel", "relativeShare": "1",
                            "emissionFactorWTW": "89.4", "emissionFactorTTW": "72"}],
        "co2eIntensityWTW": "0.088", "co2eIntensityTTW": "0.068", "transportActivityUnit": "tkm",
    }  # fmt: skip
    return stated | changed


def tce(**changed: object) -> dict[str, Any]:
    stated: dict[str, object] = {
        "tceId": "abc", "prevTceIds": [], "tocId": "4561230", "shipmentId": "1", "mass": "87",
        "distance": {"sfd": "423"}, "transportActivity": "36.801", "co2eWTW": "3.6801",
        "co2eTTW": "3.2801", "origin": {"city": "Skara", "country": "SE"},
        "destination": {"city": "Göteborg", "country": "SE", "locode": "SE GOT"},
    }  # fmt: skip
    return stated | changed


def file_of(*payloads: dict[str, Any], flat: bool = False) -> str:
    extensions = [one if flat else {"dataSchema": "…", "data": one} for one in payloads]
    pcf = {
        "referencePeriodStart": "2026-01-01T00:00:00Z",
        "referencePeriodEnd": "2027-01-01T00:00:00Z",
    }
    return json.dumps({"companyName": "Åkeri AB", "pcf": pcf, "extensions": extensions})


def shipment(*tces: dict[str, Any]) -> dict[str, Any]:
    return {"mass": "87", "shipmentId": "1", "tces": list(tces)}


@shared
@pytest.mark.shared
def test_the_shipment_of_one_leg_is_read_as_it_is_printed() -> None:
    text = (PACT / "ileap_20250527_shipment_one_leg.json").read_text(encoding="utf-8")
    found, problems = ileap.read(text, "a.json")
    assert problems == []
    assert found is not None
    element = found.elements[0]
    assert (element.mass_kg, element.distance_km, element.distance_kind) == (87, 423, "actual")
    assert (element.activity_tkm, element.wtw_kg, element.ttw_kg) == (36.801, 3.6801, 3.2801)
    assert (found.period_from, found.period_to) == ("2021-01-01", "2022-01-01")
    legs, remarks = ileaplegs.legs(found, evidence="a.json")
    # WE-09: 3.6801 kg over 36.801 tkm is 100 g per tkm
    assert legs[0].carrier_g_per_tkm == pytest.approx(100, rel=1e-9)
    assert [one.code for one in remarks] == ["ileap-actual"]


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["ileap_20250527_shipment_two_legs.json", "ileap_20250527_example_5.json"]
)
def test_the_publishers_own_errors_are_found_and_not_mended(name: str) -> None:
    found, problems = ileap.read((PACT / name).read_text(encoding="utf-8"), name)
    assert found is None
    where = f"{name}!extensions[0].data.tces[0].transportActivity"
    assert ("ileap-activity", where) in [(one.code, one.where) for one in problems]
    assert dict(problems[0].values) == {"found": "3.6801", "expected": "36.801"}


@pytest.mark.parametrize("flat", [True, False])
def test_a_toc_file_is_a_carriers_yearly_value(flat: bool) -> None:
    found, problems = ileap.read(file_of(toc(), flat=flat), "toc.json")
    assert problems == []
    assert found is not None
    one = found.operations[0]
    assert (one.mode, one.unit, one.temperature) == ("road", "tkm", "chilled")
    assert (one.load_factor, one.empty_distance_factor) == (0.62, 0.17)
    (made,), remarks = ileaplegs.legs(found, evidence="toc.json")
    assert remarks == []
    assert (made.carrier_g_per_tkm, made.carrier_ttw_g_per_tkm) == (
        pytest.approx(88),
        pytest.approx(68),
    )
    assert (made.energy, made.mode, made.evidence_kind) == ("diesel", "road", "toc_value")
    assert (made.period_from, made.period_to) == ("2026-01-01", "2027-01-01")


def test_a_hub_and_a_value_per_teu_are_told_and_not_used() -> None:
    hub = tce(tocId=None, hocId="h", distance=None, transportActivity="1")
    found, _ = ileap.read(file_of(shipment(hub, tce())), "s.json")
    assert found is not None
    legs, remarks = ileaplegs.legs(found, evidence="s.json")
    assert (len(legs), [one.code for one in remarks]) == (1, ["ileap-hub"])
    found, _ = ileap.read(file_of(toc(transportActivityUnit="TEUkm")), "t.json")
    assert found is not None
    legs, remarks = ileaplegs.legs(found, evidence="t.json")
    assert (legs, [one.code for one in remarks]) == ((), ["ileap-unit"])


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (shipment(tce(co2eWTW="8,42769")), "ileap-number"),
        (shipment(tce(mass="0")), "ileap-number"),
        (shipment(tce(mass="-87")), "ileap-number"),
        (shipment(tce(mass="1e9")), "ileap-number"),
        (shipment(tce(mass="NaN")), "ileap-number"),
        (shipment(tce(mass=["87"])), "ileap-number"),
        (shipment(tce(mass=True)), "ileap-number"),
        (shipment(tce(mass="9" * 400)), "ileap-number"),
        (shipment(tce(mass=None)), "ileap-missing"),
        (shipment(tce(transportActivity="3.6801")), "ileap-activity"),
        (toc(co2eIntensityWTW=None), "ileap-missing"),
        (
            toc(energyCarriers=[{"energyCarrier": "Diesel", "relativeShare": "0.4"}]),
            "ileap-shares",
        ),
        ({"unrelated": 1}, "ileap-nothing"),
    ],
)
def test_a_wrong_field_is_a_problem_and_gives_no_footprint(
    payload: dict[str, Any], code: str
) -> None:
    found, problems = ileap.read(file_of(payload), "x.json")
    assert (found, code in [one.code for one in problems]) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "17", '"text"', "{", '{"a": NaN}', '{"a": Infinity}', '{"a": -Infinity}',
        '{"mass": "1", "mass": "2"}', "[" * 100_000, '{"a":' * 100_000, '{"a": ' + "9" * 200_000,
        '"' + '\\"' * 500_000, '"\\', "\x00", "{'a': 1}", "\ufeff", " " * 5_000_001,
        '{"tces": ' + "[{" * 45 + "}]" * 45 + "}",
    ],
)  # fmt: skip
def test_a_hostile_text_is_one_problem(text: str) -> None:
    found, problems = ileap.read(text, "x.json")
    assert found is None
    assert [one.code for one in problems] == ["ileap-json"]


def test_a_number_of_many_digits_is_never_computed() -> None:
    found, problems = ileap.read('{"tocId": "1", "co2eIntensityWTW": ' + "9" * 100_000 + "}", "x")
    assert (found, [one.code for one in problems]) == (None, ["ileap-number"])


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*toc(), *tce(), "tces", "extensions", "data", "pcf", "hocId", "sfd"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_no_json_ever_raises(value: Any) -> None:
    found, problems = ileap.read(json.dumps(value), "x.json")
    assert (found is None) == bool(problems)
    if found is not None:
        ileaplegs.legs(found, evidence="x.json")


@given(st.text(max_size=200))
def test_no_text_ever_raises(text: str) -> None:
    found, problems = ileap.read(text, "x.json")
    assert found is None
    assert problems
