"""The files of a library folder: only what the index lists is read, and nothing outside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from carbon import yamlfile
from carbon.problems import Problem, error, warning

INDEX = "index.yaml"
EDITIONS = "editions"  # a folder of older indexes
# Other rooms keep files of their own here; these keys mark one that the library would read.
_OUR_KEYS = re.compile(rb"^(factors|products|assumptions|table):", re.MULTILINE)
Stamp = tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Files:
    """A folder under reading, with the problems met so far.

    A class because every file that is opened adds to the same list of problems.
    """

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    opened: dict[str, Stamp] = field(default_factory=dict)  # every file, as it was found

    def yaml(self, name: str) -> dict[str, object] | None:
        """Return the mapping in a YAML file, or None after noting why there is none."""
        path = self.path(name)
        if path is None:
            return None
        content, problems = yamlfile.read(path, name)
        self.problems += problems
        if isinstance(content, dict):
            return content
        if not problems:
            self.problems.append(error("library-shape", name, entry="-", expected="mapping"))
        return None

    def path(self, name: str) -> Path | None:
        """Return where a listed file stands, or None after noting that it is not usable."""
        listed = PurePosixPath(name)
        if listed.is_absolute() or ".." in listed.parts or "\\" in name:
            self.problems.append(error("library-path", INDEX, found=name))
            return None
        path = self.folder / listed
        if not path.is_file():
            self.problems.append(error("library-file-missing", INDEX, found=name))
            return None
        self.opened.setdefault(name, stamp(path))
        return path

    def note_unlisted(self, listed: Iterable[str]) -> None:
        """Warn of YAML files that lie beside listed ones but that no index lists: they never count.

        A file that only another edition lists is in its place.
        """
        names = set(listed)
        for parent in sorted({str(PurePosixPath(name).parent) for name in names} - {"."}):
            for path in sorted((self.folder / parent).glob("*.yaml")):
                name = f"{parent}/{path.name}"
                if name not in names and _looks_like_ours(path) and not self._other_lists(name):
                    self.problems.append(warning("library-file-unlisted", name, found=name))

    def _other_lists(self, name: str) -> bool:
        indexes = [self.folder / INDEX, *sorted((self.folder / EDITIONS).glob("*.yaml"))]
        texts = (path.read_text(encoding="utf-8", errors="replace") for path in indexes)
        return any(f"- {name}\n" in text for text in texts)


def stamp(path: Path) -> Stamp:
    """Return what changes whenever somebody writes to a file; nothing for one that is gone."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _looks_like_ours(path: Path) -> bool:
    return path.is_file() and _OUR_KEYS.search(path.read_bytes()) is not None
