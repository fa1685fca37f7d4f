"""What an importer reads: the tables of a publisher's file, as rows of text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """One table as published: a CSV file, or a sheet of a workbook. Cells are text, as written."""

    file: str
    sheet: str  # empty for a CSV file
    sha256: str  # of the whole file
    rows: tuple[tuple[str, ...], ...]  # the heading row is one of them; blank rows are left out
    lines: tuple[int, ...]  # where each row stands: the line of a text file, the row of a sheet

    def where(self, index: int, column: str = "") -> str:
        """Return the place of a row as messages name it; `column` is a heading."""
        line = self.lines[index]
        place = f"{self.file}!{self.sheet}!{line}" if self.sheet else f"{self.file}:{line}"
        return f"{place} [{column}]" if column else place
