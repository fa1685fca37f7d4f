"""Equal treatment: on a real tender, on the models that must fail, and on a bad scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from carbon.intake.tenderfile import read_tender
from carbon.library.load import editions, load
from carbon.tender.law import properties, trials
from carbon.tender.law.structure_laws import StructureLaws
from carbon.tender.law.tender_laws import TenderLaws
from carbon.tender.law.trials import Bid, Ground
from carbon.tender.law.verdicts import State, Verdict
from carbon.tender.records import Assessment, Currency, Tender
from carbon.transport import places

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"


def tender() -> Tender:
    found, problems = read_tender(EXAMPLE)
    assert found is not None, problems
    return found


@cache
def ground() -> Ground:
    return trials.ground(tender(), load(), places.load())


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(properties.run(tender(), load(), places.load()))


def test_every_property_has_a_verdict_and_none_is_broken_on_the_example() -> None:
    found = verdicts()
    assert [one.id for one in found] == list(properties.IDS)
    broken = [f"{one.id}: {one.case and one.case.text('sv')}" for one in found
              if one.state is State.BROKEN]  # fmt: skip
    assert broken == []
    later = [one.id for one in found if one.state is State.ELSEWHERE]
    assert later == list(properties.ELSEWHERE)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_verdict_says_in_words_what_it_asks_and_how(lang: str) -> None:
    for one in verdicts():
        assert one.title(lang).endswith(".")
        assert one.how(lang).endswith(".")


@cache
def broken(model: str) -> dict[str, str]:
    return {one.id: one.case.text("sv") for one in properties.of_refused(model) if one.case}


def test_m4_fails_for_the_stated_reason_with_the_losing_third_offer_shown() -> None:
    found = broken("M4")
    assert {"EQ-09", "EQ-10"} <= set(found)
    case = found["EQ-09"].replace("\u00a0", " ")
    assert "A: 1 000 000,00 kr och 60 000,00 kg" in case
    assert "Av de två vinner B" in case
    assert "så kommer C sist och A vinner" in case


def test_clamped_points_fail_because_a_lower_price_gains_nothing() -> None:
    assert "ger inget bättre resultat" in broken("M3-clamped")["EQ-08"]


def test_m5_fails_because_its_zero_is_arbitrary() -> None:
    assert "byter de plats" in broken("M5")["EQ-15"]


def test_m8_fails_because_a_dear_offer_gets_a_larger_deduction() -> None:
    assert "är värt olika mycket i ett anbud" in broken("M8")["EQ-34"]


class Local(Ground):
    """A scorer that a buyer must never have: it knows one supplier and one place by name."""

    def run(self, bids: Mapping[str, Sequence[Bid]], of: Tender | None = None) -> Assessment:
        found = super().run(bids, of)
        result = found.lots[0]
        known = [
            replace(offer, comparison_sum_sek=offer.comparison_sum_sek - 1)
            if offer.comparison_sum_sek is not None
            and offer.supplier == "A"
            and bids["A"][0].place == "Skara"
            else offer
            for offer in result.ranking
        ]
        return replace(found, lots=(replace(result, ranking=tuple(known)),))


def test_a_scorer_that_knows_a_supplier_or_a_place_is_caught() -> None:
    lot = replace(ground().lot, lines=ground().lines[:1])
    local = TenderLaws(
        ground=Local(
            tender=replace(ground().tender, lots=(lot,)),
            library=ground().library,
            gazetteer=ground().gazetteer,
            left_out=(),
        )
    )
    assert local.supplier_blind() is not None
    assert local.same_physics() is not None
    assert local.adds_up() is not None


@pytest.mark.parametrize("rate", ["1", "11.30", "0.093271859"])
def test_every_krona_counts_in_any_currency(rate: str) -> None:
    euro = Currency(code="EUR", sek_per_unit=Decimal(rate))
    foreign = replace(ground(), tender=replace(ground().tender, currency=euro))
    assert TenderLaws(ground=foreign).every_krona() is None


def test_a_property_that_fails_shows_the_same_case_every_time() -> None:
    again = {one.id: one.case.text("sv") for one in properties.of_refused("M4") if one.case}
    assert again == broken("M4")


def test_a_tender_of_an_older_edition_reads_nothing_unpublished() -> None:
    older = next(name for name in editions() if name != load().name)
    ground = trials.ground(tender(), load(edition=older), places.load())
    assert StructureLaws(ground=ground).nothing_unpublished() is None
