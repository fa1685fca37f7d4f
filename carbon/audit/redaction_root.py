"""The root of the commitments in the full bundle, so that both editions state the same one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from carbon.audit import commitments, records, redaction_tables, tables
from carbon.audit.bag import sha256

NAME = "used/commitments.json"
KEY_BYTES = 32


def member(
    files: Mapping[str, bytes], used: Mapping[str, bytes], lots: Sequence[Mapping[str, Any]]
) -> dict[str, bytes]:
    """Return what a full bundle states of the tree; nothing for a tender without a key.

    `files` are those of the tender folder, `used` the tables of the bundle, `lots` those of
    result.json.
    """
    secret = key_of(files.get(redaction_tables.KEY, b""))
    if secret is None:
        return {}
    read = {name: tables.from_csv(used[name]) for name in records.KEYS if name in used}
    hashes = {name: sha256(content) for name, content in files.items()}
    roots = redaction_tables.roots(redaction_tables.made(read, lots, hashes), secret)
    content = {"root": commitments.root(roots), "tables": roots}
    return {NAME: (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()}


def key_of(content: bytes) -> bytes | None:
    """Return the secret that a key file holds; None when it is no key."""
    try:
        key = bytes.fromhex(content.decode("ascii").strip())
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None
