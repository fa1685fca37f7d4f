"""The facts of a sheet beside its values: what is hidden, filtered, computed, linked or broken.

Every format tells them in its own way (`sheetxml`, `odsxml`, `biffsheets`, `xlsbsheets`); what is
told is the same, so a person reads the same warnings whatever the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Cell = tuple[int, int]  # 1-based row and column
Range = tuple[int, int, int, int]  # 1-based first row, first column, last row, last column


@dataclass(slots=True, kw_only=True)
class SheetFacts:
    """What a file tells of one sheet; filled piece by piece, so it is not frozen."""

    hidden_rows: set[int] = field(default_factory=set)  # by hand or by a filter
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0
    formulas_without_value: set[Cell] = field(default_factory=set)
    linked_cells: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    # column and format code -> runs of rows, of cells whose format shows more than the number
    formats: dict[tuple[int, str], list[list[int]]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)  # where calamine does not tell them
    filters: list[Range] = field(default_factory=list)  # ranges in which a filter chooses rows
    filter_mode: bool = False  # some rows are hidden by a filter, wherever its range may be
    filtered: set[int] = field(default_factory=set)  # rows that the file itself calls filtered

    def add_format(self, cell: Cell, code: str) -> None:
        """Remember the format of a cell; cells under each other become one run."""
        runs = self.formats.setdefault((cell[1], code), [])
        if runs and runs[-1][1] in (cell[0] - 1, cell[0]):
            runs[-1][1] = cell[0]
        else:
            runs.append([cell[0], cell[0]])

    def format_runs(self) -> list[tuple[int, int, int, str]]:
        """Return the formats as column, first row, last row, code."""
        return [
            (column, first, last, code)
            for (column, code), runs in sorted(self.formats.items())
            for first, last in runs
        ]

    def within(self, end: Cell | None) -> SheetFacts:
        """Return the facts without hidden rows and columns beyond the last cell (0-based)."""
        row, column = (end[0] + 1, end[1] + 1) if end is not None else (0, 0)
        return replace(
            self,
            hidden_rows={r for r in self.hidden_rows if r <= row},
            hidden_columns={c for c in self.hidden_columns if c <= column},
        )

    def filtered_rows(self) -> set[int]:
        """Return the hidden rows that a filter hides; the others were hidden by hand.

        Excel does not say it row by row: what is hidden below the heading of a range with an
        active filter counts as filtered, and every hidden row when the range is not known.
        """
        if self.filter_mode and not self.filters:
            return set(self.hidden_rows)
        inside = {
            row
            for row in self.hidden_rows
            if any(first < row <= last for first, _, last, _ in self.filters)
        }
        return inside | (self.filtered & self.hidden_rows)
