"""The fourteen rules that look at the tender itself: what fires each, and what does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from carbon.library.records import Stage
from carbon.tender import models
from carbon.tender.law import shape, struct
from carbon.tender.law.cases import Published
from carbon.tender.law.clauses import Passage, Place, of_passages
from carbon.tender.models import Totals
from carbon.tender.records import Criterion, LifeCycleCost, Points, Procurement, Tender
from tests.builders import library, line, lot, product
from tests.tender.lawful import BOOK, PROCUREMENT, TENDER, details, struck

POINTS = Points(
    price_weight=Decimal(70),
    climate_weight=Decimal(30),
    price_low_sek=Decimal(800000),
    price_high_sek=Decimal(1400000),
    climate_low_kg=Decimal(10000),
    climate_high_kg=Decimal(70000),
)
FACT = Criterion(
    id="lordag",
    title="Lördagsleverans",
    kind="fact",
    amount_sek=Decimal(-90000),
    lowest_sek=Decimal(0),
    highest_sek=Decimal(0),
    lots=(),
    proof="Leveransplan",
    link="Leveransen hör till varan",
    where="tender.yaml:9",
)
CARROT, FACTORS = product("carrot", farm=0.1)
LIBRARY = library([CARROT], FACTORS)


def ruled(**changes: Any) -> Tender:
    return replace(TENDER, evaluation=replace(TENDER.evaluation, **changes))


def facts(**changes: Any) -> Tender:
    return replace(TENDER, procurement=replace(PROCUREMENT, **changes))


def test_each_of_the_fourteen_has_a_check_and_each_check_a_rule() -> None:
    assert {one.struct for one in BOOK.rules if one.struct} == set(struct.CHECKS)
    assert len(struct.CHECKS) == 14


def test_each_says_in_both_languages_what_it_cannot_see() -> None:
    for one in BOOK.rules:
        if one.struct:
            assert all(one.unseen.values()), one.id


def test_a_lawful_tender_fires_none() -> None:
    found = {one.id: struck(one.id, library=LIBRARY) for one in BOOK.rules if one.struct}
    assert {id_ for id_, told in found.items() if told is None} == {"LOU-026", "LOU-035", "LOU-040"}
    assert not [told for told in found.values() if told]


@pytest.mark.parametrize("text", ["Kaffet ska vara KRAV-märkt.", "Fisk med märket MSC."])
def test_012_a_label_needs_the_rules_that_concern_the_goods(text: str) -> None:
    place = Place(document="a.txt", kind="line", spot="1")
    clauses = tuple(of_passages([Passage(place=place, text=text)], BOOK.abbreviations))
    assert details(struck("LOU-012", clauses=clauses)) == ["label"]
    assert struck("LOU-012", facts(label_rules="KRAV 5.1"), clauses=clauses) == []


def test_012_a_requirement_is_no_label() -> None:
    place = Place(document="a.txt", kind="line", spot="1")
    passage = Passage(place=place, text="Krav på kyla framgår av bilagan.")
    clauses = tuple(of_passages([passage], BOOK.abbreviations))
    assert struck("LOU-012", clauses=clauses) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"basis": ""}, ["basis-missing"]),
        ({"basis": "price"}, ["basis-price"]),
        ({"basis": "price", "carbon_price_sek_per_kg": Decimal(0)}, []),
        ({"basis": "cost"}, []),
        ({"basis": "cost", "criteria": (FACT,)}, ["basis-cost"]),
        ({"basis": "cost", "model": "M3", "points": {"L": POINTS}}, ["basis-cost"]),
        ({"basis": "price_quality", "criteria": (FACT,)}, []),
    ],
)
def test_017_the_basis_is_stated_and_the_model_keeps_to_it(
    changes: dict[str, object], told: list[str]
) -> None:
    assert details(struck("LOU-017", ruled(**changes))) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"carbon_price_sek_per_kg": Decimal(0)}, ["weight-none"]),
        ({"carbon_price_sek_per_kg": Decimal(0), "basis": "price"}, []),
        ({"carbon_price_sek_per_kg": Decimal(0), "criteria": (FACT,)}, []),
        ({"criteria": (replace(FACT, amount_sek=Decimal(0)),)}, ["weight-empty"]),
        ({"criteria": (replace(FACT, kind="markup"),)}, ["weight-empty"]),
    ],
)
def test_018_everything_that_is_to_count_has_a_weight(
    changes: dict[str, object], told: list[str]
) -> None:
    assert details(struck("LOU-018", ruled(**changes))) == told


def test_025_every_source_may_be_given_on() -> None:
    closed = replace(LIBRARY.sources["test"], redistributable=False)
    paid = replace(LIBRARY, sources={"test": closed})
    assert details(struck("LOU-025", library=paid)) == ["factors-closed"]
    assert struck("LOU-025", library=LIBRARY) == []
    assert struck("LOU-025") is None


def test_026_the_pack_is_the_published_one() -> None:
    same = Published(locked_sha256="a", pack_sha256="a")
    assert struck("LOU-026", published=same) == []
    other = Published(locked_sha256="a", pack_sha256="b")
    assert details(struck("LOU-026", published=other)) == ["pack-changed"]


def test_027_every_line_says_how_much_of_what() -> None:
    pieces = replace(line(), unit="item", kg_per_unit=None)
    told = struck("LOU-027", replace(TENDER, lots=(lot(pieces),)))
    assert details(told) == ["piece-weight-missing"]
    weighed = replace(pieces, kg_per_unit=0.055)
    assert struck("LOU-027", replace(TENDER, lots=(lot(weighed),))) == []
    nothing = replace(line(), quantity=Decimal(0))
    told = struck("LOU-027", replace(TENDER, lots=(lot(nothing),)))
    assert details(told) == ["quantity-missing"]
    cost = LifeCycleCost(waste_sek_per_kg=Decimal(3), edible_share_of="line", by_line={})
    assert details(struck("LOU-027", ruled(life_cycle_cost=cost))) == ["edible-share-missing"]
    assert details(struck("LOU-027", replace(TENDER, boundary=()))) == ["boundary-missing"]


def test_028_a_default_by_country_can_be_replaced() -> None:
    swedish = replace(LIBRARY, factors={"food/carrot/farm@SE": LIBRARY.factors[FACTORS[0].id]})
    closed = replace(TENDER, accepted_evidence_level=4)
    assert details(struck("LOU-028", closed, library=swedish)) == ["default-closed"]
    assert struck("LOU-028", TENDER, library=swedish) == []
    assert struck("LOU-028", closed, library=LIBRARY) == []


def test_030_transport_alone_is_asked_about() -> None:
    moved = replace(TENDER, boundary=(Stage.TRANSPORT, Stage.STORAGE))
    assert details(struck("LOU-030", moved)) == ["transport-only"]
    assert struck("LOU-030") == []
    free = replace(TENDER.evaluation, carbon_price_sek_per_kg=Decimal(0))
    assert struck("LOU-030", replace(moved, evaluation=free)) == []


@pytest.mark.parametrize("id_", ["LOU-032", "LOU-033"])
def test_032_033_the_models_of_carbon_reward_every_krona_and_kilogram(id_: str) -> None:
    assert struck(id_) == []
    assert struck(id_, ruled(model="M3", points={"L": POINTS})) == []
    free = ruled(carbon_price_sek_per_kg=Decimal(0))
    assert struck(id_, free) == []


def test_032_a_price_with_a_wrong_sign_is_found() -> None:
    points = replace(POINTS, price_weight=Decimal(-70))
    told = struck("LOU-032", ruled(model="M3", points={"L": points}))
    assert details(told) == ["price-flat"]


def test_033_a_climate_without_weight_or_with_a_wrong_sign_is_flat() -> None:
    points = replace(POINTS, climate_weight=Decimal(0))
    told = struck("LOU-033", ruled(model="M3", points={"L": points}))
    assert details(told) == ["climate-flat"]
    paid_to_emit = ruled(carbon_price_sek_per_kg=Decimal(-3))
    assert details(struck("LOU-033", paid_to_emit)) == ["climate-flat"]


def clamped(totals: Totals) -> Fraction:
    """M3 as in HFD 2022 ref. 41: full points under the low reference."""
    price = max(totals.price_sek, Decimal(700000))
    kept = replace(totals, price_sek=price, kg_co2e=max(totals.kg_co2e, Decimal(2000)))
    return -models.points_of(kept, POINTS)


def test_the_clamped_model_of_hfd_2022_ref_41_is_flat_below_its_limit() -> None:
    step = shape.flat_price(clamped, near=[Decimal(700000)])
    assert step is not None
    assert step[1] <= 700000
    assert shape.flat_climate(clamped) is not None


def test_035_every_line_that_counts_is_a_term_of_the_contract() -> None:
    told = struck("LOU-035", published=Published(contract_lines=frozenset()))
    assert details(told) == ["unbound"]
    bound = Published(contract_lines=frozenset({TENDER.lots[0].lines[0].id}))
    assert struck("LOU-035", published=bound) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"price_year": ""}, ["price-year-missing"]),
        ({"price_year": "", "carbon_price_preset": "high"}, []),
        ({"price_year": "", "carbon_price_preset": "uhm-example"}, ["price-year-missing"]),
        ({"carbon_price_reason": ""}, ["price-source-missing"]),
        ({"carbon_price_reason": "", "carbon_price_preset": "mid"}, []),
        ({"price_year": "", "carbon_price_sek_per_kg": Decimal(0)}, []),
    ],
)
def test_036_the_carbon_price_has_a_year_and_a_source(
    changes: dict[str, object], told: list[str]
) -> None:
    assert details(struck("LOU-036", ruled(**changes))) == told


def test_040_the_notice_says_that_climate_decides() -> None:
    both = {"BT-06": ["env-imp"], "BT-774": ["clim-mitig"]}
    assert struck("LOU-040", published=Published(notice=both)) == []
    told = struck("LOU-040", published=Published(notice={"BT-06": ["env-imp"]}))
    assert details(told) == ["notice-lacks"]
    free = ruled(carbon_price_sek_per_kg=Decimal(0))
    assert struck("LOU-040", free, published=Published(notice={})) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value_sek": None}, ["value-missing"]),
        ({"kind": ""}, ["kind-missing"]),
        ({"value_sek": Decimal(2451815)}, []),
        ({"value_sek": Decimal(2451815), "same_kind_sek": Decimal(1)}, ["split"]),
        (
            {
                "value_sek": Decimal(2451815),
                "same_kind_sek": Decimal(1),
                "split_reason": "5 kap. 8 § LOU",
            },
            [],
        ),
        ({"value_sek": Decimal(699999), "same_kind_sek": Decimal(1)}, ["split"]),
        ({"value_sek": Decimal(699999), "procedure": "direct"}, []),
        ({"value_sek": Decimal(700000), "procedure": "direct"}, ["direct-above-limit"]),
        (
            {"kind": "meal_services", "value_sek": Decimal(8513249), "procedure": "direct"},
            [],
        ),
    ],
)
def test_042_the_value_is_stated_and_not_split(changes: dict[str, object], told: list[str]) -> None:
    assert details(struck("LOU-042", facts(**changes))) == told


def test_042_a_tender_that_says_nothing_of_itself_is_told_so() -> None:
    told = struck("LOU-042", replace(TENDER, procurement=Procurement()))
    assert details(told) == ["value-missing", "kind-missing"]
