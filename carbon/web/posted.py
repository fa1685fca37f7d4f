"""The names of the form: which input of the page stands for which answer.

A posted form is a mapping of names to texts and nothing else; the same mapping fills the page again
and stands in the hidden inputs from which files are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carbon.farm.records import Field, Questionnaire

Posted = Mapping[str, str]

HEAD = ("product", "name", "producer", "place", "year")  # about the product as a whole
EVIDENCE = "evidence"  # papers that are kept
TENDER = "tender"
REVIEW = ("reviewer", "reviewed_on", "review_document")  # of a file that was opened; not asked for
SURE = "sure"  # stands in a result that unusual answers were confirmed for
DO = "do"  # the button that was pressed
MEASURED, ESTIMATE, UNKNOWN = "measured", "estimate", "unknown"
BASES = (ESTIMATE, MEASURED, UNKNOWN)
ROWS = 6  # rows of a small table that are offered at first
MORE_ROWS = 4
MOST_ROWS = 40
LONGEST = 400  # characters of one input; more is cut off, since no answer is as long


def value_name(field: str) -> str:
    """Return the name of the input that takes an answer."""
    return f"a.{field}"


def part_name(field: str, choice: str) -> str:
    """Return the name of the input of one share."""
    return f"a.{field}.{choice}"


def cell_name(field: str, row: int, column: str) -> str:
    """Return the name of the input of a cell in a small table; rows count from 1."""
    return f"a.{field}.{row}.{column}"


def unit_name(field: str) -> str:
    """Return the name of a field's list of units."""
    return f"u.{field}"


def basis_name(field: str) -> str:
    """Return the name of what stands behind an answer: invoice, estimate, unknown."""
    return f"q.{field}"


def rows_name(field: str) -> str:
    """Return the name of how many rows a small table shows."""
    return f"n.{field}"


def rows_shown(field: Field, posted: Posted) -> int:
    """Return how many rows of a small table are shown."""
    given = posted.get(rows_name(field.id), "")
    shown = int(given) if given.isdecimal() and len(given) < 4 else ROWS
    return min(max(shown, 1), MOST_ROWS)


def cleaned(items: Iterable[tuple[str, object]], questionnaire: Questionnaire) -> dict[str, str]:
    """Return the inputs that the page knows, as one line of visible characters each."""
    known = set(names(questionnaire))
    table_names = {field.id for field in questionnaire.fields if field.kind == "rows"}
    found: dict[str, str] = {}
    for name, value in items:
        if isinstance(value, str) and (name in known or _is_cell(name, table_names)):
            found.setdefault(name, _one_line(value))
    return {name: text for name, text in found.items() if text}


def names(questionnaire: Questionnaire) -> Sequence[str]:
    """Return the name of every input of a questionnaire but those of its small tables."""
    found = [*HEAD, TENDER, EVIDENCE, *REVIEW]
    for field in questionnaire.fields:
        found += [value_name(field.id), unit_name(field.id), basis_name(field.id)]
        found += [part_name(field.id, choice.id) for choice in field.choices]
        if field.kind == "rows":
            found.append(rows_name(field.id))
    return found


def _is_cell(name: str, tables: set[str]) -> bool:
    parts = name.split(".")
    return (
        len(parts) == 4
        and parts[0] in ("a", "u")
        and parts[1] in tables
        and parts[2].isdecimal()
        and len(parts[2]) < 3
    )


def _one_line(text: str) -> str:
    visible = "".join(one if one.isprintable() else " " for one in text[: LONGEST * 2])
    return " ".join(visible.split())[:LONGEST]
