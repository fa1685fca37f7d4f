"""The records of a procedure name a supplier's own file with its SHA-256, and mask it when told."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon import language
from carbon.outputs import records
from carbon.tender.folder import assess_folder
from carbon.tender.law.verdicts import State
from carbon.tender.protocol import laws
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.records import Assessment
from tests.audit import own_files
from tests.audit.own_files import BREAD, DEFAULTS, MILK, OWN, PACT
from tests.outputs.proceedings import pages, proceedings
from tests.tender.procedures import mark, whole


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    folder = own_files.tender(tmp_path_factory.mktemp("egna") / "upphandling")
    found, problems = assess_folder(folder)
    assert found is not None, problems
    assert found.lots[0].ranking[0].supplier == OWN
    return found


def named(assessment: Assessment) -> list[str]:
    """Return file, SHA-256 and digest of every file that counts."""
    proofs = [one.proof for one in assessment.inputs if one.proof is not None]
    return [text for one in proofs for text in (one.file, one.sha256, one.digest) if text]


def test_protocol_and_annex_name_each_file_with_its_sha256(
    assessment: Assessment, tmp_path: Path
) -> None:
    for lang in ("sv", "en"):
        made = pages(proceedings(tmp_path, assessment, whole(assessment)), lang)
        annex = made[language.word("records-file-annex", lang, number="01")]
        for html in (annex, made[language.word("records-file-protocol", lang)]):
            for name in (MILK, BREAD, PACT):
                assert f"evidence/{name}" in html
            for said in named(assessment):
                assert said in html
        # a file counts: nothing of it may be called a default
        assert "schablon enligt metodpaketet" not in annex


def test_the_letter_to_the_one_who_lost_holds_nothing_of_masked_files(
    assessment: Assessment, tmp_path: Path
) -> None:
    content = whole(assessment)
    content["secrecy"] = [mark(OWN, "evidence")]
    of = proceedings(tmp_path, assessment, content)
    made = pages(of)
    hidden = [name for name in made if "maskat" in name or DEFAULTS.split()[0].lower() in name]
    assert hidden, sorted(made)
    for name in hidden:
        leaked = [said for said in named(assessment) if said in made[name]]
        assert leaked == [], name


def test_masked_files_leak_into_no_document_and_a_careless_one_is_caught(
    assessment: Assessment, tmp_path: Path
) -> None:
    content = whole(assessment)
    content["secrecy"] = [mark(OWN, "evidence")]
    of = proceedings(tmp_path, assessment, content)
    verdicts = {one.id: one.state for one in records.drafted(of, "sv").verdicts}
    assert verdicts["EQ-27"] is State.HOLDS

    def careless(seen: Proceedings, reader: str) -> str:
        return str([one.proof for one in seen.assessment.inputs])

    case = laws.secret(of, careless, [DEFAULTS])
    assert case is not None
    assert case.key == "leak"
