"""The catalogue as the matcher sees it: every name of every product, found by key and by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from carbon.library.records import Product
from carbon.matching import names
from carbon.matching.names import Reading
from carbon.matching.vocabulary import State, Vocabulary

_UNMARKED = str.maketrans("åäöé", "aaoe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name of one product."""

    number: int
    product: Product
    name: str
    method: str  # name or synonym
    reading: Reading
    implied: frozenset[State]  # states that the product's own state says
    origins: frozenset[str]  # of this name, else of the product's Swedish name


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All entries and the ways to find them."""

    products: Mapping[str, Product]
    entries: tuple[Entry, ...]
    by_key: Mapping[str, tuple[Entry, ...]]  # folded name
    by_joined: Mapping[str, tuple[Entry, ...]]  # stems in order, without spaces
    by_stems: Mapping[str, tuple[Entry, ...]]  # stems sorted: "lök gul" is "gul lök"
    by_unmarked: Mapping[str, tuple[Entry, ...]]  # without dots and accents
    by_rarest: Mapping[str, tuple[Entry, ...]]  # the rarest stem of the name
    known: frozenset[str]  # stems that are a product's whole name
    vocabulary: Vocabulary
    ending: dict[str, tuple[Entry, ...]] = field(default_factory=dict)  # answers given before

    def at_the_end_of(self, stem: str) -> tuple[Entry, ...]:
        """Return the entries whose rarest word is this one or the end of it."""
        found = self.ending.get(stem)
        if found is None:
            last = max(0, len(stem) - self.vocabulary.shortest)
            parts = (stem[start:] for start in range(last + 1))
            found = tuple(e for part in parts for e in self.by_rarest.get(part, ()))
            self.ending[stem] = found
        return found


def build(products: Mapping[str, Product], words: Vocabulary) -> Catalogue:
    """Return the catalogue of a library's products, the same whatever their order."""
    entries = tuple(_entries(products, words))
    keyed: dict[str, list[Entry]] = defaultdict(list)
    joined: dict[str, list[Entry]] = defaultdict(list)
    stems: dict[str, list[Entry]] = defaultdict(list)
    unmarked: dict[str, list[Entry]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for entry in entries:
        keyed[entry.reading.key].append(entry)
        joined[entry.reading.joined].append(entry)
        unmarked[without_marks(written(entry.reading))].append(entry)
        stems[sorted_key(entry.reading)].append(entry)
        for stem in entry.reading.stems:
            counts[stem] += 1
    rarest: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        rarest[_rarest(entry.reading.stems, counts)].append(entry)
    return Catalogue(
        products=products,
        entries=entries,
        by_key=_frozen(keyed),
        by_joined=_frozen(joined),
        by_stems=_frozen(stems),
        by_unmarked=_frozen(unmarked),
        by_rarest=_frozen(rarest),
        known=frozenset(e.reading.stems[0] for e in entries if len(e.reading.stems) == 1),
        vocabulary=words,
    )


def _rarest(stems: tuple[str, ...], counts: Mapping[str, int]) -> str:
    return stems[0] if len(stems) == 1 else min(stems, key=lambda stem: (counts[stem], stem))


def sorted_key(reading: Reading) -> str:
    """Return the words of a name in an order that does not depend on how they were written."""
    return reading.joined if len(reading.stems) == 1 else " ".join(sorted(reading.stems))


def written(reading: Reading) -> str:
    """Return the words that name the food as they are written, without spaces."""
    return "".join([word.text for word in reading.words])


def without_marks(text: str) -> str:
    """Return a name as a keyboard without Swedish letters writes it."""
    return text if text.isascii() else text.translate(_UNMARKED)


def _entries(products: Mapping[str, Product], words: Vocabulary) -> Iterator[Entry]:
    number = 0
    states = words.states.values()
    saying = {
        s.product_state: frozenset([o for o in states if o.product_state == s.product_state])
        for s in states
    }
    for product_id in sorted(products):
        product = products[product_id]
        implied = saying.get(product.state, frozenset())
        own = names.read(product.name_sv, words).origins
        seen: set[str] = set()
        for name, method in _names(product):
            reading = names.read(name, words)
            if reading.key in seen or not reading.stems:
                continue
            seen.add(reading.key)
            yield Entry(
                number=number,
                product=product,
                name=name,
                method=method,
                reading=reading,
                implied=implied,
                origins=reading.origins or own,
            )
            number += 1


def _names(product: Product) -> Iterator[tuple[str, str]]:
    yield product.name_sv, "name"
    for name in sorted(product.synonyms):
        yield name, "synonym"
    yield product.name_en, "synonym"


def _frozen(found: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {key: tuple(entries) for key, entries in found.items()}
