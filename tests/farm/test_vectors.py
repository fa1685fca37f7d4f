"""Every case of the shared vectors, whoever computed it, through one adapter.

The folder is `../shared/data/farm-vectors`, or the one named by FARM_VECTORS.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.farm.vectors import processes, run

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "farm-vectors"
FOLDER = Path(os.environ.get("FARM_VECTORS") or DEFAULT)
HERE = Path(__file__).resolve().parents[1] / "data" / "farm"
NEEDS = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the farm vectors are not there: {FOLDER.name}"
)


def cases(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["vectors"]


def numbers(outputs: object, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(outputs, Mapping):
        for key, value in outputs.items():
            yield from numbers(value, f"{name}.{key}" if name else key)
    elif isinstance(outputs, (int, float)):
        yield name, float(outputs)


def assert_agrees(case: Mapping[str, Any]) -> None:
    found = dict(numbers(run(case["process"], case["inputs"], case["parameters"])))
    relative = case.get("rel_tol") or 0
    absolute = case.get("abs_tol") or {}
    for key, expected in numbers(case["outputs"]):
        allowed = max(relative * abs(expected), absolute.get(key, 0), 1e-9 * abs(expected))
        assert abs(found[key] - expected) <= allowed, (case["id"], key, found[key], expected)


@NEEDS
@pytest.mark.shared
@pytest.mark.parametrize("case", list(cases(FOLDER)), ids=lambda case: case["id"])
def test_a_case_of_the_vectors_comes_out_within_its_tolerance(case: Mapping[str, Any]) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", list(cases(HERE)), ids=lambda case: case["id"])
def test_a_case_kept_here_comes_out_within_its_tolerance(case: Mapping[str, Any]) -> None:
    assert_agrees(case)


def test_a_process_that_nobody_knows_is_named() -> None:
    with pytest.raises(KeyError, match="perpetual_motion"):
        run("perpetual_motion", {}, {})


def test_every_process_has_a_case_kept_here() -> None:
    assert {case["process"] for case in cases(HERE)} == set(processes())
