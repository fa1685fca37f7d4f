"""What the facts of a workbook are worth saying: macros, links, hidden and unfinished cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from carbon.intake.oddtext import CELLS_NAMED, cell_name
from carbon.intake.sheetfacts import SheetFacts
from carbon.intake.workbookparts import Parts
from carbon.problems import Problem, error, warning

Cell = tuple[int, int]


def of_parts(parts: Parts, facts: Mapping[str, SheetFacts], where: str) -> Iterator[Problem]:
    """Yield what a person must know about a workbook before its values are used."""
    if parts.macros:
        yield warning("macros-present", where)
    if parts.lost:
        yield error("sheet-part-missing", where, found=", ".join(parts.lost))
    if parts.twice:
        yield error("sheet-name-twice", where, found=", ".join(parts.twice))
    yield from of_links(parts.links, facts, where)


def of_links(
    targets: Sequence[str], facts: Mapping[str, SheetFacts], where: str
) -> Iterator[Problem]:
    """Yield a warning when a workbook points to others: which cells, and where to."""
    linked = [f"{name}!{c}" for name, f in facts.items() for c in _names(f.linked_cells)]
    if targets or linked:
        yield warning(
            "external-links",
            where,
            cells=", ".join(linked[:CELLS_NAMED]) or "–",
            count=sum(len(f.linked_cells) for f in facts.values()),
            target=", ".join(targets[:3]) or "?",
        )


def of_sheet(facts: SheetFacts, where: str) -> Iterator[Problem]:
    """Yield what a person must know about one sheet: what is hidden and what has no value."""
    filtered = facts.filtered_rows()
    by_hand = facts.hidden_rows - filtered
    if by_hand:
        found = _ranges(by_hand, str)
        yield warning("hidden-rows", where, count=len(by_hand), found=found)
    if filtered:
        found = _ranges(filtered, str)
        yield warning("filtered-rows", where, count=len(filtered), found=found)
    if facts.hidden_columns:
        found = _ranges(facts.hidden_columns, _column)
        yield warning("hidden-columns", where, count=len(facts.hidden_columns), found=found)
    if facts.formulas_without_value:
        cells = _names(facts.formulas_without_value)
        place = f"{where}!{cells[0]}"
        count = len(facts.formulas_without_value)
        yield error("formula-without-value", place, cells=", ".join(cells), count=count)


def _column(number: int) -> str:
    return cell_name(1, number)[:-1]


def _names(cells: Iterable[Cell]) -> list[str]:
    return [cell_name(*cell) for cell in sorted(cells)[:CELLS_NAMED]]


def _ranges(numbers: Iterable[int], word: Callable[[int], str]) -> str:
    """Return numbers as runs, at most five of them: 3, 7-9, 12."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [word(a) if a == b else f"{word(a)}\u2013{word(b)}" for a, b in runs[:CELLS_NAMED]]
    return ", ".join(texts) + (" …" if len(runs) > CELLS_NAMED else "")
