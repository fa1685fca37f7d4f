"""What a text means that a person chose from the lists of a queue, or wrote there."""

from __future__ import annotations

from carbon import language
from carbon.library.records import Library
from carbon.matching.decide import NOTHING_FITS
from carbon.outputs import matchqueue


class Meaning:
    """What a text of an answer means: a label of the lists, an id, or a food's whole name.

    A class because the texts are gathered once for all rows.
    """

    def __init__(self, library: Library) -> None:
        texts: dict[str, set[str]] = {}
        for product in library.products.values():
            labels = {matchqueue.label(product, lang) for lang in language.LANGUAGES}
            for text in (*labels, product.id, product.name_sv):
                texts.setdefault(_folded(text), set()).add(product.id)
        for lang in language.LANGUAGES:
            texts[_folded(matchqueue.word("nothing", lang))] = {NOTHING_FITS}
        texts[NOTHING_FITS] = {NOTHING_FITS}
        self._texts = texts

    def of(self, text: str) -> str | None:
        """Return a product's id, `-` for nothing, or None when the text is not clear."""
        found = self._texts.get(_folded(text), set())
        return next(iter(found)) if len(found) == 1 else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
