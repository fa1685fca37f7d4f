"""What a dishonest person could do to a bundle: read it, change it, and seal it again."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from carbon.audit import bag, container

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "mejeri-och-rotfrukter"
RESULT = "data/results/result.json"


def carbon(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would."""
    command = [sys.executable, "-m", "carbon.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def evaluated(tender: Path, out: Path) -> Path:
    """Evaluate a tender folder and return its bundle."""
    ran = carbon("evaluate", tender, "--out", out)
    assert (out / "bundle.zip").is_file(), ran.stderr
    return out / "bundle.zip"


def contents(path: Path) -> dict[str, bytes]:
    """Return the members of a bundle."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write members as carbon packs them."""
    path.write_bytes(b"".join(piece for _, piece in container.pieces(members)))
    return path


def resealed(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write members with every manifest made anew, as somebody would who knows how."""
    payload = {name.removeprefix("data/"): content for name, content in members.items()
               if name.startswith("data/")}  # fmt: skip
    lines = [line.split(": ", 1) for line in members[bag.INFO].decode().splitlines()]
    info = {key: value for key, value in lines if key != "Payload-Oxum"}
    return packed(path, bag.made(payload, info, members[bag.CRATE]))


def changed(bundle: Path, path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a bundle with one member changed and everything sealed again."""
    members = contents(bundle)
    before = members[name]
    members[name] = change(before)
    assert members[name] != before
    return resealed(path, members)


def with_result(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return result.json with a change, in the form that carbon writes."""
    result = json.loads(content)
    change(result)
    return (json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def with_cell(content: bytes, cell: str, value: object, sheet: int = 0) -> bytes:
    """Return a workbook with another value in one cell."""
    book = openpyxl.load_workbook(BytesIO(content))
    book.worksheets[sheet][cell] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
