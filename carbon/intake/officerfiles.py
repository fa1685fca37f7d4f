"""The files of officers who decide apart: decisions.<name>.yaml in the tender folder.

Short names of two people can be the same (Åsa, Asa), so each file bears the full name of its own.

A file's name is made from the officer's name and never read out of a file, so nothing that is
written in one can lead anywhere else.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from carbon.intake import decisions
from carbon.problems import Problem, error

_NAMED = re.compile(r"decisions\.([a-z0-9-]{1,40})\.yaml\Z")
_LONGEST = 40


def slug(officer: str) -> str:
    """Return an officer's name as it stands in the file's name; empty when nothing is left.

    >>> slug("Åsa Öberg"), slug("../etc/passwd")
    ('asa-oberg', 'etc-passwd')
    """
    plain = unicodedata.normalize("NFKD", officer.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", kept)[:_LONGEST].strip("-")


def file_of(officer: str) -> tuple[str, list[Problem]]:
    """Return the name of an officer's file, or what is wrong with the officer's name."""
    short = slug(officer)
    if not short:
        return "", [error("officer-name", "--officer", found=officer)]
    return f"decisions.{short}.yaml", []


def own_file(folder: Path, officer: str) -> tuple[str, list[Problem]]:
    """Return the name of an officer's file, or what is wrong: also when it is another person's.

    Upper and lower case say nothing about who it is; a file from before it bore a name is anyone's.
    """
    file, problems = file_of(officer)
    path = folder / file
    if problems or not path.is_file():
        return file, problems
    named, problems = decisions.officer_of(path, file)
    if not problems and named and _person(named) != _person(officer):
        problems = [error("officer-other", file, file=file, expected=named, found=officer)]
    return ("", problems) if problems else (file, [])


def _person(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def officers(folder: Path) -> tuple[str, ...]:
    """Return the short names of the officers that have a file in the folder, in order."""
    named = [_NAMED.match(path.name) for path in folder.iterdir() if path.is_file()]
    return tuple(sorted(one[1] for one in named if one is not None))
