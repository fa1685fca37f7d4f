"""Everything about one factor or product as plain values, ready for JSON."""

from __future__ import annotations

import math

from carbon.library import spread
from carbon.library.frame import WORLD
from carbon.library.products import is_proxy
from carbon.library.records import Factor, Library, Product, Selection, Source
from carbon.library.select import select
from carbon.library.stated import Plain, coded, measured, named
from carbon.library.wording import describe_text
from carbon.problems import Problem

__all__ = ["describe", "describe_text"]

# Two-sided 95 % of a normal distribution, to the digits that textbooks print.
_NORMAL_95 = 1.959964


def describe(library: Library, key: str, region: str = WORLD) -> tuple[Plain | None, list[Problem]]:
    """Return all there is about a product id, a factor id or a factor id without its region."""
    product = library.products.get(key)
    if product is not None:
        return describe_product(library, product), []
    selection, problems = select(library, key, region)
    if selection is None:
        return None, problems
    return describe_selection(library, selection), problems


def describe_selection(library: Library, selection: Selection) -> Plain:
    """Return a factor with its source, how it was selected and what it was preferred to."""
    factor = selection.factor
    others = [one for one in library.factors[factor.id] if one is not factor]
    return {
        **describe_factor(library, factor),
        "selection": {
            "step": selection.step,
            "asked_region": selection.asked_region,
            "gsd": selection.spread.gsd,
            "basis": selection.spread.basis,
        },
        "preferred_to": [_brief(one) for one in others],
        "edition": library.name,
        "edition_sha256": library.edition,
    }


def describe_factor(library: Library, factor: Factor) -> Plain:
    """Return a factor with its source and spread."""
    low, high = interval_95(factor)
    return {
        "id": factor.id,
        "label": factor.label,
        "kg_co2e": factor.kg_co2e,
        "per": factor.per,
        "as_printed": factor.as_printed,
        "ttw_kg_co2e": factor.ttw_kg_co2e,
        "wtt_kg_co2e": factor.wtt_kg_co2e,
        "payload_t": factor.payload_t,
        "empty_running_included": factor.empty_running_included,
        "energy": factor.energy,
        **measured(factor),
        "interval_95": [low, high],
        "quality": factor.quality,
        "source": describe_source(library.sources[factor.source]),
        "locator": factor.locator,
        "review_by": factor.review_by,
        "proxy": factor.proxy,
        "correlation_group": factor.correlation_group,
        "notes": factor.notes,
        "where": factor.where,
    }


def describe_source(source: Source) -> Plain:
    """Return a source as its licence wants it named."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "edition": source.edition,
        "published": source.published,
        "accessed": source.accessed,
        "locator": source.locator,
        "licence": source.licence,
        "attribution": source.attribution,
    }


def describe_product(library: Library, product: Product) -> Plain:
    """Return a product with the factor of each stage and the spread that its match score leaves."""
    stages = {
        stage.value: _stage(library, product, factor_id)
        for stage, factor_id in product.factors.items()
    }
    inbound = product.inbound
    return {
        **named(product),
        "match_score": product.match_score,
        "proxy": is_proxy(
            product,
            library.assumption("proxy.from_match_score"),
            [library.factors[one][0] for one in product.factors.values()],
        ),
        **coded(product),
        "note": product.note,
        "stages": stages,
        "inbound": None if inbound is None else _stage(library, product, inbound),
        "edition": library.name,
        "edition_sha256": library.edition,
        "where": product.where,
    }


def interval_95(factor: Factor) -> tuple[float, float]:
    """Return the range, in kg CO2e per unit, that holds the true value in 19 cases of 20."""
    reach = math.exp(_NORMAL_95 * math.log(factor.spread.gsd))
    bounds = factor.kg_co2e / reach, factor.kg_co2e * reach
    return min(bounds), max(bounds)


def _stage(library: Library, product: Product, factor_id: str) -> Plain:
    factor = library.factors[factor_id][0]
    wide = spread.widened(factor.spread, product.match_score, library.assumptions)
    source = library.sources[factor.source]
    return {**_brief(factor), "source_edition": source.edition, "gsd": wide.gsd}


def _brief(factor: Factor) -> Plain:
    return {
        "id": factor.id,
        "kg_co2e": factor.kg_co2e,
        "per": factor.per,
        "source": factor.source,
        "locator": factor.locator,
    }
