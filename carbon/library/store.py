"""The loaded library, kept beside its files, so that it need not be made of them again.

What is kept counts only as long as every byte that made it is the same: the files that were read,
and the code that read them. They are hashed anew each time. It lies in the library's own folder,
under the name that Python gives to such things, so that whoever could forge it could as well
change the code; it is never shipped and may be deleted at any time. Anything odd about it means
that the library is read from its files, without a word.
"""

from __future__ import annotations

import hashlib
import struct
import time
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import msgpack

from carbon.library import packed
from carbon.library.files import Files, stamp
from carbon.library.packed import Contents
from carbon.library.records import Library

# hatchling leaves a folder of this name out of a wheel, and so does .gitignore.
FOLDER = "__pycache__"
_MAGIC = b"carbon-library\n"
_FORMAT = 1
_HEADER = struct.Struct(f">{len(_MAGIC)}sH32s32s")  # magic, format, key, SHA-256 of the payload
_OWN = Path(__file__).resolve().parent
_IMPORTED_NS = time.time_ns()


def place(folder: Path, index: str) -> Path:
    """Return where the library of an index file is kept."""
    return folder / FOLDER / f"library-{PurePosixPath(index).stem}.bin"


def restore(folder: Path, index: str, code: bytes | None = None) -> Library | None:
    """Return the library that `index` of `folder` gives, or None when it has to be read.

    `code` stands for the code that reads libraries; without it, `code_digest` tells.
    """
    try:
        key, payload = _opened(place(folder, index).read_bytes())
        kept, names, data = msgpack.unpackb(payload, use_list=False)
        if kept != index or key != _key(folder, names, code or code_digest()):
            return None
        return packed.unpack(data)
    except (OSError, *packed.WRONG):
        return None


def save(files: Files, contents: Contents, code: bytes | None = None) -> None:
    """Keep a library that was read from `files` without any problem; say nothing if that fails.

    The file is written in place: its checksum tells a half-written one, and nobody who copies the
    folder meanwhile meets a name that vanishes.
    """
    if files.problems:
        return
    names = sorted(files.opened)
    try:
        key = _key(files.folder, names, code or code_digest())
        if any(stamp(files.folder / name) != files.opened[name] for name in names):
            return  # changed since it was read: the key would promise too much
        payload = msgpack.packb((contents.index, names, packed.pack(contents)))
        header = _HEADER.pack(_MAGIC, _FORMAT, key, hashlib.sha256(payload).digest())
        path = place(files.folder, contents.index)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(header + payload)
    except (OSError, *packed.WRONG):
        return


def code_digest(paths: Sequence[Path] = ()) -> bytes:
    """Return the SHA-256 of source files, by default of all that make a library of its files.

    OSError when it cannot be told: a file is newer than what runs here, or there are none.
    """
    found = list(paths) or [*sorted(_OWN.glob("*.py")), _OWN.parent / "yamlfile.py"]
    if any(path.stat().st_mtime_ns > _IMPORTED_NS for path in found):
        raise OSError("the code has changed since it was imported")
    return _digest((path.name, path.read_bytes()) for path in found)


def _opened(data: bytes) -> tuple[bytes, bytes]:
    """Return key and payload; ValueError when the bytes are not those that were written."""
    if len(data) < _HEADER.size:
        raise ValueError("too short")
    magic, form, key, checksum = _HEADER.unpack_from(data)
    payload = data[_HEADER.size :]
    if (magic, form, checksum) != (_MAGIC, _FORMAT, hashlib.sha256(payload).digest()):
        raise ValueError("not ours, or damaged")
    return key, payload


def _key(folder: Path, names: Iterable[str], code: bytes) -> bytes:
    files = ((name, (folder / name).read_bytes()) for name in names)
    return _digest([("code", code), *files])


def _digest(named: Iterable[tuple[str, bytes]]) -> bytes:
    found = hashlib.sha256()
    for name, data in named:
        title = name.encode()
        found.update(struct.pack(">QQ", len(title), len(data)))
        found.update(title)
        found.update(data)
    return found.digest()
