"""The names of the catalogue's products, each read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

from carbon.library.records import Product
from carbon.matching import names
from carbon.matching.names import Reading
from carbon.matching.vocabulary import State, Vocabulary

_NO_STATES: frozenset[State] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name of one product."""

    number: int
    product: Product
    name: str
    method: str  # name or synonym
    reading: Reading
    atoms: tuple[str, ...]
    implied: frozenset[State]  # states that the product's own state says
    origins: frozenset[str]  # of this name, else of the product's Swedish name
    animal: bool  # the product is meat, fish, egg or dairy
    usual: bool  # what a bare word for the food mostly means
    bare: bool  # says nothing of state, cut or percentage
    dish: bool


class Row(NamedTuple):
    """What is known of a name before it is read again."""

    product_id: str
    name: str
    method: str
    text: str  # the stems of its words, with spaces


class Entries(Sequence[Entry]):
    """All names by number; a run looks at a few hundred of ten thousand.

    A class because it is a sequence that makes its members.
    """

    def __init__(
        self, products: Mapping[str, Product], words: Vocabulary, rows: Sequence[Row]
    ) -> None:
        self.rows = rows
        self._products = products
        self._words = words
        self._named: dict[str, frozenset[str]] = {}
        self._made: list[Entry | None] = [None] * len(rows)
        states = words.states.values()
        self._saying = {
            s.product_state: frozenset(o for o in states if o.product_state == s.product_state)
            for s in states
            if s.product_state is not None
        }

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        """Return an entry, made when first asked for."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        found = self._made[at]
        if found is None:
            found = self._made[at] = self._entry(at)
        return found

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self.rows)

    def of(self, product_id: str) -> list[Entry]:
        """Return the names of one product."""
        numbers = [at for at, row in enumerate(self.rows) if row.product_id == product_id]
        return [self[number] for number in numbers]

    def _origins(self, name: str) -> frozenset[str]:
        """Return the origins of a product's Swedish name, which its other names fall back on."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = names.read(name, self._words).origins
        return found

    def _entry(self, number: int) -> Entry:
        row = self.rows[number]
        product = self._products[row.product_id]
        reading = names.read(row.name, self._words)
        atoms = tuple([atom for word in reading.words for atom in word.atoms])
        said = (product.state, product.temperature.value)
        ready = "cooked" if product.category in self._words.ready else ""
        implied = [self._saying.get(state, _NO_STATES) for state in (*said, ready)]
        return Entry(
            number=number,
            product=product,
            name=row.name,
            method=row.method,
            reading=reading,
            atoms=atoms,
            implied=_NO_STATES.union(*implied),
            origins=reading.origins or self._origins(product.name_sv),
            animal=product.category in self._words.animal_categories,
            usual=row.product_id in self._words.usual,
            bare=not (reading.states or reading.neutral or reading.percents),
            dish=any(word.dish for word in reading.words),
        )


def rows(products: Mapping[str, Product], words: Vocabulary) -> list[Row]:
    """Return every name of every product that says something, by product id."""
    found: list[Row] = []
    for product_id in sorted(products):
        seen: set[str] = set()
        for name, method in _names(products[product_id]):
            reading = names.read(name, words)
            if reading.key not in seen and reading.stems:
                seen.add(reading.key)
                found.append(Row(product_id, name, method, " ".join(reading.stems)))
    return found


def _names(product: Product) -> Iterator[tuple[str, str]]:
    yield product.name_sv, "name"
    for name in sorted(product.synonyms):
        yield name, "synonym"
    yield product.name_en, "synonym"
