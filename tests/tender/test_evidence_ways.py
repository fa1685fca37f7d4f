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
from carbon.intake import producerfile
from carbon.library import load
from carbon.outputs import producerform
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
