"""The words of an offered name that the catalogue knows, and which of them say what.

Places of words in a name are kept as bits of a number: a name has a handful, and there are
hundreds of thousands of names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from carbon.matching.catalogue import Catalogue
from carbon.matching.names import Reading
from carbon.matching.scoring import Weights
from carbon.matching.vocabulary import Word

Known = tuple[bool, ...]  # for each word of a name whether anybody knows it


@dataclass(slots=True, kw_only=True)
class Asked:
    """The parts of a name that the catalogue knows; what is said of them stands as bits by place.

    Filled word by word by `asked` and not changed afterwards.
    """

    reading: Reading
    agreed: str | None  # the product that the buyer's own words name
    words: list[Word] = field(default_factory=list)  # that somebody knows
    atoms: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # the word that each part belongs to
    letters: list[float] = field(default_factory=list)  # how much each part weighs
    spans: list[int] = field(default_factory=list)  # the parts of each word
    classes: list[tuple[int, frozenset[str]]] = field(default_factory=list)  # kött: these origins
    strange: float = 0.0  # letters that words nobody knows weigh
    strangers: int = 0  # how many such words there are
    loud: int = 0  # a dish, or a word that is a product by itself
    quiet: int = 0  # only says how the food is
    sourced: int = 0  # only says the animal or plant
    # Places of words that are the head of the next one, "Korv falukorv", "Mjöl kornmjöl": registers
    # put the genus before the species.
    genera: list[int] = field(default_factory=list)
    dish: str = ""  # the first word for a dish

    @property
    def all(self) -> int:
        """Return the places of all parts."""
        return (1 << len(self.atoms)) - 1

    def genus_of(self, covered: int) -> int:
        """Return the places of words that only say what the next, covered one is a kind of."""
        return sum([genus for genus in self.genera if covered & genus << 1])

    def texts_at(self, places: int) -> list[str]:
        """Return the words at some places, each once."""
        found = [text for place, text in enumerate(self.texts) if places >> place & 1]
        return list(dict.fromkeys(found))

    def letters_at(self, places: int) -> float:
        """Return how much the parts at some places weigh."""
        return sum([many for place, many in enumerate(self.letters) if places >> place & 1])


def asked(
    reading: Reading, known: Known, catalogue: Catalogue, scale: Weights, agreed: str | None
) -> Asked:
    """Return the parts of a name, with what the word lists and the catalogue say of them."""
    found = Asked(reading=reading, agreed=agreed)
    for number, word in enumerate(reading.words):
        each = 1.0 if number < reading.main else scale.after_link
        if known[number]:
            if not found.words:
                each *= scale.first_word
            span = _take(found, word, each, catalogue)
            found.words.append(word)
            found.spans.append(span)
            found.quiet |= span if word.quiet else 0
            found.sourced |= _sourced(found, word, span)
            found.dish = found.dish or (word.text if word.dish else "")
        else:
            found.strange += each * scale.stranger_letters
            found.strangers += 1
    atoms = found.atoms
    for place in range(len(atoms) - 1):
        if atoms[place + 1].endswith(atoms[place]):
            found.genera.append(1 << place)
    return found


def _take(found: Asked, word: Word, each: float, catalogue: Catalogue) -> int:
    """Add the parts of a word, each once; return their places."""
    span = 0
    for atom in word.atoms:
        if atom in found.atoms:
            span |= 1 << found.atoms.index(atom)
            continue
        bit = 1 << len(found.atoms)
        span |= bit
        found.atoms.append(atom)
        found.texts.append(word.text)
        found.letters.append(each * len(atom))
        if word.dish or (atom in catalogue.known and not word.quiet):
            found.loud |= bit
        named = catalogue.vocabulary.class_of(atom)
        if named:
            found.classes.append((bit, named))
    return span


def _sourced(found: Asked, word: Word, span: int) -> int:
    """Return the parts of a word that only say where a food comes from, or what is replaced."""
    if word.dish:
        return 0
    if word.replaced:
        return span
    if word.animal:
        return 1 << found.atoms.index(word.atoms[0])
    return span if word.source and not found.loud & span else 0
