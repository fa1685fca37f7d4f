"""What a factor and a product state, as plain values: what a listing and a single view share."""

from __future__ import annotations

from carbon.library.records import Factor, Product

Plain = dict[str, object]


def measured(factor: Factor) -> Plain:
    """Return what a factor holds for: stages, place, year, set of GWP values, boundary, spread."""
    return {
        "stages": [stage.value for stage in factor.stages],
        "region": factor.region,
        "year": factor.year,
        "gwp": factor.gwp,
        "boundary": factor.boundary,
        "allocation": factor.allocation,
        "spread": {
            "kind": factor.spread.kind,
            "gsd": factor.spread.gsd,
            "basis": factor.spread.basis,
        },
    }


def named(product: Product) -> Plain:
    """Return what a product is called and what kind of thing it is."""
    return {
        "id": product.id,
        "name_sv": product.name_sv,
        "name_en": product.name_en,
        "synonyms": list(product.synonyms),
        "category": product.category,
        "state": product.state,
        "temperature": product.temperature.value,
    }


def coded(product: Product) -> Plain:
    """Return the codes of a product in other registers, and how it is weighed."""
    return {
        "cpv": product.cpv,
        "livsmedelsverket": product.livsmedelsverket,
        "livsmedelsverket_name": product.livsmedelsverket_name,
        "ciqual": product.ciqual,
        "density_kg_per_l": product.density_kg_per_l,
        "unit_mass_kg": product.unit_mass_kg,
        "mass_basis": product.mass_basis,
        "edible_share": product.edible_share,
    }
