"""A full bundle and its public edition without the command line, and ways to tamper with both."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from carbon.audit import bundling, commitments, opening, redaction_bag, redaction_csv, tables
from carbon.audit.redaction import Redacted, redacted
from carbon.audit.redaction_tables import COLUMNS, KEY
from carbon.language import json_text
from carbon.outputs.evaluation import write_all
from carbon.outputs.result import result
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.folder import assess_folder
from tests.audit.tampering import contents, resealed

SECRET = bytes(range(32))
ROOTS = f"data/{redaction_csv.ROOTS}"


def full_bundle(folder: Path, path: Path, *, doubt: bool = False) -> Path:
    """Write the full bundle of a tender folder, with a key.

    Without `doubt`, which takes its time, it has no workbook and no report and does not verify.
    """
    (folder / KEY).write_text(SECRET.hex() + "\n", "ascii")
    assessment, problems = assess_folder(folder)
    assert assessment is not None, problems
    assessment = with_doubt(assessment) if doubt else assessment
    said = f"{json_text(result(assessment, 'sv'), sort_keys=True)}\n".encode()
    outputs = {"result.json": said}
    if doubt:
        with tempfile.TemporaryDirectory() as place:
            written = write_all(assessment, Path(place), "sv")
            outputs = {one.name: one.read_bytes() for one in written}
    made, problems = bundling.write(folder, assessment, outputs, path, lang="sv")
    assert made is not None, problems
    return path


def public_edition(full: Path, path: Path) -> Redacted:
    """Write the public bundle of a full one, its outputs beside it and the openings below it."""
    with opening.opened(full) as (bundle, _):
        assert bundle is not None
        made, problems = redacted(bundle)
        assert made is not None, problems
        path.write_bytes(redaction_bag.packed(bundle, made))
    for name, content in {**made.outputs, **made.openings}.items():
        path.with_name(f"{path.stem}-{name}").write_bytes(content)
    return made


def every_byte(content: bytes, *, knowledge: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield a file and, where it is a zip, everything inside it, to any depth.

    The library of factors is the same for every tender and names every place and product, so that
    it is only looked into when asked for.
    """
    yield "", content
    if content[:2] != b"PK":
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if knowledge or "data/knowledge/" not in name:
                for inner, found in every_byte(archive.read(name)):
                    yield f"{name}/{inner}", found


def without_library(content: bytes) -> bytes:
    """Return a public bundle without the files of the library, as bytes to search in."""
    return b"\n".join(found for name, found in every_byte(content) if name)


def without_knowledge(public: Path, path: Path) -> Path:
    """Write a public edition without its library: smaller and as true, but for the factors."""
    kept = {name: one for name, one in contents(public).items() if "data/knowledge/" not in name}
    table = "data/contents.csv"
    lines = kept[table].splitlines(keepends=True)
    kept[table] = b"".join(one for one in lines if not one.startswith(b"knowledge/"))
    return resealed(path, kept)


def with_row(
    public: Path, path: Path, table: str, number: int, change: Callable[[dict[str, str]], None]
) -> Path:
    """Write a public edition with one row changed, its root made anew and everything sealed."""
    members = contents(public)
    name = f"data/{redaction_csv.file_of(table)}"
    rows = [dict(row) for row in tables.from_csv(members[name])]
    change(rows[number])
    members[name] = tables.as_csv(tuple(rows[0]), [tuple(row.values()) for row in rows])
    return resealed(path, rooted(members))


def rooted(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return a public edition whose stated roots are those of its tables."""
    said = json.loads(members[ROOTS])
    said["tables"] = {
        table: redaction_csv.read(table, members[f"data/{redaction_csv.file_of(table)}"]).root
        for table in COLUMNS
    }
    said["root"] = commitments.root(said["tables"])
    return {**members, ROOTS: json.dumps(said).encode()}


def changed_opening(path: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Write an opening with a change."""
    said = json.loads(path.read_bytes())
    change(said)
    target.write_text(json.dumps(said), "utf-8")
    return target


def suppliers(made: Redacted) -> Mapping[str, str]:
    """Return the name of each supplier's opening."""
    return {json.loads(content)["supplier"]: name for name, content in made.openings.items()}
