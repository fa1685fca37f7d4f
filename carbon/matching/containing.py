"""How far the words of a name are explained by a product's name that stands inside it.

A product's name must be found in full; every word beyond it must be explained or lowers the
score; another food, animal, plant, dish or replacement beside it brings the score far below the
bar. So a first word never carries a name by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carbon.matching import scoring
from carbon.matching.asked import Asked, asked
from carbon.matching.catalogue import JOINT, Catalogue
from carbon.matching.entries import Entry
from carbon.matching.names import Reading
from carbon.matching.scoring import Scored, Weights

_PARTS = 3  # a compound written apart in at most so many parts: kyckling lår filé


@dataclass(slots=True)
class _Hit:
    """A name of a product that stands inside the offered one."""

    entry: Entry
    weight: float
    covered: int  # the places of its parts
    compound: str = ""  # the word that it is only the end of


@dataclass(frozen=True, slots=True)
class _Apart:
    """A name of a product whose words are written apart or turned round in the offered one."""

    entry: Entry
    first: int  # number of its first word
    after: int
    turned: bool


def by_words(
    reading: Reading, catalogue: Catalogue, scale: Weights, agreed: str | None
) -> list[Scored]:
    """Return the best name of each product that stands in full inside this name, best first.

    `agreed` is the product that the buyer's own words name. Names that differ only in words that
    nobody knows are judged once: what they contain is the same.
    """
    apart = _apart(reading, catalogue)
    if apart:
        known = (True,) * len(reading.words)
        return _judged(asked(reading, known, catalogue, scale, agreed), apart, catalogue, scale)
    known = catalogue.hears(reading.words)
    heard = tuple([word.text for word, hear in zip(reading.words, known, strict=True) if hear])
    if not heard:
        return []
    said = (reading.states, reading.neutral, reading.percents, reading.replaced, reading.origins)
    key = (heard, known, reading.main, reading.linked, agreed, said)
    found = catalogue.contained.get(key)
    if found is None:
        one = asked(reading, known, catalogue, scale, agreed)
        found = _judged(one, (), catalogue, scale)
        catalogue.keep(key, found)
    return found


def named(one: Scored, reading: Reading, catalogue: Catalogue) -> Scored:
    """Return a scored name with the words of this very name that nobody knows."""
    if one.rule != "match-rule-unknown":
        return one
    known = catalogue.hears(reading.words)
    strange = [w.text for w, hear in zip(reading.words, known, strict=True) if not hear]
    if not strange or strange[0] in one.detail.split(", "):
        return one
    detail = ", ".join([one.detail, *strange] if one.detail else strange)
    return Scored(one.entry, one.score, one.rule, detail)


def _judged(
    one: Asked, apart: Sequence[_Apart], catalogue: Catalogue, scale: Weights
) -> list[Scored]:
    words = one.reading.words
    hits = [*_inside(one, catalogue, scale), *_written_apart(one, apart, scale)]
    if len(words) == 1:  # sylta is no sylt
        differ = catalogue.vocabulary.apart
        hits = [hit for hit in hits if not differ(words, hit.entry.reading.words)]
    if one.quiet and one.quiet != one.all:
        hits = [hit for hit in hits if hit.covered & ~one.quiet]
    together: dict[str, int] = {}
    for hit in hits:
        if hit.weight == 1:
            product = hit.entry.product.id
            together[product] = together.get(product, 0) | hit.covered
    best: dict[str, Scored] = {}
    for hit in hits:
        product = hit.entry.product.id
        scored = _scored(one, hit, together.get(product, 0), catalogue, scale)
        before = best.get(product)
        if before is None or (-scored.score, hit.entry.number) < (
            -before.score,
            before.entry.number,
        ):
            best[product] = scored
    return sorted(best.values(), key=scoring.order)


def _inside(one: Asked, catalogue: Catalogue, scale: Weights) -> Iterator[_Hit]:
    """Yield names all of whose parts stand in this one, the rarest as the end of a compound too."""
    varieties, atoms = catalogue.vocabulary.varieties, one.atoms
    for place, atom in enumerate(atoms):
        for entry, before, part in catalogue.inside(atom):
            weight = 1.0
            if before:
                weight = scale.variety if before in varieties else scale.kind
                if before == JOINT:
                    weight = scale.similar_ceiling
            covered = 1 << place
            if len(entry.atoms) > 1:
                covered = _others(atoms, entry.atoms, part, covered)
                if not covered:
                    continue
            yield _Hit(entry, weight, covered, one.texts[place] if before else "")


def _others(atoms: Sequence[str], wanted: tuple[str, ...], rarest: str, covered: int) -> int:
    """Return the places of all parts of a product's name, 0 when one of them is missing."""
    skipped = False
    for part in wanted:
        if part == rarest and not skipped:
            skipped = True
        elif part in atoms:
            covered |= 1 << atoms.index(part)
        else:
            return 0
    return covered


def _apart(reading: Reading, catalogue: Catalogue) -> list[_Apart]:
    """Return names of products that neighbouring words spell together, in order or turned."""
    stems, by_joined = reading.stems, catalogue.by_joined
    found: list[_Apart] = []
    for first in range(len(stems) - 1):
        together = turned = stems[first]
        for last in range(first + 1, min(first + _PARTS, len(stems))):
            together, turned = together + stems[last], stems[last] + turned
            for text, round_ in ((together, False), (turned, True)):
                if text in by_joined:
                    found += [_Apart(one, first, last + 1, round_) for one in by_joined[text]]
    for form in reading.neutral if stems else ():
        if stems[0] + form in by_joined:  # potatis, klyftor
            found += [_Apart(one, 0, 1, True) for one in by_joined[stems[0] + form]]
    return found


def _written_apart(one: Asked, apart: Sequence[_Apart], scale: Weights) -> Iterator[_Hit]:
    for each in apart:
        covered = 0
        for span in one.spans[each.first : each.after]:
            covered |= span
        if each.turned:  # mjöl vete is likely vetemjöl, but choklad mjölk is no mjölkchoklad
            text = " ".join([word.text for word in one.words[each.first : each.after]])
            yield _Hit(each.entry, scale.kind, covered, text)
        else:
            yield _Hit(each.entry, 1.0, covered)


def _scored(one: Asked, hit: _Hit, together: int, catalogue: Catalogue, scale: Weights) -> Scored:
    """Score a name; `together` are the places that all names of its product take."""
    entry = hit.entry
    covered = hit.covered | together
    rest = one.all & ~covered & ~one.sourced
    if rest and one.classes:
        rest &= ~_of_class(one, entry)
    genus = one.genus_of(covered) & rest if rest and one.genera else 0
    rest &= ~genus
    factor, off, state = _state(one, entry, catalogue, scale)
    loud = rest & one.loud
    against = _against(one, entry, loud & ~_kinds(one, entry) if loud else 0)
    score = hit.weight * factor * (scale.variety if genus else 1)
    if rest or one.strangers:
        score *= _unexplained(one, rest, entry, scale)
    elif covered & ~hit.covered & ~one.sourced:
        score *= scale.unknown_word  # several names of one product: likely, but never sure
    if against:
        score *= _conflict(one, entry, scale)
    rule, detail = "match-rule-words", ""
    if against:
        rule, detail = "match-rule-conflict", against
    elif factor < 1:
        rule, detail = "match-rule-state", state
    elif rest or one.strangers:
        rule, detail = "match-rule-unknown", ", ".join(one.texts_at(rest))
    elif hit.compound:
        ends = hit.compound.endswith(entry.reading.words[-1].stem)
        rule, detail = "match-rule-compound" if ends else "match-rule-form", hit.compound
    return Scored(entry, max(0.0, score - off), rule, detail)


def _kinds(one: Asked, entry: Entry) -> int:
    """Return the places of words that share the head of this food: nudlar, äggnudlar, risnudlar."""
    last = entry.atoms[-1]
    heads = (last, *(atom for atom in one.atoms if last.endswith(atom)))
    return sum([1 << at for at, atom in enumerate(one.atoms) if atom.endswith(heads)])


def _unexplained(one: Asked, rest: int, entry: Entry, scale: Weights) -> float:
    """Return what words that nothing explains leave of a score: less, the more letters they have.

    Where the buyer's own words name the product they are most likely a brand.
    """
    if one.agreed is not None and entry.product.id == one.agreed:
        return float(scale.unknown_word_agreed ** (rest.bit_count() + one.strangers))
    lost = one.strange + (one.letters_at(rest) if rest else 0.0)
    share = 1 - lost / (one.strange + sum(one.letters))
    return scale.unknown_word * (scale.least_cover + (1 - scale.least_cover) * share)


def _conflict(one: Asked, entry: Entry, scale: Weights) -> float:
    """Return the weight of a contradiction: another animal is further off than a second food."""
    reading = one.reading
    strange = reading.origins and entry.origins and entry.origins.isdisjoint(reading.origins)
    replaced = reading.replaced and entry.animal and not entry.reading.replaced
    return scale.conflict**2 if strange or replaced else scale.conflict


def _state(
    one: Asked, entry: Entry, catalogue: Catalogue, scale: Weights
) -> tuple[float, float, str]:
    """Return how far states differ; what a name that states nothing comes to is kept."""
    reading = one.reading
    if reading.states or reading.neutral or reading.percents:
        return scoring.state_of(reading, entry, scale)
    known = catalogue.unsaid.get(entry.number)
    if known is None:
        known = catalogue.unsaid[entry.number] = scoring.state_of(reading, entry, scale)
    return known


def _of_class(one: Asked, entry: Entry) -> int:
    """Return the places of words for a class that the food belongs to: nöt kött, fisk torsk."""
    origins = one.reading.origins | entry.origins
    return sum([bit for bit, named in one.classes if not named.isdisjoint(origins)])


def _against(one: Asked, entry: Entry, loud: int) -> str:
    """Return what speaks for another food: an origin, a dish, a second food."""
    reading = one.reading
    if reading.origins or reading.replaced:
        against = scoring.conflicts(reading, entry)
        if against:
            return against
    if loud:
        return one.texts_at(loud)[0]
    if reading.linked and not entry.reading.linked:
        return reading.key
    return "" if entry.dish else one.dish
