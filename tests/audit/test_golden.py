"""Bundles that earlier versions of carbon wrote still verify with this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon.audit import bag
from carbon.audit.records import Verdict
from carbon.audit.verify import judged
from tests.audit import golden


def test_there_are_bundles_of_the_first_version() -> None:
    assert {"0.1.0-example", "0.1.0-records"} <= set(golden.kept())


@pytest.mark.parametrize("name", golden.kept())
def test_an_old_bundle_is_the_same_file_and_matches(name: str, tmp_path: Path) -> None:
    path = golden.assembled(name, tmp_path / "bundle.zip")
    sha256 = (golden.PLACE / name / golden.SEAL).read_text(encoding="ascii").strip()
    assert bag.sha256(path.read_bytes()) == sha256
    answer = judged(path, sha256)
    weighty = [one for one in answer.findings if one.verdict is not Verdict.MATCH]
    assert (answer.verdict, weighty) == (Verdict.MATCH, [])
