"""Names that no rule explained, beside the catalogue's names that look most like them.

Imported late, with scipy and rapidfuzz behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from carbon.matching import scoring, similarity
from carbon.matching.catalogue import Catalogue
from carbon.matching.names import Reading
from carbon.matching.scoring import Scored, Weights


@lru_cache(maxsize=2)
def _index(names: tuple[str, ...]) -> similarity.Index:
    return similarity.build(names)


def suggestions(
    catalogue: Catalogue, readings: Sequence[Reading], scale: Weights
) -> list[list[Scored]]:
    """Return look-alikes of each name, scored below the bar, lower still for another origin."""
    if not catalogue.entries:
        return [[] for _ in readings]
    index = _index(tuple([row.text for row in catalogue.entries.rows]))
    texts = [" ".join(reading.stems) for reading in readings]
    unique = sorted(set(texts))
    near = similarity.nearest(index, unique, floor=scale.similar_floor, keep=int(scale.candidates))
    found = dict(zip(unique, near, strict=True))
    return [
        [_scored(catalogue, reading, number, likeness, scale) for likeness, number in found[text]]
        for reading, text in zip(readings, texts, strict=True)
    ]


def _scored(
    catalogue: Catalogue, reading: Reading, number: int, likeness: float, scale: Weights
) -> Scored:
    entry = catalogue.entries[number]
    against = scoring.conflicts(reading, entry)
    score = likeness * scale.similar_ceiling * scale.similar
    if against:
        return Scored(
            entry=entry, score=score * scale.conflict, rule="match-rule-conflict", detail=against
        )
    return Scored(entry=entry, score=score, rule="match-rule-similar")
