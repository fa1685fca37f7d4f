"""Bundles of earlier versions of carbon, kept for ever: tests/data/bundles/NAME/.

A bundle is kept unpacked, without its library: each file of it is found again by its SHA-256, in
factors/ or, once it has changed there, in tests/data/bundles/blobs/. Packed again, it must have the
SHA-256 that it had.

    python -m tests.audit.golden keep NAME BUNDLE    keep a bundle
    python -m tests.audit.golden blobs               fetch from git what factors/ no longer has
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from carbon import resources
from carbon.audit import bag, knowledge
from tests.audit.tampering import ROOT, contents, packed

PLACE = ROOT / "tests" / "data" / "bundles"
BLOBS = PLACE / "blobs"
SEAL = "bundle.sha256"
LIBRARY = "data/knowledge/"


def kept() -> list[str]:
    """Return the names of all bundles that are kept."""
    return sorted(path.parent.name for path in PLACE.glob(f"*/{SEAL}"))


def keep(name: str, bundle: Path) -> None:
    """Keep a bundle under a name that is new."""
    folder = PLACE / name
    for member, content in contents(bundle).items():
        if not member.startswith(LIBRARY):
            path = folder / "bag" / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (folder / SEAL).write_text(bag.sha256(bundle.read_bytes()) + "\n", encoding="ascii")


@cache
def _installed() -> dict[str, Path]:
    paths = knowledge.files(resources.factors_folder()).values()
    return {bag.sha256(path.read_bytes()): path for path in paths}


def library(name: str) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the files of a kept bundle's library by member, and the SHA-256 of those not found."""
    listed = bag.listed({bag.MANIFEST: (PLACE / name / "bag" / bag.MANIFEST).read_bytes()}) or {}
    wanted = {member: sha256 for member, sha256 in listed.items() if member.startswith(LIBRARY)}
    found, missing = {}, {}
    for member, sha256 in wanted.items():
        path = _installed().get(sha256, BLOBS / sha256)
        if path.is_file():
            found[member] = path
        else:
            missing[member] = sha256
    return found, missing


def assembled(name: str, path: Path) -> Path:
    """Write a kept bundle as the file that it was."""
    root = PLACE / name / "bag"
    members = {one.relative_to(root).as_posix(): one.read_bytes()
               for one in root.rglob("*") if one.is_file()}  # fmt: skip
    found, missing = library(name)
    assert not missing, f"python -m tests.audit.golden blobs: {sorted(missing)}"
    return packed(path, {**members, **{one: where.read_bytes() for one, where in found.items()}})


def fetch() -> None:
    """Copy from the history of git what no longer lies in factors/."""
    git = shutil.which("git") or "git"
    for name in kept():
        for member, sha256 in library(name)[1].items():
            path = f"factors/{member.removeprefix(LIBRARY)}"
            for commit in _ran(git, "log", "--format=%H", "--all", "--", path).decode().split():
                content = _ran(git, "show", f"{commit}:{path}")
                if bag.sha256(content) == sha256:
                    BLOBS.mkdir(parents=True, exist_ok=True)
                    (BLOBS / sha256).write_bytes(content)
                    print(f"{path} -> blobs/{sha256}")
                    break


def _ran(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).stdout


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(sys.argv[2], Path(sys.argv[3]))
    else:
        fetch()
