"""What a decision was made on: the product as it stood, in texts that can be compared later.

A decision says that a name means a product. It holds in another tender for as long as the product
is the same food with the same figures, so the figures are kept beside it, word by word: whoever is
asked again sees what was, and what is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from carbon.library.records import Factor, Library, Product

Basis = tuple[tuple[str, str], ...]
_PLAIN = (
    "name_sv",
    "state",
    "temperature",
    "match_score",
    "ciqual",
    "density_kg_per_l",
    "unit_mass_kg",
    "edible_share",
    "note",
)


def basis_of(product_id: str | None, library: Library) -> Basis:
    """Return what a product is in this library, as pairs of field and text.

    For None ("nothing fits") it is the catalogue itself: which foods there were to choose from. An
    unknown product has no basis.
    """
    if product_id is None:
        return _catalogue(library)
    product = library.products.get(product_id)
    return () if product is None else tuple(_product(product, library))


def fingerprint(product_id: str | None, basis: Basis) -> str:
    """Return the SHA-256 of a product's id and basis, in hex; the order of the pairs is nothing."""
    content = {"product": product_id, "basis": dict(basis)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _product(product: Product, library: Library) -> Iterator[tuple[str, str]]:
    for name in _PLAIN:
        value = getattr(product, name)
        text = "" if value is None else " ".join(str(value).split())
        if text:
            yield name, text
    stages = {str(stage): factor_id for stage, factor_id in product.factors.items()}
    if product.inbound is not None:
        stages["inbound"] = product.inbound
    for stage, factor_id in stages.items():
        found = library.factors.get(factor_id, ())
        yield stage, _factor(found[0]) if found else factor_id


def _factor(factor: Factor) -> str:
    """Return a factor in one line: all of it that reaches a result, and where it was printed."""
    covered = "+".join(sorted(factor.stages))
    return (
        f"{factor.kg_co2e!r} kg CO2e/{factor.per}, {factor.id}, {factor.source},"
        f" {factor.gwp}, {factor.allocation}, {covered}"
    )


def _catalogue(library: Library) -> Basis:
    foods = sorted((one.id, one.name_sv, one.state) for one in library.products.values())
    digest = hashlib.sha256(json.dumps(foods).encode("ascii")).hexdigest()
    return ("catalogue", digest), ("foods", str(len(foods)))
