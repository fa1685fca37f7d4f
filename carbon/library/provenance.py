"""What rests on each source: figures, products, assumptions, bands, and files of other rooms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carbon.library.bands import Band
from carbon.library.records import Factor, Library, Product

# Files of the library itself: what they take from a source is counted one by one.
_OWN = ("index", "sources", "bands", "commodities", "gwp", "products", "editions", "baskets")
# The source of the food numbers that products carry.
_FOOD_NUMBERS = "livsmedelsverket"
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of the library rests on one source."""

    factors: int  # of all factors, preferred or not
    products: int  # whose factors, weights or food number come from it
    assumptions: int
    warming: int  # warming potentials
    bands: int  # plausibility bands, which warn only
    files: tuple[str, ...]  # of other rooms, that name it

    @property
    def nothing(self) -> bool:
        """Tell whether nothing at all rests on the source."""
        counts = (self.factors, self.products, self.assumptions, self.warming, self.bands)
        return not any(counts) and not self.files


def uses(
    library: Library, bands: Sequence[Band] = (), folder: Path | None = None
) -> dict[str, Use]:
    """Return what rests on each source, by source id, sorted.

    `folder` is the library's folder, where files of other rooms (places, countries) are looked at
    too; without it they are not.
    """
    everything = [one for found in library.factors.values() for one in found]
    factors = Counter(one.source for one in everything)
    products = Counter(
        source for one in library.products.values() for source in set(_behind(library, one))
    )
    assumptions = Counter(one.source for one in library.assumptions.values())
    warming = Counter(one.source for one in library.gwp_values.values())
    banded = Counter(source for one in bands for source in one.sources)
    files = _files(folder, _own_files(everything, library)) if folder else {}
    return {
        source: Use(
            factors=factors[source],
            products=products[source],
            assumptions=assumptions[source],
            warming=warming[source],
            bands=banded[source],
            files=tuple(name for name, words in files.items() if source in words),
        )
        for source in sorted(library.sources)
    }


def _own_files(factors: Iterable[Factor], library: Library) -> set[str]:
    """Return the files that factors and assumptions were read from, without their suffix."""
    places = [one.where for one in factors]
    places += [one.where for one in library.assumptions.values()]
    return {where.partition(":")[0].rpartition(".")[0] for where in places}


def _behind(library: Library, product: Product) -> Iterator[str]:
    """Yield the sources that a product leans on: its factors, and what its weights are named by."""
    ids: Iterable[str | None] = (*product.factors.values(), product.inbound)
    yield from (library.factors[one][0].source for one in ids if one is not None)
    named = set(_WORD.findall(product.mass_basis.casefold()))
    if product.livsmedelsverket is not None:
        named.add(_FOOD_NUMBERS)
    yield from (source for source in library.sources if source in named)


def _files(folder: Path, own: set[str]) -> Mapping[str, frozenset[str]]:
    """Return the words of every data file of other rooms, by its name."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.csv"))):
        name = path.relative_to(folder).as_posix()
        stem = name.rpartition(".")[0]
        if stem not in own and stem.partition("/")[0] not in _OWN:
            text = path.read_text(encoding="utf-8", errors="replace")
            found[name] = frozenset(_WORD.findall(text))
    return found
