"""The cells behind an offered product: canonical field -> text and place, made when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from carbon.intake.columns import as_text
from carbon.intake.records import Read, Sheet
from carbon.intake.tables import Table


class CellMap(Mapping[str, Read]):
    """The cells of one row of a table.

    A class, because 100,000 rows of 20 cells would be two million records that nobody looks at;
    it keeps the table and the row and makes a `Read` when one is asked for.
    """

    __slots__ = ("_index", "_sheet", "_table")

    def __init__(self, table: Table, sheet: Sheet, index: int) -> None:
        self._table, self._sheet, self._index = table, sheet, index

    def _columns(self) -> dict[str, int]:
        header = self._table.header
        block = header.blocks[self._table.blocks[self._index]]
        return {column.field: column.index for column in (*header.shared, *block.columns)}

    def __getitem__(self, name: str) -> Read:
        column = self._columns()[name]
        row = self._sheet.rows[self._table.rows[self._index] - self._sheet.first_row]
        text = as_text(row[column]) if column < len(row) else None
        if text is None:
            raise KeyError(name)
        return Read(text=text[:120], where=self._table.cell(self._index, name))

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._columns() if name in self)

    def __contains__(self, name: object) -> bool:
        try:
            self[str(name)]
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return sum(1 for _ in self)
