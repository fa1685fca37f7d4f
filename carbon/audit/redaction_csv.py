"""The tables of the public edition as files: each cell with its salt, or with its commitment.

Of flows everything is masked, so that one commitment stands for each whole row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from carbon.audit import commitments, tables
from carbon.audit.commitments import Table
from carbon.audit.redaction_tables import COLUMNS, FLOWS

FOLDER = "redaction"
ROOTS = f"{FOLDER}/commitments.json"
_PROOF = " #"  # ends the name of the column beside a value
_SALT, _MASK = "salt:", "masked:"
_ROW = "commitment"
_DIGEST = 64  # hex digits of a SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCell:
    """A cell as it is shown: open with its value, or masked."""

    value: str
    leaf: bytes
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTable:
    """A table as it is shown. Where whole rows are masked there are no cells, only row hashes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[PublicCell, ...], ...]
    hashes: tuple[bytes, ...]

    @property
    def root(self) -> str:
        """The root of the table, from what is shown."""
        return commitments.table_root(self.columns, self.hashes)

    @property
    def size(self) -> int:
        """How many cells the table has."""
        return len(self.hashes) * len(self.columns)

    @property
    def open(self) -> int:
        """How many of them stand open."""
        return sum(not cell.masked for row in self.rows for cell in row)


def file_of(name: str) -> str:
    """Return the member of a bundle that holds a table."""
    return f"{FOLDER}/{name}.csv"


def written(table: Table, secret: bytes, shown: Callable[[int, str], bool]) -> bytes:
    """Return a table as the public edition shows it; `shown` tells of a row and column."""
    leaves = commitments.committed(table, secret).leaves
    if table.name == FLOWS:
        hashes = ((commitments.row_hash(row).hex(),) for row in leaves)
        return tables.as_csv((_ROW,), hashes)
    keys = {owner: commitments.owner_key(secret, owner) for owner in set(table.owners)}
    rows = []
    for number, row in enumerate(table.rows):
        cells: list[str] = []
        for place, column in enumerate(table.columns):
            if shown(number, column):
                key = keys[table.owners[number]]
                salt = commitments.salt(key, table.name, number, column)
                cells += (row[place], f"{_SALT}{salt.hex()}")
            else:
                cells += ("", f"{_MASK}{leaves[number][place].hex()}")
        rows.append(cells)
    return tables.as_csv(_header(table.columns), rows)


def _header(columns: Sequence[str]) -> list[str]:
    return [name for column in columns for name in (column, f"{column}{_PROOF}")]


def read(name: str, content: bytes) -> PublicTable:
    """Return a table of a public edition. ValueError when it is none of ours."""
    columns, rows = COLUMNS[name], tables.from_csv(content)
    header = [_ROW] if name == FLOWS else _header(columns)
    if any(list(row) != header for row in rows[:1]):
        raise ValueError(f"{name}: columns")
    if name == FLOWS:
        hashes = tuple(_digest(row[_ROW]) for row in rows)
        return PublicTable(name=name, columns=columns, rows=(), hashes=hashes)
    cells = tuple(tuple(_cell(row, column) for column in columns) for row in rows)
    hashes = tuple(commitments.row_hash([one.leaf for one in row]) for row in cells)
    return PublicTable(name=name, columns=columns, rows=cells, hashes=hashes)


def _cell(row: Mapping[str, str], column: str) -> PublicCell:
    value, proof = row[column], row[f"{column}{_PROOF}"]
    if proof.startswith(_SALT):
        salt = _digest(proof.removeprefix(_SALT))
        return PublicCell(value=value, leaf=commitments.leaf(salt, column, value), masked=False)
    if value or not proof.startswith(_MASK):
        raise ValueError(f"{column}: {proof[:20]}")
    return PublicCell(value="", leaf=_digest(proof.removeprefix(_MASK)), masked=True)


def _digest(text: str) -> bytes:
    if len(text) != _DIGEST or text != text.lower():
        raise ValueError(text[:20])
    return bytes.fromhex(text)
