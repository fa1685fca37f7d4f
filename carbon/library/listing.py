"""Every product and every preferred factor with all that a record must say, as JSON or as lines.

A library holds some twelve thousand factors: JSON is made record by record, so that nothing waits
for the whole and no text of many megabytes is built twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from carbon import language
from carbon.library.records import Factor, Library, Product
from carbon.library.stated import Plain, coded, measured, named
from carbon.library.wording import figure


def listing(library: Library) -> Plain:
    """Return every product and every preferred factor with all required fields, sorted by id."""
    return {
        **_head(library),
        "products": [product_record(one) for one in _products(library)],
        "factors": [factor_record(library, one) for one in _factors(library)],
    }


def listing_json(library: Library) -> Iterator[str]:
    """Yield the listing as one JSON object, piece by piece, safe to print in a terminal."""
    yield f"{_text(_head(library))[:-1]},\n"
    yield '"products": ['
    yield from _joined(product_record(one) for one in _products(library))
    yield '],\n"factors": ['
    yield from _joined(factor_record(library, one) for one in _factors(library))
    yield "]}\n"


def listing_text(library: Library, lang: str) -> Iterator[str]:
    """Yield one line for each product and each preferred factor."""
    yield language.word("library-products", lang, count=len(library.products))
    for product in _products(library):
        yield f"  {product.id:36} {product.name_sv if lang == 'sv' else product.name_en}"
    yield language.word("library-factors", lang, count=len(library.factors))
    for factor in _factors(library):
        amount = figure(factor.kg_co2e, lang)
        yield f"  {factor.id:48} {amount:>10} kg CO2e/{factor.per}  {factor.source}"


def factor_record(library: Library, factor: Factor) -> Plain:
    """Return everything that a factor must say, its source's edition and licence among it."""
    source = library.sources[factor.source]
    return {
        "id": factor.id,
        "label": factor.label,
        "kg_co2e": factor.kg_co2e,
        "per": factor.per,
        "as_printed": factor.as_printed,
        **measured(factor),
        "quality": factor.quality,
        "source": factor.source,
        "source_edition": source.edition,
        "licence": source.licence,
        "locator": factor.locator,
        "review_by": factor.review_by,
        "proxy": factor.proxy,
        "correlation_group": factor.correlation_group,
    }


def product_record(product: Product) -> Plain:
    """Return everything that the catalogue says of a product, a factor id for each stage."""
    return {
        **named(product),
        **coded(product),
        "match_score": product.match_score,
        "factors": {stage.value: factor_id for stage, factor_id in product.factors.items()},
        "inbound": product.inbound,
        "note": product.note,
    }


def _head(library: Library) -> Plain:
    return {
        "edition": library.name,
        "edition_sha256": library.edition,
        "gwp": library.gwp,
        "counts": {"products": len(library.products), "factors": len(library.factors)},
    }


def _products(library: Library) -> list[Product]:
    return [library.products[key] for key in sorted(library.products)]


def _factors(library: Library) -> Iterator[Factor]:
    return (library.factors[key][0] for key in sorted(library.factors))


def _joined(records: Iterator[Plain]) -> Iterator[str]:
    for number, record in enumerate(records):
        yield f"{',' if number else ''}\n{_text(record)}"


def _text(record: Plain) -> str:
    """Return a record as one line of JSON; what cannot be seen is escaped, as in every output."""
    text = json.dumps(record, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
