"""The standards that a product footprint may follow: those that the PACT schema lists.

Spellings differ ("ISO 14067:2018", "ISO14067"), so letters and digits alone are compared. A
standard for transport alone is none for a product.
"""

from __future__ import annotations

from collections.abc import Iterable

# Of the published schema, PACT 3.0.4, crossSectoralStandards; without ISO 14083: transport.
KNOWN = ("ISO14067", "ISO14040-44", "GHGP-Product", "PEF", "PACT-1.0", "PACT-2.0", "PACT-3.0",
         "PAS2050")  # fmt: skip
_ALONE = ("ISO14040", "ISO14044")  # the two of ISO14040-44, each named by itself


def known(stated: Iterable[str]) -> tuple[str, ...]:
    """Return those of the stated standards that are for products.

    >>> known(["ISO 14067:2018", "ISO14083", "egen metod"])
    ('ISO 14067:2018',)
    """
    beginnings = tuple(_plain(one) for one in (*KNOWN, *_ALONE))
    return tuple(one for one in stated if _plain(one).startswith(beginnings))


def _plain(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter.isalnum())
