"""Commitments: a hash tree over cells and rows, so that a part can be shown and the rest cannot.

A cell's leaf hashes its column and value with a salt of its own. The salts of one supplier all
follow from one key, and that key from the tender's secret: whoever is handed the key of one
supplier can open that supplier's cells and no others. Leaves make rows, rows make a tree as in RFC
6962 (a node without a partner moves up as it is), and the trees of all tables make one root. Every
kind of hash begins with a word of its own, so that no cell can pass for a row or a node.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

BUYER = ""  # the owner of what no single supplier owns
_CELL, _ROW, _LEAF, _NODE, _TABLE, _ROOT = (
    f"carbon {name} 1\0".encode() for name in ("cell", "row", "leaf", "node", "table", "root")
)

_SALTED = _CELL + (32).to_bytes(4, "big")  # what stands before the salt in a cell's hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text: its columns, its rows and the owner of each row."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]  # supplier of each row, or BUYER


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """The leaves of a table, row by row."""

    name: str
    columns: tuple[str, ...]
    leaves: tuple[tuple[bytes, ...], ...]


def owner_key(secret: bytes, owner: str) -> bytes:
    """Return the key that all salts of one owner follow from."""
    kind = b"supplier" if owner != BUYER else b"buyer"
    return _hmac(secret, kind, _bytes(owner))


def salt(key: bytes, table: str, row: int, column: str) -> bytes:
    """Return the salt of a cell, given its owner's key."""
    return _hmac(key, b"salt", table.encode(), str(row).encode(), column.encode())


def leaf(salt_: bytes, column: str, value: str) -> bytes:
    """Return the commitment to a cell: nothing of the value can be learned without its salt."""
    return hashlib.sha256(_CELL + _joined((salt_, column.encode(), _bytes(value)))).digest()


def row_hash(leaves: Iterable[bytes]) -> bytes:
    """Return the commitment to a row."""
    return hashlib.sha256(_ROW + b"".join(leaves)).digest()


def committed(table: Table, secret: bytes) -> Committed:
    """Return the leaves of a whole table."""
    keys = {owner: owner_key(secret, owner) for owner in set(table.owners)}
    leaves = (
        row_leaves(table.name, number, table.columns, row, keys[owner])
        for number, (row, owner) in enumerate(zip(table.rows, table.owners, strict=True))
    )
    return Committed(name=table.name, columns=table.columns, leaves=tuple(leaves))


def row_leaves(
    table: str, number: int, columns: Sequence[str], row: Sequence[str], key: bytes
) -> tuple[bytes, ...]:
    """Return the leaves of one row, given its owner's key: `leaf` of `salt` for each cell.

    A large tender has a million cells; what the cells of a row share is put together once.
    """
    before = _joined((b"salt", table.encode(), str(number).encode()))
    digest, sha256, found = hmac.digest, hashlib.sha256, []
    for column, value in zip(columns, row, strict=True):
        named, content = _long(column), _bytes(value)
        salted = _SALTED + digest(key, before + named, "sha256") + named
        found.append(sha256(salted + len(content).to_bytes(4, "big") + content).digest())
    return tuple(found)


@lru_cache(maxsize=256)
def _long(column: str) -> bytes:
    return _joined((column.encode(),))


def table_root(columns: Sequence[str], rows: Sequence[bytes]) -> str:
    """Return the root of a table in hex, from the commitments to its rows."""
    head = _joined([column.encode() for column in columns]) + len(rows).to_bytes(8, "big")
    return hashlib.sha256(_TABLE + head + _tree(rows)).hexdigest()


def root(tables: Mapping[str, str]) -> str:
    """Return the one root in hex, from the roots of the tables by name."""
    named = (_joined((name.encode(), bytes.fromhex(tables[name]))) for name in sorted(tables))
    return hashlib.sha256(_ROOT + b"".join(named)).hexdigest()


def _tree(rows: Sequence[bytes]) -> bytes:
    level = [hashlib.sha256(_LEAF + one).digest() for one in rows]
    if not level:
        return hashlib.sha256(_LEAF).digest()
    while len(level) > 1:
        above = [
            hashlib.sha256(_NODE + one + two).digest() for one, two in list(pairwise(level))[::2]
        ]
        level = above + level[len(above) * 2 :]
    return level[0]


def _hmac(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, _joined(parts), "sha256")


def _joined(parts: Iterable[bytes]) -> bytes:
    """Return parts as one text that no other parts give: each with its length before it."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
