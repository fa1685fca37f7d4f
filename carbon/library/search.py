"""Find products and factors by words or codes, best first.

Plain folding and word counting, without an index: the catalogue is a few hundred names, and a
person wants to see why a hit is a hit.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from carbon.library.records import Factor, Library, Product

# How a name can fit, best first; only the order matters.
CODE, NAME, START, WORDS, PART = "code", "name", "start", "words", "part"
_RANK = {CODE: 0, NAME: 1, START: 2, WORDS: 3, PART: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A product that a search found."""

    product: Product
    how: str  # code, name, start, words, part
    reason: str  # the name, synonym or code that fitted, as the catalogue writes it

    def as_json(self) -> dict[str, object]:
        """Return the hit as plain values."""
        return {
            "id": self.product.id,
            "name_sv": self.product.name_sv,
            "name_en": self.product.name_en,
            "how": self.how,
            "reason": self.reason,
        }


def fold(text: str) -> str:
    """Return text without case, accents and punctuation: `Crème Fraîche` is `creme fraiche`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


def search(library: Library, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """Return the products that fit the words or the code, best first, at most `limit`.

    Looks at Swedish and English names, synonyms, ids, and the codes of CPV, Ciqual and
    Livsmedelsverket. An empty text finds nothing.
    """
    wanted = fold(text)
    hits = []
    for product in library.products.values() if wanted else ():
        best = _best(wanted, _codes(product), _names(product))
        if best:
            hits.append(Hit(product=product, how=best[0], reason=best[1]))
    hits.sort(key=lambda hit: (_RANK[hit.how], len(hit.reason), hit.product.id))
    return tuple(hits[:limit])


def search_factors(library: Library, text: str, limit: int = 20) -> tuple[Factor, ...]:
    """Return the preferred factors whose id or label fits the words, best first."""
    wanted = fold(text)
    fits = []
    for found in library.factors.values() if wanted else ():
        factor = found[0]
        best = _best(wanted, (factor.id, factor.id.partition("@")[0]), (factor.label, factor.id))
        if best:
            fits.append((_RANK[best[0]], len(factor.label), factor.id, factor))
    fits.sort(key=lambda fit: fit[:3])
    return tuple(fit[3] for fit in fits[:limit])


def _codes(product: Product) -> tuple[str, ...]:
    codes = (product.id, product.cpv, product.ciqual, product.livsmedelsverket)
    return tuple(code for code in codes if code)


def _names(product: Product) -> tuple[str, ...]:
    return (product.name_sv, product.name_en, *product.synonyms)


def _best(wanted: str, codes: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, str] | None:
    for code in codes:
        if fold(code) == wanted:
            return CODE, code
    fits = [(how, name) for name in names if (how := _how(wanted, fold(name)))]
    return min(fits, key=lambda fit: (_RANK[fit[0]], len(fit[1])), default=None)


def _how(wanted: str, name: str) -> str | None:
    if name == wanted:
        return NAME
    if name.startswith(f"{wanted} "):
        return START
    words = name.split()
    if all(word in words for word in wanted.split()):
        return WORDS
    return PART if wanted in name else None
