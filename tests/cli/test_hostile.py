"""Every hostile file through `carbon read`: a code, a place, a remedy, and nothing else happens."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.running import ROOT, carbon

HOSTILE = Path(__file__).resolve().parents[1] / "data" / "hostile"
CASES = list(csv.DictReader((HOSTILE / "manifest.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_hostile_file_gets_what_the_manifest_demands(
    case: dict[str, str], tmp_path: Path
) -> None:
    ran = carbon("read", HOSTILE / case["file"], "--json", cwd=tmp_path, PYTHONPATH=str(ROOT))
    read = ran.json()
    severities = {p["severity"] for p in read["problems"]}
    assert list(tmp_path.iterdir()) == []  # nothing was written
    for problem in read["problems"]:
        assert problem["code"]
        assert problem["where"]
        assert problem["message"]
        assert problem["hint"]
    outcome = case["outcome"]
    if case["file"].startswith("s07"):
        # The manifest: "reading it as CSV with a warning is also right"; that is what we do.
        assert ran.code == 0
        assert "file-suffix-differs" in {p["code"] for p in read["problems"]}
    elif outcome == "reject_file":
        assert ran.code == 2 or (ran.code == 1 and "error" in severities)
    elif outcome == "reject_rows":
        assert ran.code in (1, 2)
        assert "error" in severities
    elif outcome == "accept_warn":
        assert ran.code in (0, 1)
        assert read["problems"]
    else:
        assert ran.code == 0
    if case["good_rows"] and outcome != "reject_file":
        assert read["counts"]["good_rows"] == int(case["good_rows"])
    if case["good_mass_kg"] and outcome != "reject_file":
        assert read["counts"]["mass_kg"] == pytest.approx(float(case["good_mass_kg"]))
    assert "root:" not in ran.out  # the local file that s03 asks for
