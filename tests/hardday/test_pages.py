"""The pages on hard day and threats name tests that exist, and every test of the hard day."""

from __future__ import annotations

import ast
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("hard-day.md", "threat-model.md", "hotmodell.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def named(page: str) -> list[tuple[str, str]]:
    return NAMED.findall((ROOT / "docs" / page).read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_exists(page: str) -> None:
    found = named(page)
    assert found
    for file, name in found:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in there, f"{page}: {file}::{name}"


def test_every_claim_of_the_threat_model_names_a_test_or_says_that_it_does_not_hold() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    claims = [line for line in rows if not line.startswith("| attack")]
    assert len(claims) > 20
    assert not [line for line in claims if not NAMED.search(line)]


def test_both_languages_name_the_same_tests() -> None:
    assert set(named("hotmodell.md")) <= set(named("threat-model.md"))


def test_the_table_of_the_hard_day_is_current_and_names_every_test() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        script = import_module("hard_day")
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    assert script.PAGE.read_text("utf-8") == script.page(), "run python scripts/hard_day.py"
    for file, name, said in script.tests():
        assert said, f"{file}::{name} says nothing of its outcome"
        assert f"::{name}`" in script.page()
