"""What differs between two sides before anything is computed: files and keys, by cause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from carbon.audit.difference_mixing import Source, keys_of, shapes_figures
from carbon.audit.difference_records import Cause, State, Told
from carbon.intake.tenderfile import FILE
from carbon.tender.pack import NO_FIGURES

_SHORT = 12  # digits of a SHA-256 that tell two files apart for a reader
_OWN = ("README.md", "recipe.yaml")


def told(cause: Cause, first: Source, second: Source) -> tuple[Told, ...]:
    """Return what of a cause differs; empty when switching it would change nothing."""
    keys = _keys(keys_of(first, cause), keys_of(second, cause))
    files = _files(
        _with_figures(cause, first.files.get(cause, {})),
        _with_figures(cause, second.files.get(cause, {})),
        "factors/" if cause in (Cause.FACTOR, Cause.ROUTE) else "",
    )
    return (*keys, *files)


def unaffecting(first: Source, second: Source) -> tuple[Told, ...]:
    """Return what differs although no figure is taken from it."""
    sides = [
        {key: value for key, value in one.content.items() if not shapes_figures(key)}
        for one in (first, second)
    ]
    return (*_keys(*sides), *_files(first.others, second.others, ""))


def figures_told(before: State, after: State, cause: Cause) -> tuple[Told, ...]:
    """Return the factors, or the legs, that a step gave another figure where both use them."""
    if cause is Cause.FACTOR:
        return _both(before.factors, after.factors)
    return _both(before.legs, after.legs) if cause is Cause.ROUTE else ()


def _both(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Told, ...]:
    return tuple(
        Told(what=name, before=value, after=after[name])
        for name, value in sorted(before.items())
        if name in after and after[name] != value
    )


def _with_figures(cause: Cause, files: Mapping[str, Path]) -> Mapping[str, Path]:
    if cause is not Cause.FACTOR and cause is not Cause.ROUTE:
        return files
    return {
        name: path
        for name, path in files.items()
        if not name.startswith(NO_FIGURES) and not name.endswith(_OWN)
    }


def _keys(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Told]:
    before, after = dict(_flat(first, FILE, ": ")), dict(_flat(second, FILE, ": "))
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, ""), after.get(name, "")
        if name not in before or name not in after or old != new:
            yield Told(what=name, before=old, after=new)


def _flat(content: Any, path: str, sign: str) -> Iterator[tuple[str, str]]:
    """Yield every single value with the way to it: `tender.yaml: lots[2].lines[1].quantity`."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from _flat(value, f"{path}{sign}{key}", ".")
    elif isinstance(content, list):
        for number, value in enumerate(content, start=1):
            yield from _flat(value, f"{path}[{number}]", ".")
    else:
        yield path, "-" if content is None else str(content)


def _files(first: Mapping[str, Path], second: Mapping[str, Path], below: str) -> Iterator[Told]:
    for name in sorted({*first, *second}):
        if name in first and first[name] == second.get(name):
            continue  # the very same file: the library that is installed
        before, after = _sha256(first.get(name)), _sha256(second.get(name))
        if before != after:
            old, new = before[:_SHORT], after[:_SHORT]
            yield Told(what=f"{below}{name}", before=old, after=new, is_file=True)


def _sha256(path: Path | None) -> str:
    if path is None:
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
