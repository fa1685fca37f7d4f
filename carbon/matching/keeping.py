"""The catalogue's names as they were read and sorted, kept beside the library.

Kept and trusted as the loaded library is (carbon/library/store.py): in the library's own folder,
under a key of everything that made it, namely the names of the products, the word lists and the
code; anything odd about the file means that the names are read again, without a word.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

import msgpack

from carbon.library import packed, store
from carbon.library.records import Library, Product
from carbon.matching import catalogue as catalogues
from carbon.matching import vocabulary
from carbon.matching.catalogue import Catalogue, Tables
from carbon.matching.entries import Row
from carbon.matching.vocabulary import Vocabulary

_MAGIC = b"carbon-names\n"
_FORMAT = 1
_HEADER = struct.Struct(f">{len(_MAGIC)}sH32s32s")  # magic, format, key, SHA-256 of the payload
_OWN = Path(__file__).resolve().parent
_WORTH = 500  # products; a smaller catalogue is read as fast as it is found


def catalogue(library: Library, words: Vocabulary, folder: Path) -> Catalogue:
    """Return the catalogue of a library, from what was kept in `folder` where that still holds.

    `words` are the word lists of `folder`.
    """
    products = library.products
    if len(products) < _WORTH:
        return catalogues.build(products, words)
    path = place(folder, library.name)
    try:
        key = _key(products, folder)
    except OSError:  # the code is newer than what runs here, or a word list is gone
        return catalogues.build(products, words)
    found = restore(path, key)
    if found is None:
        found = catalogues.tables(products, words)
        save(path, key, found)
    return catalogues.opened(found, products, words)


def place(folder: Path, edition: str) -> Path:
    """Return where the names of an edition are kept."""
    name = hashlib.sha256(edition.encode()).hexdigest()[:16]
    return folder / store.FOLDER / f"names-{name}.bin"


def restore(path: Path, key: bytes) -> Tables | None:
    """Return the tables of a file, or None when it is not there, damaged or of something else."""
    try:
        data = path.read_bytes()
        payload = data[_HEADER.size :]
        header = _HEADER.pack(_MAGIC, _FORMAT, key, hashlib.sha256(payload).digest())
        if not data.startswith(header):
            return None
        rows, *tables = msgpack.unpackb(payload, use_list=False)
        names = [one.name for one in fields(Tables)][1:]
        found = dict(zip(names, tables, strict=True))
        return Tables(rows=[Row(*row) for row in rows], **found)
    except (OSError, *packed.WRONG):
        return None


def save(path: Path, key: bytes, found: Tables) -> None:
    """Keep the tables; say nothing where that fails."""
    try:
        payload = msgpack.packb([getattr(found, one.name) for one in fields(Tables)])
        header = _HEADER.pack(_MAGIC, _FORMAT, key, hashlib.sha256(payload).digest())
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(header + payload)
    except OSError:
        return


def _key(products: Mapping[str, Product], folder: Path) -> bytes:
    """Return the SHA-256 of all that the tables are made of."""
    code = store.code_digest(sorted(_OWN.glob("*.py")))
    lists = [(folder / "matching" / name).read_bytes() for name in vocabulary.FILES]
    listed = "\n".join(
        "\t".join((one.id, one.name_sv, one.name_en, *one.synonyms))
        for _, one in sorted(products.items())
    )
    return _digest([code, *lists, listed.encode()])


def _digest(parts: Iterable[bytes]) -> bytes:
    found = hashlib.sha256()
    for part in parts:
        found.update(struct.pack(">Q", len(part)))
        found.update(part)
    return found.digest()
