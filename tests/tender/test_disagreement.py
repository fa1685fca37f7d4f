"""What hangs on a name that two people decided differently, found by scoring both ways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product as every

import pytest

from carbon.matching.decide import decide
from carbon.matching.officers import Both, Officer, compare
from carbon.matching.pending import questions
from carbon.matching.records import Decision
from carbon.tender.assess import assess
from carbon.tender.disagreement import Effect, effects, offer_numbers
from carbon.tender.disagreement_text import as_json, as_text
from carbon.tender.records import Assessment
from tests.laws import small_tender as small

# Two offers on two lines. On line 1 they bear different names, on line 2 the same one.
ONE, OTHER, SHARED = "Grumsak", "Vitsak", "Rundsak"
PRICES = {("Hittepå AB", "1"): "10", ("Hittepå AB", "2"): "20",
          ("Låtsas HB", "1"): "11", ("Låtsas HB", "2"): "20"}  # fmt: skip
NAMES = {("Hittepå AB", "1"): ONE, ("Hittepå AB", "2"): SHARED,
         ("Låtsas HB", "1"): OTHER, ("Låtsas HB", "2"): SHARED}  # fmt: skip
QUANTITY = Decimal(1000)


@cache
def scored(*decisions: Decision) -> Assessment:
    lines = [replace(small.line(number), product=None, name="") for number in ("1", "2")]
    offers = [
        small.offer(
            supplier,
            [
                small.offered(supplier, n, PRICES[supplier, n], name=NAMES[supplier, n])
                for n in "12"
            ],
        )
        for supplier in ("Hittepå AB", "Låtsas HB")
    ]
    return assess(
        small.tender(lines),
        offers,
        library=small.known(),
        gazetteer=small.gazetteer(),
        decisions=decisions,
    )


def with_decisions(decisions: Sequence[Decision]) -> Assessment:
    return scored(*decisions)


def made(name: str, to: str | None, who: str = "A") -> Decision:
    one, problems = decide(
        name=name, product=to, who=who, when="2026-11-22", why="prov", library=small.known()
    )
    assert one is not None, problems
    return one


def differing(**names: tuple[str | None, str | None]) -> list[Both]:
    return [
        Both(key=made(name, a).key, name=name, first=made(name, a, "A"), second=made(name, b, "B"))
        for name, (a, b) in names.items()
    ]


def sums(assessment: Assessment) -> dict[str, Decimal | None]:
    return {o.supplier: o.comparison_sum_sek for o in assessment.lots[0].ranking}


def winners(assessment: Assessment) -> set[str]:
    return {o.supplier for o in assessment.lots[0].ranking if o.rank == 1}


def test_these_names_wait_for_a_person() -> None:
    found = scored()
    asked = questions(found.matches.values(), found.wanted.values())
    assert [one.name for one in asked] == [ONE, SHARED, OTHER]


@pytest.mark.parametrize("foods", [("carrot", "beef-mince"), ("carrot", "potato")])
def test_the_effect_is_that_of_scoring_the_whole_tender_again(foods: tuple[str, str]) -> None:
    names = {ONE: foods, OTHER: ("potato", "carrot"), SHARED: ("milk-whole", "carrot")}
    both = differing(**names)
    found = {one.both.name: one for one in effects(both, [], with_decisions)}
    numbers = offer_numbers(small.tender(), [supplier for supplier, _ in PRICES])
    for name, pair in names.items():
        largest: dict[int, Decimal] = {}
        changes = False
        for side in (0, 1):
            others = [made(n, names[n][side]) for n in names if n != name]
            one, other = (with_decisions([*others, made(name, to)]) for to in pair)
            changes |= winners(one) != winners(other)
            for supplier, here in sums(one).items():
                there = sums(other)[supplier]
                assert here is not None
                assert there is not None
                if here != there:
                    number = numbers[supplier]
                    largest[number] = max(largest.get(number, Decimal(0)), abs(here - there))
        stakes = {s.offer: s.comparison_sum_sek for s in found[name].at_stake}
        assert stakes == largest, name
        assert bool(found[name].winner_changes) is changes


def test_a_name_that_all_offers_bear_moves_them_alike_and_changes_no_order() -> None:
    base = [made(ONE, "carrot"), made(OTHER, "carrot")]
    effect = effects(differing(**{SHARED: ("carrot", "beef-mince")}), base, with_decisions)[0]
    assert effect.order_changes == ()
    assert len({one.kg_co2e for one in effect.at_stake}) == 1
    assert len(effect.at_stake) == len(small.tender().lots) * 2


def test_what_decides_the_winner_comes_first_however_small_the_sums() -> None:
    # Line 1 of the second offer costs 1000 SEK more: carrot for beef there decides the winner.
    names = {SHARED: ("carrot", "beef-mince"), ONE: ("carrot", "beef-mince")}
    found = effects(differing(**names), [made(OTHER, "carrot")], with_decisions)
    assert [one.both.name for one in found] == [ONE, SHARED]
    assert found[0].winner_changes == ("L",)
    assert found[1].winner_changes == ()


def test_an_answer_that_leaves_an_offer_without_a_sum_is_told_as_such() -> None:
    base = [made(SHARED, "carrot"), made(OTHER, "carrot")]
    effect = effects(differing(**{ONE: ("carrot", None)}), base, with_decisions)[0]
    assert [(one.kg_co2e, one.comparison_sum_sek, one.without_sum) for one in effect.at_stake] == [
        (None, None, True)
    ]


def test_two_who_agree_on_everything_leave_nothing_to_show() -> None:
    assert effects([], [], with_decisions) == ()


def shown(*answers: tuple[str, str | None, str | None]) -> tuple[tuple[Effect, ...], str]:
    found = scored()
    asked = questions(found.matches.values(), found.wanted.values())
    first = Officer(name="anna", decisions=tuple(made(n, a, "Anna") for n, a, _ in answers))
    second = Officer(name="bo", decisions=tuple(made(n, b, "Bo") for n, _, b in answers))
    compared = compare(asked, first, second, small.known())
    agreed = [one.first for one in compared.agreed]
    after = effects(compared.differing, agreed, with_decisions) if compared.finished else ()
    text = "\n".join(as_text(compared, after, small.known(), "sv"))
    return after, text + json.dumps(as_json(compared, after), ensure_ascii=False)


def test_neither_supplier_price_nor_direction_is_shown() -> None:
    for a, b in every(("carrot", "beef-mince"), repeat=2):
        _, text = shown((ONE, a, b), (OTHER, b, a), (SHARED, "carrot", "carrot"))
        assert "Hittepå" not in text
        assert "Låtsas" not in text
        assert "\u2212" not in text
        assert '"-' not in text
    mirrored = [shown((ONE, a, b), (OTHER, "carrot", "carrot"), (SHARED, "carrot", "carrot"))[0]
                for a, b in (("carrot", "potato"), ("potato", "carrot"))]  # fmt: skip
    assert mirrored[0][0].at_stake == mirrored[1][0].at_stake


def test_until_both_are_done_no_answer_is_shown() -> None:
    after, text = shown((ONE, "carrot", "beef-mince"))
    assert after == ()
    assert "beef-mince" not in text
    assert SHARED in text
