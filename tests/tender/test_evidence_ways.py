"""One product, three ways in, one number: the buyer's evaluation hits the producer's digest."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

import carbon
from carbon import language
from carbon.farm import answering, knowledge, own, questionnaires
from carbon.farm.records import OwnFootprint
from carbon.intake import producerfile
from carbon.library import load
from carbon.outputs import answersfile, producerform
from tests.cli import running
from tests.farm import sample_answers
from tests.tender import evidenced
from tests.tender.evidenced import Bid

PACKAGE = Path(__file__).resolve().parents[2] / "carbon"


def files() -> dict[str, str | bytes]:
    text = json.dumps(evidenced.POTATO_ANSWERS, indent=1)
    submission, wrong = producerfile.parse(text.encode(), "a.json")
    assert submission is not None, wrong
    form = producerform.form_bytes(questionnaires.load()["potatoes"], "sv", submission.raw)
    rows = [f"{name}: {json.dumps(one)}" for name, one in evidenced.POTATO_ANSWERS.items()]
    return {"a.json": text, "b.yaml": "\n".join(rows) + "\n", "c.xlsx": form}


def test_form_yaml_and_json_come_to_one_figure_and_one_digest(tmp_path: Path) -> None:
    made = files()
    submission, _ = producerfile.parse(str(made["a.json"]).encode(), "a.json")
    assert submission is not None
    answers, _ = answering.submitted(submission)
    assert answers is not None
    digest = own.footprint(answers, knowledge.load(load.load())).digest
    bids = [Bid(supplier=f"Gård {name}", evidence=f"{name}#{digest}") for name in made]
    folder = evidenced.tender(tmp_path, bids, made)
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    same = [one for one in problems if one.code == "evidence-digest-same"]
    assert len(same) == 3, [one for one in problems if one.code != "lock-missing"]
    kg = {offer.kg_co2e for offer in assessment.lots[0].ranking}
    assert len(kg) == 1


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_reason_to_refuse_a_file_has_words(lang: str) -> None:
    found: set[str] = set()
    for path in (*PACKAGE.glob("tender/evidence*.py"), *PACKAGE.glob("intake/pact*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(
            re.findall(r"\.(?:refused|asked|told|wrong|ask|remark)\(\s*\"([a-z0-9-]+)\"", text)
        )
    assert len(found) > 30
    assert found <= set(language.problem_codes())


def test_a_file_named_on_many_lines_is_worked_through_alike(tmp_path: Path) -> None:
    bids = [Bid(supplier=name, evidence="a.json") for name in ("A", "B", "C")]
    folder = evidenced.tender(tmp_path, bids, {"a.json": files()["a.json"]})
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    values = [offer.kg_co2e for offer in assessment.lots[0].ranking]
    assert values == [values[0]] * 3
    assert values[0] is not None
    assert values[0] > Decimal(0)
    assert list(assessment.evidence.files) == ["a.json"]


def _stated(kind: str, **more: str) -> tuple[str, OwnFootprint]:
    """Return the file that `carbon footprint --out` writes for an invented farm, and its figure."""
    raw = sample_answers.raw(kind, **more)
    made = own.footprint(sample_answers.answered(kind, **more), knowledge.load(load.load()))
    asked = questionnaires.load()[kind]
    return answersfile.text(asked, raw, "sv", made.digest, made.digest_of), made


@pytest.mark.parametrize("kind", ["milk", "bread"])
def test_milk_and_bread_come_to_the_producers_own_number_in_the_buyers_hands(
    kind: str, tmp_path: Path
) -> None:
    text, made = _stated(kind)
    bids = [Bid(supplier="A", evidence=f"{kind}.yaml#{made.digest}"), Bid(supplier="B")]
    name = load.load().products[made.answers.product].name_sv
    folder = evidenced.tender(
        tmp_path, bids, {f"{kind}.yaml": text}, product=made.answers.product, name=name
    )
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    assert "evidence-digest-same" in {one.code for one in problems}
    (offer,) = [one for one in assessment.lots[0].ranking if one.supplier == "A"]
    for stage in made.stages:
        bought = offer.stage_kg.get(stage, Decimal(0)) / 1000  # the line is 1000 kg
        assert bought == made.stage_kg.get(stage, Decimal(0)), stage
    # The command tells the producer the same: with the tender, to the last digit.
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    told = running.carbon("footprint", tmp_path / "own.yaml", "--tender", folder, "--json")
    content = json.loads(told.out)
    assert content["digest"] == made.digest
    assert Decimal(content["own_kg_co2e_per_unit"]) == made.kg_co2e_per_kg
    assert offer.kg_co2e is not None
    assert Decimal(content["kg_co2e_per_unit"]) == offer.kg_co2e / 1000


def test_what_differs_is_named_when_the_file_says_what_its_digest_was_made_of(
    tmp_path: Path,
) -> None:
    text, made = _stated("potatoes")
    changed = text.replace("yield:\n    value: '150'", "yield:\n    value: '140'")
    assert changed != text
    bids = [Bid(supplier="A", evidence=f"a.yaml#{made.digest}")]
    folder = evidenced.tender(tmp_path, bids, {"a.yaml": changed})
    _, problems = carbon.assess_folder(folder)
    (told,) = [one for one in problems if one.code == "evidence-digest-differs"]
    named = dict(told.values)["what"].split(", ")
    # What follows the yield by default is named too.
    assert "answers.yield" in named
    assert "stages.farm" in named
    assert "library" not in named


REVIEW = {"reviewer": "RISE", "reviewed_on": "2026-02-01", "review_document": "Intyg 12"}


@pytest.mark.parametrize(
    ("changed", "code", "counts"),
    [
        ({}, "evidence-reviewed", True),
        ({"reviewer": "-"}, "evidence-review-unnamed", False),
        ({"review_document": ""}, "evidence-review-unnamed", False),
        ({"reviewed_on": "våren 2026"}, "evidence-review-undated", False),
        ({"reviewed_on": "2025-06-01"}, "evidence-review-early", False),
        ({"reviewed_on": "2027-06-01"}, "evidence-review-early", False),
        ({"as_of": "2029-03-01"}, "evidence-review-expired", False),
    ],
)
def test_a_stated_review_makes_level_3_only_while_it_holds_and_is_named(
    changed: dict[str, str], code: str, counts: bool, tmp_path: Path
) -> None:
    stated = {**REVIEW, **changed}
    as_of = stated.pop("as_of", "2027-03-01")
    text, _ = _stated("potatoes", **stated)
    bids = [Bid(supplier="A", evidence="a.yaml")]
    folder = evidenced.tender(tmp_path, bids, {"a.yaml": text}, level=3, as_of=as_of)
    _, problems = carbon.assess_folder(folder)
    found = {one.code for one in problems}
    assert code in found
    assert ("evidence-file-level" in found) is not counts


def test_a_review_that_does_not_hold_leaves_the_producers_own_calculation(tmp_path: Path) -> None:
    text, _ = _stated("potatoes", **{**REVIEW, "reviewer": "?"})
    bids = [Bid(supplier="A", evidence="a.yaml"), Bid(supplier="B")]
    folder = evidenced.tender(tmp_path, bids, {"a.yaml": text}, level=2)
    assessment, problems = carbon.assess_folder(folder)
    assert assessment is not None, problems
    assert "evidence-review-unnamed" in {one.code for one in problems}
    own_kg, default_kg = (
        next(one.kg_co2e for one in assessment.lots[0].ranking if one.supplier == name)
        for name in ("A", "B")
    )
    assert own_kg != default_kg
