"""An importer's texts go into the library only when the whole library still holds together.

They are tried on a copy first. When the copy loads, the files are written beside their targets and
moved into place; when it does not, or when a move fails, the library on disk is what it was.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from carbon import yamlfile
from carbon.library import load
from carbon.library.files import INDEX
from carbon.problems import CarbonError, Problem, Severity, error, has_errors, warning

_ASIDE = ".new"
_NAMED = 5  # how many lost entries a message names


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What became of the texts: paths below the library's folder, and what is wrong."""

    written: tuple[str, ...] = ()  # with dry_run: what would be written
    unchanged: tuple[str, ...] = ()  # the same bytes were there already
    problems: tuple[Problem, ...] = ()


def install(
    texts: Mapping[str, str], library: Path, target: Path | None = None, *, dry_run: bool = False
) -> Installed:
    """Write `texts` (path below factors/ -> text) into `target`, unless the library then breaks.

    `library` is the library that they are tried with; `target` is the same folder unless another
    is given. A target with an index of its own is tried as the library that it is.
    """
    folder = library if target is None else target
    base = folder if os.path.isfile(folder / INDEX) else library  # no raise on a closed folder
    contents = {name: text.encode("utf-8") for name, text in sorted(texts.items())}
    for name in contents:
        _refuse_outside(name)
    problems = [*_lost(texts, base), *_tried(contents, base)]
    if has_errors(problems):
        return Installed(problems=tuple(problems))
    problems = [one for one in problems if one.severity is not Severity.NOTE]
    unchanged = tuple(name for name, data in contents.items() if _same(folder / name, data))
    changed = {name: data for name, data in contents.items() if name not in unchanged}
    if not dry_run:
        failed = _replace(folder, changed)
        if failed is not None:
            return Installed(problems=(failed,))
    return Installed(written=tuple(changed), unchanged=unchanged, problems=tuple(problems))


def _lost(texts: Mapping[str, str], base: Path) -> list[Problem]:
    """Return an error for each table that would lose entries: half a file must not go in."""
    problems = []
    for name, text in sorted(texts.items()):
        path = base / name
        if path.suffix != ".csv" or not path.is_file():
            continue
        gone = sorted(_keys(path.read_text(encoding="utf-8")) - _keys(text))
        if gone:
            values = {"count": len(gone), "found": ", ".join(gone[:_NAMED])}
            problems.append(error("importer-rows-lost", name, **values))
    return problems


def _keys(text: str) -> set[str]:
    """Return what the rows of a table are known by: their id, slug or first cell."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = reader.fieldnames or [""]
    key = next((one for one in ("id", "slug") if one in columns), columns[0])
    return {str(row.get(key)) for row in reader}


def _refuse_outside(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or name == INDEX:
        raise CarbonError(f"an importer may not write to {name}")


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def _tried(contents: Mapping[str, bytes], base: Path) -> list[Problem]:
    """Return what the library in `base` says with the new files in it, tried on a copy."""
    with tempfile.TemporaryDirectory(prefix="carbon-import-") as folder:
        staged = Path(folder) / "factors"
        try:
            shutil.copytree(base, staged)
            for name, data in contents.items():
                (staged / name).parent.mkdir(parents=True, exist_ok=True)
                (staged / name).write_bytes(data)
        except OSError as wrong:
            return [error("file-unreadable", str(base), found=wrong.strerror or str(wrong))]
        _, problems = load.read(staged)
        errors = [one for one in problems if one.severity is Severity.ERROR]
        if errors:
            first = error("importer-library-refuses", errors[0].where, found=len(errors))
            return [first, *errors]
        return _unlisted(contents, staged)


def _unlisted(contents: Mapping[str, bytes], staged: Path) -> list[Problem]:
    listed = set(_listed(staged))
    return [
        warning("importer-not-listed", name, found=name) for name in contents if name not in listed
    ]


def _listed(folder: Path) -> Iterator[str]:
    """Yield every file that the index names, and the table beside each that names one."""
    index, _ = yamlfile.read(folder / INDEX)
    for name in _texts(index):
        yield name
        if name.endswith(".yaml") and (folder / name).is_file():
            content, _ = yamlfile.read(folder / name)
            table = content.get("table") if isinstance(content, dict) else None
            if isinstance(table, str):
                yield str(PurePosixPath(name).parent / table)


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for one in content.values():
            yield from _texts(one)
    elif isinstance(content, Sequence):
        for one in content:
            yield from _texts(one)


def _replace(folder: Path, contents: Mapping[str, bytes]) -> Problem | None:
    """Write all files aside, then move them into place; undo everything when one step fails."""
    aside = {
        folder / name: (folder / name).with_name(Path(name).name + _ASIDE) for name in contents
    }
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in zip(aside, contents.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_through(aside[path], data)
        for path, new in aside.items():
            before[path] = path.read_bytes() if path.is_file() else None
            new.replace(path)
    except OSError as wrong:
        _undo(before)
        found = wrong.strerror or str(wrong)
        return error("importer-not-writable", str(folder), found=found)
    finally:
        for new in aside.values():
            _forget(new)
    return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _undo(before: Mapping[Path, bytes | None]) -> None:
    for path, data in before.items():
        if data is None:
            _forget(path)
        else:
            path.write_bytes(data)


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
