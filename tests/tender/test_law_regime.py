"""The table of lou.md 1.1, row by row and at each limit; presets of the carbon price."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from carbon.tender.law import prices, regime
from carbon.tender.records import Procurement
from tests.tender.lawful import PROCUREMENT, TENDER

TABLE = regime.load()
DAY = "2027-03-01"


@pytest.mark.parametrize(
    ("kind", "value", "name", "chapter_16", "binds"),
    [
        ("goods", "0", "direct_award", "voluntary", ("LOU 19a:8",)),
        ("goods", "100000", "direct_award", "voluntary", ("LOU 19a:8",)),
        ("goods", "100000.01", "direct_award", "voluntary", ("LOU 19a:8", "LOU 19a:11")),
        ("goods", "699999.99", "direct_award", "voluntary", ("LOU 19a:8", "LOU 19a:11")),
        ("goods", "700000", "chapter_19", "voluntary", None),
        ("goods", "2451815.99", "chapter_19", "voluntary", None),
        ("goods", "2451816", "full", "applies", ("LOU 16",)),
        ("goods", "90000000", "full", "applies", ("LOU 16",)),
        ("meal_services", "8513249.99", "direct_award", "voluntary", None),
        ("meal_services", "8513250", "chapter_19", "voluntary", ("LOU 19:9",)),
        ("meal_services", "90000000", "chapter_19", "voluntary", ("LOU 19:9",)),
    ],
)
def test_the_regime_of_lou_1_1(
    kind: str, value: str, name: str, chapter_16: str, binds: tuple[str, ...] | None
) -> None:
    found = regime.regime(kind, Decimal(value), DAY, TABLE)
    assert found is not None
    assert (found.name, found.chapter_16) == (name, chapter_16)
    assert binds is None or found.binds == binds


def test_chapter_19_of_goods_binds_the_rules_that_lou_1_1_names() -> None:
    found = regime.regime("goods", Decimal(1000000), DAY, TABLE)
    assert found is not None
    assert found.binds == ("LOU 19:2", "LOU 19:9", "LOU 19:16", "LOU 19:18-20")
    assert found.from_limit is not None
    assert found.below_limit is not None
    assert (found.from_limit.sek, found.below_limit.sek) == (700000, 2451816)


def test_nothing_is_said_of_a_kind_or_a_date_that_the_table_lacks() -> None:
    assert regime.regime("works", Decimal(1), DAY, TABLE) is None
    assert regime.regime("goods", Decimal(1), "2025-12-31", TABLE) is None
    ended = replace(
        TABLE, limits=tuple(replace(one, valid_to="2027-12-31") for one in TABLE.limits)
    )
    assert regime.regime("goods", Decimal(1), "2027-12-31", ended) is not None
    assert regime.regime("goods", Decimal(1), "2028-01-01", ended) is None


def test_every_euro_amount_gives_its_kronor_at_the_one_rate_implied() -> None:
    euros = [one for one in TABLE.limits if one.eur is not None]
    assert len(euros) == 5
    for one in euros:
        assert one.eur is not None
        assert one.eur * Decimal("11.351") == one.sek


def test_purchases_of_the_same_kind_are_added_up() -> None:
    facts = Procurement(kind="goods", value_sek=Decimal(500000), same_kind_sek=Decimal(300000))
    found = regime.standing(facts, DAY, TABLE)
    assert found is not None
    assert found.split
    assert (found.alone.name, found.together.name) == ("direct_award", "chapter_19")
    assert found.bound.name == "chapter_19"
    reasoned = regime.standing(replace(facts, split_reason="5 kap. 8 §"), DAY, TABLE)
    assert reasoned is not None
    assert reasoned.bound.name == "direct_award"


def test_without_a_value_there_is_no_standing() -> None:
    assert regime.standing(replace(PROCUREMENT, value_sek=None), DAY, TABLE) is None


def test_a_preset_in_euro_gives_its_kronor_to_the_ore() -> None:
    for one in prices.load().values():
        if one.eur_per_kg is not None:
            sek = (one.eur_per_kg * Decimal("11.351")).quantize(Decimal("0.01"))
            assert sek == one.sek_per_kg, one.id


def test_the_presets_are_those_of_lou_4_5_and_the_middle_one_admits_to_be_ours() -> None:
    known = prices.load()
    found = {id_: str(known[id_].sek_per_kg) for id_ in ("low", "mid", "high")}
    assert found == {"low": "1.50", "mid": "3.00", "high": "7.00"}
    assert (known["mid"].mark, known["mid"].source) == ("own", "own")
    assert not [id_ for id_ in known if "asek-8" in id_ or "naturvard" in id_ or "a1" in id_]


@pytest.mark.parametrize(
    ("preset", "price", "year", "codes"),
    [
        ("", "4.20", "2026", []),
        ("high", "7.00", "2017", []),
        ("high", "7.00", "", []),
        ("high", "7.5", "", ["carbon-price-not-preset"]),
        ("high", "7", "2026", ["price-year-not-preset"]),
        ("asek-8", "7", "2026", ["carbon-price-preset-unknown"]),
    ],
)
def test_a_named_preset_must_be_the_price(
    preset: str, price: str, year: str, codes: list[str]
) -> None:
    rule = replace(
        TENDER.evaluation,
        carbon_price_preset=preset,
        carbon_price_sek_per_kg=Decimal(price),
        price_year=year,
    )
    problems = prices.questions(replace(TENDER, evaluation=rule), prices.load())
    assert [one.code for one in problems] == codes
