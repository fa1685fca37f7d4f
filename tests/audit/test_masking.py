"""A value that may be used but not passed on: it is not in the bundle, and the verdict says so.

The library refuses such values when it is read, so the source is closed here after reading.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from carbon import resources
from carbon.audit import bundling, tables, unmasking
from carbon.audit.opening import opened
from carbon.tender.folder import assess_folder
from tests.audit.tampering import EXAMPLE, RESULT, contents, packed

CLOSED = "desnz-2025"  # its freight factors are used by the example
FILES = ("transport/desnz-2025-freight.csv", "waste/desnz-2025-waste.csv")
PROGRAM = """
import sys; from pathlib import Path; from carbon import resources
resources.use_factors(Path(sys.argv.pop(1)))
from carbon.cli import main; main()
"""


@pytest.fixture(scope="module")
def masked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the example, had one of its sources been closed."""
    assessment, _ = assess_folder(EXAMPLE)
    assert assessment is not None
    known = assessment.library
    closed = {**known.sources, CLOSED: replace(known.sources[CLOSED], redistributable=False)}
    outputs = {"result.json": contents(bundle)[RESULT], "report.html": b"<p>0.12345 kg</p>"}
    made, problems = bundling.gathered(
        EXAMPLE,
        replace(assessment, library=replace(known, sources=closed)),
        outputs,
        {"lang": "sv", "outputs": sorted(outputs)},
    )
    assert (made is not None, problems) == (True, [])
    return packed(tmp_path_factory.mktemp("ut") / "bundle.zip", made or {})


def test_neither_the_value_nor_its_file_nor_the_outputs_are_in_the_bundle(masked: Path) -> None:
    members = contents(masked)
    rows = tables.from_csv(members["data/used/factors.csv"])
    hidden = [row for row in rows if row["source"] == CLOSED]
    assert hidden
    for row in hidden:
        assert (row["kg_co2e"], row["as_printed"]) == ("", "")
        assert len(row["commitment"]) == 64
    assert all(row["kg_co2e"] for row in rows if row["source"] != CLOSED)
    numbers = {row["factor"] for row in hidden}
    flows = tables.from_csv(members["data/used/flows.csv"])
    assert not any(row["amount"] for row in flows if row["factor"] in numbers)
    assert not {f"data/knowledge/{name}" for name in FILES} & members.keys()
    assert not any(name.startswith("data/outputs/") for name in members)
    kinds = {row["name"]: row for row in tables.from_csv(members["data/contents.csv"])}
    assert kinds["outputs/report.html"]["kind"] == "masked"
    assert len(kinds[f"knowledge/{FILES[0]}"]["commitment"]) == 64


def test_whoever_holds_the_same_file_gets_it_back(masked: Path) -> None:
    with opened(masked) as (unpacked, problems):
        assert problems == []
        assert unpacked is not None
        assert {one.name for one in unpacked.masked} >= {f"knowledge/{name}" for name in FILES}
        assert unmasking.still_masked(unpacked) == ()
        for name in FILES:
            held = (resources.factors_folder() / name).read_bytes()
            assert (unpacked.knowledge / name).read_bytes() == held


def test_whoever_does_not_is_told_how_far_it_goes(masked: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    without = tmp_path / "factors"
    shutil.copytree(resources.factors_folder(), without, ignore=ignored)
    for name in FILES:
        path = without / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # the same, printed otherwise
    command = [sys.executable, "-c", PROGRAM, str(without), "verify", str(masked), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(ran.stdout)
    assert ran.returncode == 3
    assert said["verdict"] == "CANNOT TELL"
    assert said["steps"] == {"container": "fine", "seal": "fine", "arithmetic": "fine",
                             "replay": "cannot-tell", "outputs": "not-done"}  # fmt: skip
    assert {one["code"] for one in said["findings"]} == {"replay-masked"}
