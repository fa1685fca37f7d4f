"""Where blocks of columns begin: suppliers, kitchens or alternatives that stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from carbon.intake.layouts import Layout
from carbon.intake.texts import fold_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is understood."""

    field: str
    index: int  # 0-based in Sheet.rows
    heading: str


def cut(columns: Sequence[Column], layout: Layout) -> list[list[Column]]:
    """Cut the repeating columns into blocks: a new one begins where the first heading recurs.

    A column that may be shared (the unit of the wanted line, say) begins a block only when it
    recurs exactly as often as the fields that every block must have.
    """
    spec = layout.blocks
    if spec is None:
        return []
    counts = Counter(column.field for column in columns)
    needed = spec.fields.intersection(name for choice in layout.required for name in choice)
    often = max((counts[name] for name in needed), default=0)
    start: str | None = None
    blocks: list[list[Column]] = []
    for column in columns:
        shared = column.field in spec.also_shared and counts[column.field] != often
        if not blocks and (column.field not in spec.fields or shared):
            continue
        folded = column.field or fold_all(column.heading)
        if start is None:
            start = folded
        if folded == start:
            blocks.append([])
        blocks[-1].append(column)
    return blocks
