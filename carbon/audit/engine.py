"""Which engine made a bundle: its version, its very code, and the libraries that shape a result.

Nothing stands here that differs between two runs on one installation.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import carbon
from carbon import resources
from carbon.audit.records import FORMAT

# Those whose version can change a figure or a byte of an output.
_LIBRARIES = ("babel", "defusedxml", "jinja2", "msgpack", "numpy", "olefile", "pandas", "pint",
              "pypdf", "python-calamine", "pyyaml", "rapidfuzz", "scipy", "searoute",
              "weasyprint", "xlsxwriter")  # fmt: skip
_SUFFIXES = {".py", ".html", ".css", ".svg", ".txt", ".yaml", ".j2", ".jinja"}


@cache
def identity() -> Mapping[str, Any]:
    """Return what this engine is; two equal ones make the same bytes of the same input."""
    return {
        "format": FORMAT,
        "carbon": carbon.__version__,
        "code_sha256": _code_sha256(),
        "python": ".".join(str(part) for part in sys.version_info[:2]),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "dependencies": {name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _code_sha256() -> str:
    found = hashlib.sha256()
    for title, path in _sources():
        found.update(f"{title}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    for title, root in (("carbon", Path(carbon.__file__).parent),
                        ("templates", resources.templates_folder())):  # fmt: skip
        for path in sorted(root.rglob("*")):
            below = path.relative_to(root)
            inside = below.parts[0].startswith("_") and below.parts[0] != below.name
            if path.suffix in _SUFFIXES and not inside and path.is_file():
                yield f"{title}/{below.as_posix()}", path
