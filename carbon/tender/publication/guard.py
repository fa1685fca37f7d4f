"""The guard before an evaluation: the present pack must be the published one (EQ-13).

Without a lock the work goes on with a warning. With one, any figure or file that differs stops it.
Another version of the engine may go on only if it makes the same of the published test vectors.
"""

from __future__ import annotations

from pathlib import Path

import carbon
from carbon.intake import tendersources
from carbon.library.records import Library
from carbon.problems import Problem, error, warning
from carbon.tender import pack as digests
from carbon.tender.publication import differences, example, pack, vectors
from carbon.tender.publication.lock import FILE, Lock, gone, read
from carbon.tender.records import Tender
from carbon.transport.places import Gazetteer


def held(folder: Path, tender: Tender, library: Library, gazetteer: Gazetteer) -> list[Problem]:
    """Return why a tender folder may not be evaluated, or what to know though it may."""
    lock, problems = read(folder)
    if lock is None:
        return problems or [
            error("lock-gone", FILE) if gone(folder) else warning("lock-missing", FILE)
        ]
    problems = [*_documents(folder, lock), *_published(folder, lock)]
    # Figure by figure, whatever the hash of the whole says: somebody may have written it by hand.
    found = differences.between(lock, pack.made(folder, tender, library))
    same = lock.pack_sha256 == digests.digest(tender, library)
    if same and not found:
        return problems + _engine(folder, tender, library, gazetteer, lock)
    told = differences.as_problems(found)
    return problems + (told or [error("lock-differs", FILE, expected=lock.pack_sha256)])


def _documents(folder: Path, lock: Lock) -> list[Problem]:
    now = tendersources.document_files(folder)
    return [
        warning("lock-document-differs", name, found=name)
        for name in dict.fromkeys((*lock.documents, *now))
        if lock.documents.get(name) != now.get(name)
    ]


def _published(folder: Path, lock: Lock) -> list[Problem]:
    """Return the documents beside the tender that are not what suppliers were given to read."""
    now = tendersources.published_files(folder, lock.published_files)
    return [
        error("lock-published-differs", f"{tendersources.PUBLISHED}/{name}")
        for name, sha256 in now.items()
        if sha256 != lock.published_files[name]
    ]


def _engine(
    folder: Path, tender: Tender, library: Library, gazetteer: Gazetteer, lock: Lock
) -> list[Problem]:
    if lock.engine_version == carbon.__version__:
        return []
    values = {"found": carbon.__version__, "expected": lock.engine_version}
    made = pack.made(folder, tender, library)
    shown, problems = example.made(made, gazetteer, lang=tender.language)
    if shown is None:
        return problems
    if vectors.sha256(vectors.made(made, shown, gazetteer)) != lock.vectors_sha256:
        return [error("lock-vectors-differ", FILE, **values)]
    return [warning("lock-engine-differs", FILE, **values)]
