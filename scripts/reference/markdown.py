"""Markdown tables whose cells are plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(value: object) -> str:
    """Return a value as one table cell: no bars, no line breaks, nothing read as HTML."""
    text = "" if value is None else str(value)
    text = " ".join(text.split())
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table, with an empty line after it."""
    lines = [_line(headings), _line(["---"] * len(headings))]
    lines += [_line([cell(value) for value in row]) for row in rows]
    return [*lines, ""]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def code(text: str) -> str:
    """Return text as code in a table cell."""
    return f"`{text}`"
