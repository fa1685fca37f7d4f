"""Hold a built wheel and sdist against what is committed: nothing more, nothing less, same bytes.

Run: python scripts/check_package_contents.py dist/carbon-*.whl dist/carbon-*.tar.gz
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INSIDE = {"carbon/_factors/": "factors/", "carbon/_templates/": "templates/"}
# What the builder adds, and what only a checkout needs.
ADDED = {"PKG-INFO", ".gitignore"}
LEFT_OUT = {".gitattributes", ".gitignore"}


def committed() -> frozenset[str]:
    """Return every file that git knows in this checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return frozenset(filter(None, listed.stdout.split("\0")))


def in_wheel(path: Path) -> dict[str, bytes]:
    """Return the files of a wheel by their path in the checkout, without its metadata."""
    found = {}
    with zipfile.ZipFile(path) as wheel:
        for name in wheel.namelist():
            if ".dist-info/" in name:
                continue
            inside = next((one for one in INSIDE if name.startswith(one)), "")
            found[INSIDE.get(inside, "") + name.removeprefix(inside)] = wheel.read(name)
    return found


def in_sdist(path: Path) -> dict[str, bytes]:
    """Return the files of an sdist by their path in the checkout."""
    found = {}
    with tarfile.open(path) as sdist:
        for member in sdist:
            content = sdist.extractfile(member)
            if content is not None:
                found[member.name.partition("/")[2]] = content.read()
    return {name: content for name, content in found.items() if name not in ADDED}


def differences(what: str, found: Mapping[str, bytes], wanted: frozenset[str]) -> list[str]:
    """Return a line for each file too many, too few or changed."""
    lines = [f"{what}: {name} is in it and not committed" for name in found.keys() - wanted]
    lines += [f"{what}: {name} is committed and not in it" for name in wanted - found.keys()]
    lines += [
        f"{what}: {name} has other bytes than the checkout"
        for name in found.keys() & wanted
        if (ROOT / name).read_bytes() != found[name]
    ]
    return sorted(lines)


def main(paths: list[str]) -> int:
    """Compare the built files named on the command line; exit code 1 when one differs."""
    files = committed()
    shipped = frozenset(n for n in files if n.startswith(("carbon/", "factors/", "templates/")))
    wrong: list[str] = []
    for path in map(Path, paths):
        if path.suffix == ".whl":
            wrong += differences("wheel", in_wheel(path), shipped)
        else:
            wrong += differences("sdist", in_sdist(path), files - LEFT_OUT)
    print("\n".join(wrong) or "package: wheel and sdist hold what is committed and nothing else")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
