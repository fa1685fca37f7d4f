"""Abnormally low prices and footprints: questions by a published rule, and never a rejection."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from carbon import yamlfile
from carbon.footprint.compute import compute
from carbon.footprint.records import LineInput
from carbon.intake import screenfile
from carbon.intake.yamlfields import Fields
from carbon.library.records import Stage
from carbon.outputs.records_questions import question_text
from carbon.tender.protocol import questions
from carbon.tender.records import Assessment, Screens
from tests import builders
from tests.tender.lawful import TENDER


def assessed(prices: dict[str, str], screens: Screens, *inputs: LineInput) -> Assessment:
    """Return an assessment of one lot with these prices; its flows do not matter here."""
    food, factors = builders.product("carrot", farm=2.0)
    library = builders.library([food], factors)
    known = {**library.assumptions, "screens.footprint_ratio": RATIO}
    result = builders.evaluate({name: (price, "100") for name, price in prices.items()}, "3")
    from carbon.footprint.build import build

    flows, _ = build([], boundary=(Stage.FARM,), library=library)
    return Assessment(
        tender=replace(TENDER, screens=screens),
        library=replace(library, assumptions=MappingProxyType(known)),
        offers=(),
        wanted={},
        matches={},
        inputs=inputs,
        footprint=compute(flows, decimals=6, mode="half_even"),
        lots=(result,),
        problems=(),
        engine_version="0",
        pack_sha256="0" * 64,
    )


RATIO = builders.assumption("screens.footprint_ratio", 4, "1")
ANNOUNCED = Screens(price_reference_sek={"L": Decimal(1000)})


def named(of: Assessment) -> list[str]:
    return [one.supplier for one in questions.asked(of)]


def test_a_price_under_the_share_of_the_announced_reference_is_asked_about() -> None:
    # 70 % of 1 000 kr is 700 kr; a price at the limit is not below it.
    of = assessed({"A": "699.99", "B": "700", "C": "1400"}, ANNOUNCED)
    (question,) = questions.asked(of)
    assert (question.supplier, question.found, question.limit) == (
        "A",
        Decimal("699.99"),
        Decimal("700.00"),
    )
    said = question_text(question, "sv")
    assert "inom 7 dagar" in said
    assert "innebär inte att anbudet förkastas (16 kap. 7–8 §§ LOU)" in said


def test_other_offers_never_decide_who_is_asked() -> None:
    alone = named(assessed({"A": "800"}, ANNOUNCED))
    beside = named(assessed({"A": "800", "B": "9000", "C": "8000"}, ANNOUNCED))
    assert alone == beside == []


def test_without_an_announced_reference_nothing_is_asked() -> None:
    assert named(assessed({"A": "0.01"}, Screens())) == []


def test_the_buyers_own_announced_share_goes_first() -> None:
    own = replace(ANNOUNCED, price_share=Decimal("0.5"))
    assert named(assessed({"A": "600", "B": "499"}, own)) == ["B"]


@pytest.mark.parametrize(("declared", "asked"), [(0.49, ["A"]), (0.5, []), (2.0, []), (9.0, [])])
def test_a_declared_footprint_is_held_against_the_default_of_the_same_stages(
    declared: float, asked: list[str]
) -> None:
    food, _ = builders.product("carrot", farm=2.0)  # a fourth of it is 0.5
    own = builders.factor("declared/A", declared, Stage.FARM)
    one = builders.line_input("A/L/1", food, declared=own)
    of = assessed({"A": "1000"}, ANNOUNCED, one)
    assert named(of) == asked


def test_a_question_changes_no_rank() -> None:
    of = assessed({"A": "10", "B": "1000"}, ANNOUNCED)
    assert named(of) == ["A"]
    assert [(o.supplier, o.rank) for o in of.lots[0].ranking] == [("A", 1), ("B", 2)]


def read(tmp_path: Path, text: str) -> tuple[Screens, list[Any]]:
    path = tmp_path / "tender.yaml"
    path.write_text(text, encoding="utf-8")
    content, _ = yamlfile.read(path)
    fields = Fields(content, "tender.yaml", "")
    return screenfile.read(fields, TENDER.lots), fields.problems


def test_references_are_read_by_lot(tmp_path: Path) -> None:
    text = 'screens: {price_reference_sek: {L: "1200000"}, price_share: "0.6"}'
    screens, problems = read(tmp_path, text)
    assert problems == []
    assert screens == Screens(
        price_reference_sek={"L": Decimal(1200000)}, price_share=Decimal("0.6")
    )


@pytest.mark.parametrize(
    "text",
    [
        'screens: {price_share: "1.5"}',
        'screens: {price_share: "0"}',
        'screens: {price_reference_sek: {L: "-1"}}',
        'screens: {price_reference_sek: {X: "1"}}',
        'screens: {mean_of_bids: "0.7"}',
    ],
)
def test_a_reference_that_makes_no_sense_is_a_problem(tmp_path: Path, text: str) -> None:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1


def test_the_rule_is_told_in_words_with_every_limit() -> None:
    from carbon.outputs import screen_rule

    of = assessed({"A": "800"}, ANNOUNCED)
    said = " ".join(screen_rule.sentences(of.tender, of.library, "sv")).replace("\u00a0", " ")
    assert "under 700 kr ger en fråga (70 procent av det annonserade referenspriset 1 000" in said
    assert "mer än 4 gånger lägre än schablonen" in said
    silent = " ".join(screen_rule.sentences(TENDER, of.library, "sv"))
    assert "inget referenspris är annonserat" in silent
