"""The public names are those in `carbon.__all__`; each is shown, and ten lines of them suffice."""

from __future__ import annotations

import ast
import doctest
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import carbon

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "api.md"
NAMES = sorted(set(carbon.__all__) - {"__version__"})
TEN_LINES = 10


def _block() -> list[str]:
    """The first program of the page, without blank lines."""
    found = re.search(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert found is not None
    return [line for line in found.group(1).splitlines() if line.strip()]


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the ten lines leave behind, run in an empty folder beside which the examples lie."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "examples").symlink_to(ROOT / "examples")
    left: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(compile("\n".join(_block()), str(PAGE), "exec"), left)
    return left | {"folder": folder}


def test_every_public_name_can_be_had_and_has_a_docstring() -> None:
    for name in NAMES:
        assert (getattr(carbon, name).__doc__ or "").strip(), name


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = carbon.evaluate_everything


def test_a_notebook_completes_the_public_names() -> None:
    assert dir(carbon) == sorted(carbon.__all__)


def test_type_checkers_are_told_of_the_very_things_that_are_loaded() -> None:
    source = (ROOT / "carbon" / "__init__.py").read_text(encoding="utf-8")
    told = {
        one.asname or one.name: (node.module, one.name)
        for branch in ast.parse(source).body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    assert told == carbon._HOMES
    assert sorted(told) == NAMES
    assert (ROOT / "carbon" / "py.typed").exists()


def test_every_public_name_is_shown_by_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    titles = " ".join(re.findall(r"^## (.*)$", page, re.M))
    examples = "\n".join(one.source for one in doctest.DocTestParser().get_examples(page))
    for name in NAMES:
        assert re.search(rf"`{name}\b", titles), f"{name} has no heading"
        assert f"carbon.{name}" in examples + "\n".join(_block()), f"{name} is not shown"


def test_ten_lines_evaluate_a_tender() -> None:
    assert len(_block()) <= TEN_LINES


def test_the_examples_of_the_page_hold(
    notebook: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notebook["folder"])
    found = doctest.testfile(str(PAGE), module_relative=False, globs=dict(notebook))
    assert found.attempted > len(NAMES)
    assert found.failed == 0


def test_the_doctest_of_the_package_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(carbon).failed == 0


def test_a_notebook_gets_tables_whose_sums_are_those_of_the_award(
    notebook: dict[str, Any],
) -> None:
    first = notebook["ranking"].iloc[0]
    lines = notebook["lines"]
    own = lines[(lines["lot"] == first["lot"]) & (lines["supplier"] == first["supplier"])]
    assert sum(own["kg_co2e"], Decimal(0)) == first["kg_co2e"]
    assert carbon.frames.flows(notebook["assessment"])["amount"].notna().all()
