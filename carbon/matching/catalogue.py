"""The catalogue as the matcher sees it: every name of every product, found by key and by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carbon.library.records import Product
from carbon.matching import entries as rows_of
from carbon.matching.entries import Entries, Entry, Row
from carbon.matching.names import Reading
from carbon.matching.vocabulary import Vocabulary, Word

_UNMARKED = str.maketrans("åäöé", "aaoe")
_KEPT_MOST = 50_000  # answers kept: bounds memory, changes no result
Numbers = Mapping[str, Sequence[int]]
JOINT = "s"  # stands for the rest of a word that differs only by the s between its parts
_Held = tuple[Entry, str, str]  # a name, the rest of the word that holds it, its own part there


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Names and the ways to find them, as plain values: what can be kept on disk."""

    rows: Sequence[Row]
    by_key: Numbers  # folded name -> numbers of names
    by_joined: Numbers  # stems in order, without spaces
    by_atoms: Numbers  # atoms sorted: "lök gul" is "gul lök"
    by_unmarked: Numbers  # without dots and accents
    by_rarest: Numbers  # the rarest atom of the name
    parts: Sequence[str]  # every atom of every name
    known: Sequence[str]  # atoms that are a product's whole name


class Finder:
    """One way to find names: text to entries.

    A class because it holds a table of numbers and opens what is found.
    """

    def __init__(self, entries: Entries, numbers: Numbers) -> None:
        self._entries = entries
        self._numbers = numbers

    def __contains__(self, text: str) -> bool:
        """Tell whether any name is found."""
        return text in self._numbers

    def __getitem__(self, text: str) -> tuple[Entry, ...]:
        """Return the entries found; none for a text that nothing bears."""
        numbers = self._numbers.get(text)
        return () if numbers is None else tuple([self._entries[number] for number in numbers])


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All entries and the ways to find them."""

    products: Mapping[str, Product]
    entries: Entries
    by_key: Finder
    by_joined: Finder
    by_atoms: Finder
    by_unmarked: Finder
    by_rarest: Finder
    parts: frozenset[str]
    known: frozenset[str]
    tails: frozenset[str]  # last letters of the rarest atoms
    jointed: Mapping[str, Sequence[str]]  # atoms by their letters without s
    vocabulary: Vocabulary
    # What was found before:
    held: dict[str, tuple[_Held, ...]] = field(default_factory=dict)
    unsaid: dict[int, tuple[float, float, str]] = field(default_factory=dict)
    heard: dict[str, bool] = field(default_factory=dict)
    contained: dict[Hashable, list[Any]] = field(default_factory=dict)

    def hears(self, words: tuple[Word, ...]) -> tuple[bool, ...]:
        """Tell for each word whether a product's name or a word list knows anything of it."""
        heard = self.heard
        try:
            return tuple([heard[word.text] for word in words])
        except KeyError:
            for word in words:
                heard[word.text] = self._hears(word)
        return tuple([heard[word.text] for word in words])

    def _hears(self, word: Word) -> bool:
        told = word.dish or word.replaced or word.source or word.animal or bool(word.origins)
        return told or any(
            self.inside(atom) or self.vocabulary.class_of(atom) or atom in self.parts
            for atom in word.atoms
        )

    def inside(self, atom: str) -> tuple[_Held, ...]:
        """Return the entries whose rarest atom is this one, or a part of an unknown compound.

        With each stands the rest of the compound, nothing where the words are the same.
        """
        found = self.held.get(atom)
        if found is None:
            found = tuple([(entry, "", atom) for entry in self.by_rarest[atom]])
            if atom not in self.known:
                found += (*self._joint(atom), *self._at_the_end(atom))
                if atom.endswith(self.vocabulary.last_parts):
                    found += (*self._in_pieces(atom), *self._dish(atom))
            self.held[atom] = found
        return found

    def _joint(self, atom: str) -> Iterator[_Held]:
        """Yield the compound that is written with or without the s between its parts."""
        for part in self.jointed.get(atom.replace(JOINT, ""), ()):
            if len(part) != len(atom):
                for entry in self.by_rarest[part]:
                    yield entry, JOINT, part

    def _at_the_end(self, atom: str) -> Iterator[_Held]:
        """Yield what the compound is a kind of: lök for purjolök."""
        least = self.vocabulary.shortest
        if atom[-least:] in self.tails:
            for at in range(2, len(atom) - least + 1):
                for entry in self.by_rarest[atom[at:]]:
                    yield entry, atom[:at], atom[at:]

    def _in_pieces(self, atom: str) -> Iterator[_Held]:
        """Yield what the compound is a form of: äpple for äppelskivor."""
        for form in self.vocabulary.forms:
            if atom.endswith(form):
                for part in self._firsts(atom[: -len(form)]):
                    for entry in self.by_rarest[part]:
                        yield entry, form, part

    def _dish(self, atom: str) -> Iterator[_Held]:
        """Yield the product that stands for dishes of this kind: grönsakssoppa for kålsoppa."""
        for head, generic in self.vocabulary.generic.items():
            if atom.endswith(head):
                first = atom[: -len(head)]
                if "any" in generic.categories or self._of(first, generic.categories):
                    for entry in self.by_joined[generic.stem]:
                        yield entry, first, entry.atoms[0]

    def _of(self, text: str, categories: frozenset[str]) -> bool:
        """Tell whether the first part of a compound is a food of one of the categories."""
        foods = [entry for part in self._firsts(text) for entry in self.by_rarest[part]]
        return any(entry.product.category in categories for entry in foods)

    def _firsts(self, text: str) -> list[str]:
        """Return the stems that the first part of a compound may have: morots, morot."""
        ends = [text, text.removesuffix("s")] if len(text) > self.vocabulary.shortest else []
        return list(dict.fromkeys(self.vocabulary.stem(one) for one in ends))

    def keep(self, key: Hashable, found: list[Any]) -> None:
        """Remember what names of this kind contain."""
        if len(self.contained) >= _KEPT_MOST:
            self.contained.clear()
        self.contained[key] = found


def build(products: Mapping[str, Product], words: Vocabulary) -> Catalogue:
    """Return the catalogue of a library's products, the same whatever their order."""
    return opened(tables(products, words), products, words)


def opened(
    found: Tables,
    products: Mapping[str, Product],
    words: Vocabulary,
    entries: Entries | None = None,
) -> Catalogue:
    """Return a catalogue over its tables."""
    entries = entries or Entries(products, words, found.rows)
    return Catalogue(
        products=products,
        entries=entries,
        by_key=Finder(entries, found.by_key),
        by_joined=Finder(entries, found.by_joined),
        by_atoms=Finder(entries, found.by_atoms),
        by_unmarked=Finder(entries, found.by_unmarked),
        by_rarest=Finder(entries, found.by_rarest),
        parts=frozenset(found.parts),
        known=frozenset(found.known),
        tails=frozenset([atom[-words.shortest :] for atom in found.by_rarest]),
        jointed=_jointed(found.by_rarest, words.shortest),
        vocabulary=words,
    )


def tables(products: Mapping[str, Product], words: Vocabulary) -> Tables:
    """Return the names of products and the ways to find them, the same whatever their order."""
    rows = rows_of.rows(products, words)
    entries = Entries(products, words, rows)
    findable = [e for e in entries if not all(w.replaced for w in e.reading.words)]
    counts: dict[str, int] = defaultdict(int)
    for entry in entries:
        for atom in entry.atoms:
            counts[atom] += 1
    return Tables(
        rows=rows,
        by_key=_grouped((e.reading.key, e.number) for e in entries),
        by_joined=_grouped((e.reading.joined, e.number) for e in entries),
        by_atoms=_grouped((sorted_atoms(e.atoms), e.number) for e in entries),
        by_unmarked=_grouped((without_marks(written(e.reading)), e.number) for e in entries),
        by_rarest=_grouped((_rarest(e.atoms, counts), e.number) for e in findable),
        parts=sorted(counts),
        known=sorted({e.atoms[0] for e in entries if len(e.atoms) == 1}),
    )


def _jointed(atoms: Iterable[str], shortest: int) -> dict[str, list[str]]:
    long = [atom for atom in atoms if len(atom) > 2 * shortest]
    found: dict[str, list[str]] = {}
    for atom in long:
        found.setdefault(atom.replace(JOINT, ""), []).append(atom)
    return found


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, number in pairs:
        found.setdefault(key, []).append(number)
    return found


def _rarest(atoms: tuple[str, ...], counts: Mapping[str, int]) -> str:
    return atoms[0] if len(atoms) == 1 else min(atoms, key=lambda atom: (counts[atom], atom))


def atoms_of(reading: Reading) -> tuple[str, ...]:
    """Return the parts of a name's words, in order."""
    return tuple([atom for word in reading.words for atom in word.atoms])


def sorted_atoms(atoms: tuple[str, ...]) -> str:
    """Return the parts of a name in an order that does not depend on how they were written."""
    return atoms[0] if len(atoms) == 1 else " ".join(sorted(atoms))


def written(reading: Reading) -> str:
    """Return the words that name the food as they are written, without spaces."""
    return "".join([word.text for word in reading.words])


def without_marks(text: str) -> str:
    """Return a name as a keyboard without Swedish letters writes it."""
    return text if text.isascii() else text.translate(_UNMARKED)
