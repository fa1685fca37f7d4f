"""Writes the table of docs/hard-day.md out of the docstrings of tests/hardday.

    python scripts/hard_day.py

A test's docstring says what is hard and what comes of it; the table shows both, with the test that
holds it, so that page and tests cannot drift apart.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "hard-day.md"
TESTS = ROOT / "tests" / "hardday"
BEGIN, END = "<!-- begin: scripts/hard_day.py -->", "<!-- end: scripts/hard_day.py -->"
_APART = {"test_pages.py"}  # tests of these pages themselves


def tests() -> Iterator[tuple[str, str, str]]:
    """Yield file, name and docstring of every test of the hard day, in order."""
    for path in sorted(TESTS.glob("test_*.py")):
        if path.name in _APART:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path.name, node.name, " ".join((ast.get_docstring(node) or "").split())


def table() -> str:
    """Return the table: what is hard, what comes of it, which test holds it."""
    lines = ["| what is hard | what comes of it | held by |", "|---|---|---|"]
    for file, name, said in tests():
        hard, _, outcome = said.partition(". ") if ". " in said else said.partition(": ")
        told = (one.replace("|", "\\|") for one in (hard, outcome))
        lines.append(f"| {' | '.join(told)} | `tests/hardday/{file}::{name}` |")
    return "\n".join(lines)


def page() -> str:
    """Return the page with the table made anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
