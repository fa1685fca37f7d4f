"""Evidence files end to end: what a tender's terms accept, and the reason where they do not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import carbon
from carbon.farm import answering, knowledge, own
from carbon.farm.records import OwnFootprint
from carbon.intake import producerfile
from carbon.library import load
from carbon.library.records import Stage
from carbon.problems import Problem
from carbon.tender.records import Assessment
from tests.tender import evidenced
from tests.tender.evidenced import Bid

ANSWERS = json.dumps(evidenced.POTATO_ANSWERS)


def assessed(
    root: Path, files: Mapping[str, str | bytes], *bids: Bid, **terms: Any
) -> tuple[Assessment, tuple[Problem, ...]]:
    folder = evidenced.tender(root, bids, files, **terms)
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    return assessment, tuple(one for one in problems if one.code not in ("lock-missing",))


def kg(assessment: Assessment, supplier: str = "A") -> Decimal:
    (offer,) = [one for one in assessment.lots[0].ranking if one.supplier == supplier]
    assert offer.kg_co2e is not None
    return offer.kg_co2e / 1000  # the line is 1000 kg


def stages(assessment: Assessment, supplier: str = "A") -> dict[str, Decimal]:
    (offer,) = [one for one in assessment.lots[0].ranking if one.supplier == supplier]
    return {str(stage): value / 1000 for stage, value in offer.stage_kg.items()}


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return sorted({one.code for one in problems if one.severity != "note"})


def default(root: Path, **terms: Any) -> Decimal:
    return kg(assessed(root / "default", {}, Bid(supplier="A"), **terms)[0])


@pytest.fixture(scope="module")
def recomputed() -> OwnFootprint:
    submission, wrong = producerfile.parse(ANSWERS.encode(), "a.json")
    assert submission is not None, wrong
    answers, problems = answering.submitted(submission)
    assert answers is not None, problems
    return own.footprint(answers, knowledge.load(load.load()))


# PACT


def test_a_pact_file_counts_cradle_to_gate_with_our_own_last_legs(tmp_path: Path) -> None:
    one, problems = assessed(
        tmp_path, {"a.json": evidenced.pact()}, Bid(supplier="A", evidence="a.json")
    )
    assert codes(problems) == []
    found = stages(one)
    # one figure for farm, land use, processing and packaging; transport and storage are ours
    assert found["farm"] == Decimal("0.08")
    assert "processing" not in found
    assert found["transport"] > 0
    assert found["storage"] > 0


def test_outbound_logistics_is_told_and_never_added(tmp_path: Path) -> None:
    plain, _ = assessed(
        tmp_path / "a", {"a.json": evidenced.pact()}, Bid(supplier="A", evidence="a.json")
    )
    files = {"a.json": evidenced.pact(outboundLogisticsGhgEmissions="0.5")}
    with_it, problems = assessed(tmp_path / "b", files, Bid(supplier="A", evidence="a.json"))
    assert kg(with_it) == kg(plain)
    assert "evidence-outbound" in {one.code for one in problems}


def test_litres_and_pieces_are_made_kilograms_by_the_stated_mass(tmp_path: Path) -> None:
    body: dict[str, Any] = {"declaredUnitOfMeasurement": "piece", "declaredUnitAmount": "4",
            "productMassPerDeclaredUnit": "2.5", "pcfExcludingBiogenicUptake": "0.5",
            "fossilGhgEmissions": "0.5"}  # fmt: skip
    one, _ = assessed(
        tmp_path,
        {"a.json": evidenced.pact(**body)},
        Bid(supplier="A", evidence="a.json", price_unit="st", net_kg="0,6"),
    )
    assert stages(one)["farm"] == Decimal("0.2")  # 0.5 kg CO2e for 2.5 kg


@pytest.mark.parametrize(
    ("unit", "amount", "mass", "code"),
    [
        ("liter", "1", "10", "evidence-mass-unlikely"),
        ("liter", "1", "0.19", "evidence-mass-unlikely"),
        ("cubic meter", "1", "1501", "evidence-mass-unlikely"),
        ("piece", "1", "0.67", "evidence-mass-unlikely"),  # the package of the offer weighs 0.6
        ("piece", "1", "1000000", "evidence-mass-unlikely"),
        ("tonne", "1", "1000", "evidence-unit"),
        ("kilowatt hour", "1", "5", "evidence-unit"),
        ("ton kilometer", "1", "1", "evidence-unit"),
        ("kilogram", "1", "1000", "evidence-unusable"),
        ("cubic meter", "1", "1000", ""),
        ("piece", "1", "0.6", ""),
        ("liter", "2", "2.06", ""),
    ],
)
def test_a_unit_counts_only_with_a_mass_that_food_can_have(
    unit: str, amount: str, mass: str, code: str, tmp_path: Path
) -> None:
    body: dict[str, Any] = {"declaredUnitOfMeasurement": unit, "declaredUnitAmount": amount,
            "productMassPerDeclaredUnit": mass}  # fmt: skip
    bid = Bid(supplier="A", evidence="a.json", price_unit="st", net_kg="0,6")
    _, problems = assessed(tmp_path, {"a.json": evidenced.pact(**body)}, bid)
    refused = {one for one in codes(problems) if one.startswith("evidence-")}
    assert refused == ({code} if code else set())


def test_a_piece_counts_only_where_the_offer_says_what_it_weighs(tmp_path: Path) -> None:
    body: dict[str, Any] = {
        "declaredUnitOfMeasurement": "piece",
        "productMassPerDeclaredUnit": "0.1",
    }
    files = {"a.json": evidenced.pact(**body)}
    _, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="a.json"))
    assert codes(problems) == ["evidence-mass-unproven"]


@pytest.mark.parametrize(
    ("first", "end"),
    [
        ("2025-01-01", "2027-03-02"),  # ends after the day that the tender counts as of
        ("2030-01-01", "2031-01-01"),
        ("2027-01-01", "2026-01-01"),
        ("2026-01-01", "2026-01-01"),
        ("2022-12-31", "2026-01-01"),  # three years and a day
        (None, "2026-01-01"),
    ],
)
def test_a_period_must_be_over_in_order_and_three_years_at_most(
    first: str | None, end: str, tmp_path: Path
) -> None:
    start = None if first is None else f"{first}T00:00:00Z"
    text = evidenced.pact(referencePeriodStart=start, referencePeriodEnd=f"{end}T00:00:00Z")
    _, problems = assessed(tmp_path, {"a.json": text}, Bid(supplier="A", evidence="a.json"))
    assert "evidence-period" in codes(problems)


def test_a_period_of_three_years_that_has_ended_counts(tmp_path: Path) -> None:
    text = evidenced.pact(referencePeriodStart="2023-01-01T00:00:00Z")
    one, problems = assessed(tmp_path, {"a.json": text}, Bid(supplier="A", evidence="a.json"))
    assert codes(problems) == []
    assert stages(one)["farm"] == Decimal("0.08")


@pytest.mark.parametrize("stated", ["ISO 14067:2018", "iso14044", "PAS 2050:2011"])
def test_a_standard_counts_however_it_is_spelled(stated: str, tmp_path: Path) -> None:
    text = evidenced.pact(crossSectoralStandards=["Egen metod", stated])
    _, problems = assessed(tmp_path, {"a.json": text}, Bid(supplier="A", evidence="a.json"))
    assert codes(problems) == []


@pytest.mark.parametrize(("total", "fossil"), [("0.001", "0.08"), ("0.08", "0.001")])
def test_a_total_below_its_parts_is_asked_about_and_the_larger_counts(
    total: str, fossil: str, tmp_path: Path
) -> None:
    text = evidenced.pact(
        pcfExcludingBiogenicUptake=total, fossilGhgEmissions=fossil, packagingGhgEmissions=None
    )
    one, problems = assessed(tmp_path, {"a.json": text}, Bid(supplier="A", evidence="a.json"))
    assert "pact-parts" in codes(problems)
    assert stages(one)["farm"] == Decimal("0.08")


def test_the_officer_is_told_whose_file_it_is_and_what_it_says_it_covers(tmp_path: Path) -> None:
    text = evidenced.pact(geographyCountry="BR", boundaryProcessesDescription="Bara packning")
    _, problems = assessed(tmp_path, {"a.json": text}, Bid(supplier="A", evidence="a.json"))
    (told,) = [one for one in problems if one.code == "evidence-says"]
    values = dict(told.values)
    assert (values["company"], values["product"]) == ("Provgården AB", "Potatis")
    assert (values["place"], values["found"]) == ("BR", "Bara packning")


def test_a_declarations_storage_after_the_gate_never_takes_the_place_of_ours(
    tmp_path: Path,
) -> None:
    files = {"epd.yaml": evidenced.epd({"farm": "0.05", "storage": "0"})}
    one, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="epd.yaml"))
    assert "evidence-stage-left-out" in {one.code for one in problems}
    assert stages(one)["storage"] > 0


def test_packaging_outside_the_file_is_the_default(tmp_path: Path) -> None:
    files = {"a.json": evidenced.pact(packagingEmissionsIncluded=False, packagingGhgEmissions=None)}
    one, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="a.json"))
    assert "packaging" in stages(one)
    assert "evidence-stage-default" in {one.code for one in problems}


def test_land_use_change_that_nobody_states_is_the_default_and_never_zero(tmp_path: Path) -> None:
    files = {"a.json": evidenced.pact(landUseChangeGhgEmissions=None)}
    one, _ = assessed(tmp_path, files, Bid(supplier="A", evidence="a.json"))
    assert stages(one)["land_use_change"] > 0


def test_land_use_change_outside_the_tender_is_taken_off_and_packaging_stays_in(
    tmp_path: Path,
) -> None:
    within = "farm, processing, transport, storage"
    files = {
        "a.json": evidenced.pact(
            pcfExcludingBiogenicUptake="0.1",
            fossilGhgEmissions="0.07",
            landUseChangeGhgEmissions="0.03",
        )
    }
    one, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="a.json"), boundary=within)
    assert stages(one)["farm"] == Decimal("0.07")  # 0.1 - 0.03; packaging is not taken off
    assert "evidence-packaging-stays" in {one.code for one in problems}
    assert "evidence-file-outside" not in codes(problems)


def test_removals_and_uptake_do_not_lower_a_figure(tmp_path: Path) -> None:
    body: dict[str, Any] = {
        "pcfExcludingBiogenicUptake": "0.05",
        "landManagementBiogenicCO2Removals": "-0.03",
        "pcfIncludingBiogenicUptake": "-0.4",
        "biogenicCO2Uptake": "-0.45",
    }
    one, problems = assessed(
        tmp_path, {"a.json": evidenced.pact(**body)}, Bid(supplier="A", evidence="a.json")
    )
    assert stages(one)["farm"] == Decimal("0.08")
    assert "evidence-removals" in {one.code for one in problems}


@pytest.mark.parametrize(
    ("changed", "extra", "code"),
    [
        ({"referencePeriodEnd": "2024-03-01T00:00:00Z"}, {}, "evidence-file-expired"),
        ({}, {"validityPeriodEnd": "2027-03-01T00:00:00Z"}, "evidence-file-expired"),
        ({}, {"validityPeriodStart": "2027-03-02T00:00:00Z"}, "evidence-not-yet"),
        ({"referencePeriodEnd": None}, {}, "evidence-file-undated"),
        ({"crossSectoralStandards": None}, {}, "evidence-method"),
        ({"crossSectoralStandards": ["ISO14083"]}, {}, "evidence-method"),
        ({"crossSectoralStandards": ["Egen metod"]}, {}, "evidence-method"),
        ({"exemptedEmissionsPercent": "5.1"}, {}, "evidence-exempted"),
        ({"exemptedEmissionsPercent": "101"}, {}, "evidence-unusable"),
        ({"ipccCharacterizationFactors": ["AR4"]}, {}, "evidence-gwp"),
        ({"ipccCharacterizationFactors": None}, {}, "evidence-gwp"),
        ({}, {"status": "Deprecated"}, "evidence-deprecated"),
        (
            {"declaredUnitOfMeasurement": "liter", "productMassPerDeclaredUnit": None},
            {},
            "evidence-mass",
        ),
        ({"pcfExcludingBiogenicUptake": "-1"}, {}, "evidence-file-value"),
        ({"pcfExcludingBiogenicUptake": "0,08"}, {}, "evidence-unusable"),
    ],
)
def test_a_file_off_the_terms_is_refused_with_its_reason_and_the_default_counts(
    tmp_path: Path, changed: dict[str, Any], extra: dict[str, Any], code: str
) -> None:
    files = {"a.json": evidenced.pact(extra=extra, **changed)}
    one, problems = assessed(tmp_path / "x", files, Bid(supplier="A", evidence="a.json"))
    assert code in codes(problems)
    assert kg(one) == default(tmp_path)


def test_the_last_day_of_the_three_years_counts_and_the_next_does_not(tmp_path: Path) -> None:
    bid = Bid(supplier="A", evidence="a.json")
    files = {"a.json": evidenced.pact()}  # for 2025: until the end of 2028
    last, _ = assessed(tmp_path / "a", files, bid, as_of="2028-12-31")
    late, problems = assessed(tmp_path / "b", files, bid, as_of="2029-01-01")
    assert stages(last)["farm"] == Decimal("0.08")
    assert "evidence-file-expired" in codes(problems)
    (told,) = [one for one in problems if one.code == "evidence-file-expired"]
    assert dict(told.values)["found"] == "2028-12-31"
    assert stages(late)["farm"] != Decimal("0.08")


def test_a_reviewed_file_is_level_3_and_an_unreviewed_one_is_not(tmp_path: Path) -> None:
    bid = Bid(supplier="A", evidence="a.json")
    named = {"coverage": "product level", "providerName": "Granskarna AB"}
    review = {**named, "completedAt": "2026-02-01T00:00:00Z"}
    for number, verification in enumerate((None, {}, named)):  # nobody, nothing, no day
        more = {} if verification is None else {"verification": verification}
        files = {"a.json": evidenced.pact(**more)}
        _, without = assessed(tmp_path / str(number), files, bid, level=3)
        assert "evidence-file-level" in codes(without), verification
    files = {"a.json": evidenced.pact(verification=review)}
    found, with_it = assessed(tmp_path / "b", files, bid, level=3)
    assert codes(with_it) == []
    assert stages(found)["farm"] == Decimal("0.08")


def test_a_default_that_cannot_be_split_names_the_missing_stage(tmp_path: Path) -> None:
    """A food whose farm, land use, processing and packaging are one printed figure."""
    library = load.load()
    lumped = next(
        one for one in library.products.values()
        if one.factors.get(Stage.FARM) == one.factors.get(Stage.PACKAGING)
    )  # fmt: skip
    files = {"a.json": evidenced.pact(packagingEmissionsIncluded=False, packagingGhgEmissions=None)}
    one, problems = assessed(
        tmp_path,
        files,
        Bid(supplier="A", evidence="a.json"),
        product=lumped.id,
        name=lumped.name_sv,
    )
    (told,) = [one for one in problems if one.code == "evidence-stage-missing"]
    assert dict(told.values)["found"] == "packaging"
    assert kg(one) > 0


# A producer's own answers


def test_the_buyer_recomputes_a_producers_file_and_hits_the_same_digest(
    tmp_path: Path, recomputed: OwnFootprint
) -> None:
    bid = Bid(supplier="A", evidence=f"potatis.json#{recomputed.digest}")
    one, problems = assessed(tmp_path, {"potatis.json": ANSWERS}, bid)
    assert codes(problems) == []
    assert "evidence-digest-same" in {problem.code for problem in problems}
    found = stages(one)
    for stage in recomputed.stages:
        assert found.get(str(stage), Decimal(0)) == recomputed.stage_kg.get(stage, Decimal(0))


def test_another_digest_than_the_stated_is_named_and_the_recomputed_figure_counts(
    tmp_path: Path, recomputed: OwnFootprint
) -> None:
    changed = json.loads(ANSWERS) | {"digest": recomputed.digest}
    changed["answers"] = changed["answers"] | {"yield": {"value": 240, "unit": "t"}}
    bid = Bid(supplier="A", evidence=f"potatis.json#{recomputed.digest}")
    one, problems = assessed(tmp_path, {"potatis.json": json.dumps(changed)}, bid)
    assert codes(problems) == ["evidence-digest-differs"]
    (told,) = [one for one in problems if one.code == "evidence-digest-differs"]
    assert dict(told.values)["what"].startswith("answers")
    assert stages(one)["farm"] > recomputed.stage_kg[Stage.FARM]


def test_a_file_that_is_not_the_one_of_the_offer_is_told_by_its_answers(
    tmp_path: Path, recomputed: OwnFootprint
) -> None:
    whole = json.loads(ANSWERS) | {"digest": recomputed.digest}
    bid = Bid(supplier="A", evidence=f"potatis.json#{'0' * 64}")
    _, problems = assessed(tmp_path, {"potatis.json": json.dumps(whole)}, bid)
    (told,) = [one for one in problems if one.code == "evidence-digest-differs"]
    assert dict(told.values)["what"] == "answers"


def test_a_form_of_another_year_is_named_by_its_questionnaire(
    tmp_path: Path, recomputed: OwnFootprint
) -> None:
    older = json.loads(ANSWERS) | {"version": "2025.1"}
    bid = Bid(supplier="A", evidence=f"potatis.json#{'0' * 64}")
    _, problems = assessed(tmp_path, {"potatis.json": json.dumps(older)}, bid)
    (told,) = [one for one in problems if one.code == "evidence-digest-differs"]
    assert dict(told.values)["what"].startswith("questionnaire 2025.1")


def test_a_value_stated_beside_a_file_is_a_question_and_the_file_counts(tmp_path: Path) -> None:
    stated = {"value": "0,01", "stages": "gård", "level": "2", "valid_to": "2028-01-01"}
    beside, problems = assessed(
        tmp_path / "a",
        {"potatis.json": ANSWERS},
        Bid(supplier="A", evidence="potatis.json", **stated),
    )
    alone, _ = assessed(
        tmp_path / "b", {"potatis.json": ANSWERS}, Bid(supplier="A", evidence="potatis.json")
    )
    assert "evidence-value-differs" in codes(problems)
    assert kg(beside) == kg(alone)


def test_unknown_answers_count_by_default_and_show_as_default(tmp_path: Path) -> None:
    one, _ = assessed(
        tmp_path, {"potatis.json": ANSWERS}, Bid(supplier="A", evidence="potatis.json")
    )
    (offer,) = one.lots[0].ranking
    coverage = offer.coverage_co2e
    assert coverage is not None
    assert 0 < coverage.declared < 1
    assert offer.coverage_mass is not None
    assert offer.coverage_mass.declared == 1  # its production rests on the producer's own file


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"year": 2023}, "evidence-file-expired"),
        ({"questionnaire": "milk", "product": None}, "evidence-unusable"),
        ({"questionnaire": "roots", "product": "carrot"}, "evidence-other-food"),
        ({"answers": {"area": 0}}, "evidence-unusable"),
        ({"questionnaire": "mjöl"}, "evidence-unusable"),
    ],
)
def test_a_producers_file_off_the_terms_is_refused_and_the_default_counts(
    tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    content = json.loads(ANSWERS) | changed
    files = {"potatis.json": json.dumps({k: v for k, v in content.items() if v is not None})}
    one, problems = assessed(tmp_path / "x", files, Bid(supplier="A", evidence="potatis.json"))
    assert code in codes(problems)
    assert kg(one) == default(tmp_path)


def test_a_file_made_for_another_tender_is_a_question(tmp_path: Path) -> None:
    content = json.loads(ANSWERS) | {"tender": "en-annan"}
    files = {"potatis.json": json.dumps(content)}
    _, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="potatis.json"))
    assert codes(problems) == ["evidence-other-tender"]


def test_the_officer_is_told_who_a_producers_file_is_from(tmp_path: Path) -> None:
    _, problems = assessed(tmp_path, {"a.json": ANSWERS}, Bid(supplier="A", evidence="a.json"))
    (told,) = [one for one in problems if one.code == "evidence-from"]
    values = dict(told.values)
    assert (values["company"], values["place"]) == ("Provgården", "Leksand")
    assert "evidence-peat-unknown" in {one.code for one in problems}  # nobody answered that


@pytest.mark.parametrize(
    ("place", "asked"),
    [("Leksand, Dalarna", False), ("leksand", False), ("Kristianstad, Skåne", True)],
)
def test_a_producers_file_from_another_place_than_the_offer_is_a_question(
    place: str, asked: bool, tmp_path: Path
) -> None:
    files = {"a.json": json.dumps(json.loads(ANSWERS) | {"place": place})}
    _, problems = assessed(tmp_path, files, Bid(supplier="A", evidence="a.json"))
    assert ("evidence-other-place" in codes(problems)) is asked


def test_a_producers_file_that_several_suppliers_name_is_a_question_to_each(
    tmp_path: Path,
) -> None:
    bids = [Bid(supplier=name, evidence="a.json") for name in ("A", "B")]
    _, own_file = assessed(tmp_path / "a", {"a.json": ANSWERS}, *bids)
    asked = [one for one in own_file if one.code == "evidence-shared"]
    assert [dict(one.values)["found"] for one in asked] == ["A, B", "A, B"]
    _, of_pact = assessed(tmp_path / "b", {"a.json": evidenced.pact()}, *bids)
    assert "evidence-shared" not in codes(of_pact)  # told: wholesalers sell the same goods
    assert "evidence-shared" in {one.code for one in of_pact}


@pytest.mark.parametrize(("as_of", "refused"), [("2026-12-31", True), ("2027-01-01", False)])
def test_a_producers_year_counts_when_it_is_over(as_of: str, refused: bool, tmp_path: Path) -> None:
    bid = Bid(supplier="A", evidence="a.json")
    _, problems = assessed(tmp_path, {"a.json": ANSWERS}, bid, as_of=as_of)
    assert ("evidence-year-open" in codes(problems)) is refused


@pytest.mark.parametrize("cell", ["evidence/a.json", "..\\tender.yaml", "https://x.se/a.json"])
def test_a_cell_that_names_a_path_is_told_and_opens_nothing(cell: str, tmp_path: Path) -> None:
    bid = Bid(supplier="A", evidence=cell)
    one, problems = assessed(tmp_path / "x", {"a.json": ANSWERS}, bid)
    assert codes(problems) == ["evidence-path"]
    assert kg(one) == default(tmp_path)


def test_two_files_that_differ_in_capitals_only_are_both_refused(tmp_path: Path) -> None:
    files = {"a.json": evidenced.pact(), "A.json": evidenced.pact(fossilGhgEmissions="0.01")}
    for number, cell in enumerate(("a.json", "A.json")):
        one, problems = assessed(
            tmp_path / str(number), files, Bid(supplier="A", evidence=cell), level=2
        )
        assert {"evidence-name-twice", "evidence-unusable"} <= set(codes(problems))
        assert kg(one) == default(tmp_path / f"d{number}")


# Declarations (EPD)


def test_a_declaration_is_mapped_stage_by_stage(tmp_path: Path) -> None:
    parts = {"farm": "0.05", "land_use_change": "0.001", "processing": "0.004", "transport": "9"}
    one, problems = assessed(
        tmp_path, {"epd.yaml": evidenced.epd(parts)}, Bid(supplier="A", evidence="epd.yaml"),
        level=3,
    )  # fmt: skip
    found = stages(one)
    assert codes(problems) == []
    assert (found["farm"], found["processing"]) == (Decimal("0.05"), Decimal("0.004"))
    assert found["transport"] < 1  # the way to the kitchen is ours
    told = {problem.code for problem in problems}
    assert {"evidence-stage-left-out", "evidence-stage-default"} <= told


@pytest.mark.parametrize(
    ("parts", "facts", "code"),
    [
        ({"farm": "0.1"}, {"valid_to": '"2026-05-31"'}, "evidence-file-expired"),
        ({"farm": "0.1"}, {"gwp": "AR4"}, "evidence-gwp"),
        ({"farm": "0.1"}, {"verified_by": ""}, "evidence-file-level"),
        ({"farm": "0.1"}, {"amount_kg": "0"}, "evidence-unusable"),
        ({"gård": "0.1"}, {}, "evidence-file-outside"),
        ({"waste": "0.1"}, {}, "evidence-file-empty"),
        ({"farm": "-0.1"}, {}, "evidence-stage-below-zero"),
        ({"farm": "0.1", "land_use_change": "-0.1"}, {}, "evidence-stage-below-zero"),
        ({"farm": "0.1", "processing": "-0.01"}, {}, "evidence-stage-below-zero"),
        ({"farm": "0.1", "storage": "-1"}, {"verified_on": ""}, "evidence-unusable"),
        ({"farm": "0.1"}, {"verified_on": '"2022-03-01"'}, "evidence-file-expired"),
        ({"farm": "0.1"}, {"verified_on": '"2027-03-02"'}, "evidence-not-yet"),
        ({"storage": "0"}, {}, "evidence-file-empty"),
        ({"farm": "mycket"}, {}, "evidence-unusable"),
    ],
)
def test_a_declaration_off_the_terms_is_refused_and_the_default_counts(
    tmp_path: Path, parts: dict[str, str], facts: dict[str, str], code: str
) -> None:
    files = {"epd.yaml": evidenced.epd(parts, **facts)}
    bid = Bid(supplier="A", evidence="epd.yaml")
    one, problems = assessed(tmp_path / "x", files, bid, level=3)
    assert code in codes(problems)
    assert kg(one) == default(tmp_path)


# The folder


def test_a_file_that_is_named_and_not_there_is_told_and_the_default_counts(tmp_path: Path) -> None:
    stated = {"value": "0,01", "stages": "gård", "level": "2", "valid_to": "2028-01-01"}
    one, problems = assessed(
        tmp_path / "x",
        {"annan.json": ANSWERS},
        Bid(supplier="A", evidence="potatis.json", **stated),
    )
    assert codes(problems) == ["evidence-file-missing"]
    assert kg(one) == default(tmp_path)


def test_without_the_folder_a_stated_value_counts_on_its_own_terms(tmp_path: Path) -> None:
    stated = {"value": "0,05", "stages": "gård", "level": "2", "valid_to": "2028-01-01"}
    one, problems = assessed(tmp_path, {}, Bid(supplier="A", evidence="beräkning.xlsx", **stated))
    assert stages(one)["farm"] == Decimal("0.05")
    assert codes(problems) == []


def test_an_older_edition_of_the_library_has_no_terms_for_files(tmp_path: Path) -> None:
    folder = evidenced.tender(
        tmp_path, [Bid(supplier="A", evidence="a.json")], {"a.json": evidenced.pact()}
    )
    text = (folder / "tender.yaml").read_text(encoding="utf-8")
    (folder / "tender.yaml").write_text(f'{text}factors_edition: "2024-11"\n', encoding="utf-8")
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    assert "evidence-edition" in {one.code for one in problems}
