"""The file of answers: what is written comes back as the same answer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.farm import answering, digest, knowledge, own, questionnaires
from carbon.farm.records import HEADER, RawAnswer, Submission
from carbon.intake import producerfile
from carbon.library import load
from carbon.outputs import answersfile, producerform
from tests.farm import sample_answers

ROOTS = questionnaires.load()["roots"]
# As many digits as any answer has: asking.SIGNIFICANT and some more.
NUMBERS = st.decimals(-(10**9), 10**9, places=6) | st.decimals(0, 1, places=15)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


def _again(raw: dict[str, RawAnswer]) -> Submission:
    written = answersfile.text(ROOTS, raw, "sv")
    found, problems = producerfile.parse(written.encode(), "a.yaml")
    assert found is not None, problems
    return found


@given(number=NUMBERS)
@settings(deadline=None)
def test_a_number_comes_back_as_the_same_number(number: Decimal) -> None:
    found = _again({"yield": RawAnswer(value=number, unit="t")}).raw["yield"].value
    assert isinstance(found, Decimal)
    assert found == number


@pytest.mark.parametrize(
    "written", ["1.234", "1234", "0.001", "1E+3", "1.50", "1E-7", "123456.789"]
)
def test_a_number_with_three_decimals_is_never_asked_about(written: str) -> None:
    raw = sample_answers.raw("roots", n_min=RawAnswer(value=Decimal(written)))
    made, problems = answering.submitted(_again(raw))
    assert "answer-number-two-ways" not in {one.code for one in problems}
    if made is not None:
        assert made.number("n_min") == float(written)


@given(text=TEXTS)
@settings(deadline=None)
def test_a_text_comes_back_as_a_text(text: str) -> None:
    raw = {"name": RawAnswer(value=text), "yield": RawAnswer(value=text)}
    found = _again(raw).raw
    assert found["name"].value == text
    assert found["yield"].value == text


def test_shares_and_rows_come_back_too() -> None:
    shares = RawAnswer(value={"slurry_crust": Decimal("62.125"), "solid": Decimal("37.875")})
    rows = RawAnswer(value=({"ingredient": "wheat-flour", "kg": Decimal("1.234")},))
    for kind, name, given_ in (("milk", "manure_sys", shares), ("bread", "recipe", rows)):
        made = questionnaires.load()[kind]
        written = answersfile.text(made, {name: given_}, "sv")
        found, _ = producerfile.parse(written.encode(), "a.yaml")
        assert found is not None
        assert found.raw[name].value == given_.value


def test_what_the_digest_was_made_of_comes_back_and_gives_the_same_digest() -> None:
    for kind in ("milk", "bread", "roots"):
        raw = sample_answers.raw(kind, reviewer="A. Granskare", reviewed_on="2026-02-01")
        made = own.footprint(sample_answers.answered(kind), knowledge.load(load.load()))
        asked = questionnaires.load()[kind]
        written = answersfile.text(asked, raw, "sv", made.digest, made.digest_of)
        found, problems = producerfile.parse(written.encode(), "a.yaml")
        assert found is not None
        assert problems == []
        assert found.digest == digest.of(digest.stated(found.digest_of)) == made.digest
        assert digest.differences(digest.stated(found.digest_of), made.digest_of) == ()
        assert found.raw["reviewer"].value == "A. Granskare"


def test_nonsense_in_place_of_what_a_digest_was_made_of_is_nothing() -> None:
    deep: object = "x"
    for _ in range(20):
        deep = {"a": deep}
    for content in (None, 3, "text", [1], True, float("nan")):
        assert digest.stated(content) == {}
    assert digest.of(digest.stated({"year": Decimal(2025), "x": deep, "y": Decimal("NaN")}))
    assert "reviewer" in HEADER


def test_the_form_keeps_what_its_digest_was_made_of_out_of_sight(tmp_path: Path) -> None:
    made = own.footprint(sample_answers.answered("roots"), knowledge.load(load.load()))
    raw = sample_answers.raw("roots", reviewer="A. Granskare")
    form = producerform.form_bytes(ROOTS, "sv", raw, digest=made.digest, digest_of=made.digest_of)
    (tmp_path / "a.xlsx").write_bytes(form)
    found, problems = producerfile.read(tmp_path / "a.xlsx")
    assert found is not None
    assert problems == []
    assert digest.of(digest.stated(found.digest_of)) == found.digest == made.digest
    assert found.raw["reviewer"].value == "A. Granskare"
