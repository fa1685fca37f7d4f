"""One name, looked up in the catalogue: exactly, or through the buyer's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from carbon.matching import catalogue as catalogues
from carbon.matching import scoring
from carbon.matching.catalogue import Catalogue
from carbon.matching.entries import Entry
from carbon.matching.names import Reading
from carbon.matching.scoring import Scored, Weights


def ranked(found: Iterable[Scored]) -> list[Scored]:
    """Return the best name of each product, best product first; equal scores by product id."""
    best: dict[str, Scored] = {}
    for one in found:
        known = best.get(one.entry.product.id)
        if known is None or (-one.score, one.entry.number) < (-known.score, known.entry.number):
            best[one.entry.product.id] = one
    return sorted(best.values(), key=scoring.order)


def clear(found: Sequence[Scored], scale: Weights) -> Scored | None:
    """Return the first of a ranking when it passes the bar and leads by the margin."""
    if not found or found[0].score < scale.accept:
        return None
    if len(found) > 1 and found[0].score - found[1].score < scale.margin:
        return None
    return found[0]


def exact(reading: Reading, catalogue: Catalogue, scale: Weights) -> list[Scored]:
    """Return the products that bear this very name, siblings in order of state and percentage."""
    if not reading.stems:
        return []
    keyed = catalogue.by_key[reading.key]
    if keyed:
        named = f"match-rule-{keyed[0].method}"
        return ranked(Scored(entry=entry, score=1.0, rule=named) for entry in keyed)
    same = [
        *catalogue.by_joined[reading.joined],
        *catalogue.by_atoms[catalogues.sorted_atoms(catalogues.atoms_of(reading))],
    ]
    if same:
        fitting = [entry for entry in same if entry.reading.linked == reading.linked]
        return ranked(_same(reading, entry, catalogue, scale) for entry in fitting)
    return ranked(_unmarked(reading, catalogue, scale))


def _same(reading: Reading, entry: Entry, catalogue: Catalogue, scale: Weights) -> Scored:
    """Score a name of the same stems; a lone word in another word's ending only resembles it."""
    one = scoring.same_words(reading, entry, scale)
    if catalogue.vocabulary.apart(reading.words, entry.reading.words):
        return replace(one, score=one.score * scale.conflict, rule="match-rule-similar")
    return one


def _unmarked(reading: Reading, catalogue: Catalogue, scale: Weights) -> list[Scored]:
    """Return names that differ only by dots and accents that the writer left out."""
    written = catalogues.written(reading)
    if len(written) < scale.unmarked_shortest:
        return []
    found = [
        entry
        for entry in catalogue.by_unmarked[catalogues.without_marks(written)]
        if _left_out(written, catalogues.written(entry.reading))
    ]
    return [
        replace(one, score=one.score * scale.unmarked, rule="match-rule-unmarked")
        for one in (scoring.same_words(reading, entry, scale) for entry in found)
        if one.rule != "match-rule-state"
    ]


def _left_out(written: str, full: str) -> bool:
    return all(a in (b, catalogues.without_marks(b)) for a, b in zip(written, full, strict=True))


def through_wanted(
    offered: Reading, wanted: Reading, found: Scored, scale: Weights
) -> Scored | None:
    """Return the wanted product when the offered name repeats a part of its words and no more."""
    if offered.linked or not offered.stems or scoring.conflicts(offered, found.entry):
        return None
    if any(word.dish for word in offered.words) and not any(w.dish for w in wanted.words):
        return None
    if any(s.changes for s in offered.states - wanted.states - found.entry.implied):
        return None
    if offered.percents and wanted.percents and offered.percents != wanted.percents:
        return None
    if not all(any(whole.endswith(part) for whole in wanted.stems) for part in offered.stems):
        return None
    return replace(found, score=found.score * scale.wanted_name, rule="match-rule-wanted")
