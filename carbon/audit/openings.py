"""An opening: what one supplier needs to see its own rows in the public edition, and nobody else's.

It holds the supplier's key, from which the salts of its cells follow, and the values of its rows.
For flows, of which the public edition shows one commitment for a whole row, it holds the leaves as
well, so that a changed digit is told as the cell it stands in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbon.audit import commitments
from carbon.audit.commitments import BUYER, Table
from carbon.audit.redaction_tables import COLUMNS, FLOWS

FORMAT = 1
LARGEST_BYTES = 256 << 20
_KIND = "carbon opening"
_KEY_DIGITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRow:
    """A row of the supplier: its number in the table, its values, and its leaves where needed."""

    number: int
    values: Mapping[str, str]
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The content of one opening."""

    supplier: str
    tender: str
    root: str
    key: bytes
    rows: Mapping[str, tuple[OpenedRow, ...]]  # by table


def suppliers(tables: Sequence[Table]) -> tuple[str, ...]:
    """Return everybody who owns a row, in the order that numbers the files."""
    return tuple(sorted({one for table in tables for one in table.owners} - {BUYER}))


def written(
    supplier: str, tables: Sequence[Table], secret: bytes, *, tender: str, root: str
) -> bytes:
    """Return the opening of one supplier as a file."""
    key = commitments.owner_key(secret, supplier)
    content = {
        "kind": _KIND,
        "format": FORMAT,
        "supplier": supplier,
        "tender": tender,
        "root": root,
        "key": key.hex(),
        "tables": {table.name: _rows(table, supplier, key) for table in tables},
    }
    text = json.dumps(content, sort_keys=True)  # indented, it would take ten times as long
    return f"{text}\n".encode()


def _rows(table: Table, supplier: str, key: bytes) -> list[dict[str, Any]]:
    found = []
    for number, (row, owner) in enumerate(zip(table.rows, table.owners, strict=True)):
        if owner != supplier:
            continue
        one: dict[str, Any] = {
            "row": number,
            "values": dict(zip(table.columns, row, strict=True)),
        }
        if table.name == FLOWS:
            leaves = commitments.row_leaves(table.name, number, table.columns, row, key)
            one["leaves"] = [leaf.hex() for leaf in leaves]
        found.append(one)
    return found


def read(path: Path) -> Opening:
    """Return an opening from a file. OSError or ValueError when it is none of ours."""
    if path.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"{path.stat().st_size} bytes")
    try:
        said = json.loads(path.read_bytes())
        return _opening(said)
    except (KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise ValueError(f"{type(reason).__name__}: {reason}") from reason


def _opening(said: Mapping[str, Any]) -> Opening:
    if said["kind"] != _KIND or said["format"] != FORMAT:
        raise ValueError(f"format {said['format']}")
    key = str(said["key"])
    if len(key) != _KEY_DIGITS:
        raise ValueError("key")
    return Opening(
        supplier=_text(said["supplier"]),
        tender=_text(said["tender"]),
        root=_text(said["root"]),
        key=bytes.fromhex(key),
        rows={name: tuple(_row(name, one) for one in said["tables"][name]) for name in COLUMNS},
    )


def _row(table: str, said: Mapping[str, Any]) -> OpenedRow:
    values = {column: _text(said["values"][column]) for column in COLUMNS[table]}
    if len(said["values"]) != len(values) or type(said["row"]) is not int or said["row"] < 0:
        raise ValueError(f"{table}: row")
    leaves = tuple(_text(one) for one in said.get("leaves", ()))
    return OpenedRow(number=said["row"], values=values, leaves=leaves)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
