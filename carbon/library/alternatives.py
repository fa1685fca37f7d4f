"""What other sources say of the food that a product is made of, side by side with our choice.

Two kinds: the same factor from a source further down in the index, and reference figures of the
same commodity. They are there to be looked at and never enter a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.library import spread
from carbon.library.bands import wholesale_value
from carbon.library.health import group_of
from carbon.library.records import STAGES, Factor, Library, Product
from carbon.library.wording import figure

REFERENCE = "reference/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One figure of another source."""

    factor: Factor
    thing: str  # what the source calls it
    stands_for: str  # the factor it could take the place of; empty for a reference figure

    def as_json(self, library: Library) -> dict[str, object]:
        """Return the alternative as plain values."""
        factor = self.factor
        return {
            "id": factor.id,
            "stands_for": self.stands_for or None,
            "thing": self.thing,
            "source": factor.source,
            "source_edition": library.sources[factor.source].edition,
            "region": factor.region,
            "year": factor.year,
            "kg_co2e": factor.kg_co2e,
            "per": factor.per,
            "boundary": factor.boundary,
            "allocation": factor.allocation,
            "gsd": factor.spread.gsd,
            "quality": factor.quality,
            "locator": factor.locator,
            "note": factor.notes,
        }


def alternatives(library: Library, product: Product) -> tuple[Alternative, ...]:
    """Return what other sources say of a product, the same factors first, then references."""
    own = [product.factors[stage] for stage in STAGES if stage in product.factors]
    ids = dict.fromkeys([*own, *([product.inbound] if product.inbound else [])])
    same = [
        Alternative(factor=factor, thing=factor.label, stands_for=factor_id)
        for factor_id in ids
        for factor in library.factors[factor_id][1:]
    ]
    group = group_of(library, product)
    references = [
        Alternative(factor=factor, thing=factor.label, stands_for="")
        for factor_id in sorted(library.factors)
        if factor_id.startswith(REFERENCE)
        for factor in library.factors[factor_id]
        if group is not None and factor.correlation_group == group
    ]
    references.sort(key=lambda one: (one.factor.source, one.factor.id))
    return (*same, *references)


def describe(library: Library, product: Product) -> dict[str, object]:
    """Return what `show` adds to a product: the sum, where each stage comes from, alternatives."""
    return {
        "wholesale_kg_co2e": wholesale_value(library, product),
        "commodity": group_of(library, product),
        "stage_sources": [
            _stage_source(library, product, name, factor_id) for name, factor_id in _stages(product)
        ],
        "alternatives": [one.as_json(library) for one in alternatives(library, product)],
    }


def _stages(product: Product) -> Iterator[tuple[str, str]]:
    for stage in STAGES:
        if stage in product.factors:
            yield stage.value, product.factors[stage]
    if product.inbound is not None:
        yield "inbound", product.inbound


def _stage_source(
    library: Library, product: Product, name: str, factor_id: str
) -> dict[str, object]:
    factor = library.factors[factor_id][0]
    wide = spread.widened(factor.spread, product.match_score, library.assumptions)
    return {
        "stage": name,
        "id": factor.id,
        "kg_co2e": factor.kg_co2e,
        "per": factor.per,
        "gsd": wide.gsd,
        "source": factor.source,
        "source_edition": library.sources[factor.source].edition,
        "locator": factor.locator,
    }


def lines(found: Mapping[str, object], lang: str) -> Iterator[str]:
    """Yield the lines that tell what `describe` returned."""
    total = figure(float(str(found["wholesale_kg_co2e"])), lang)
    yield "  " + language.word("library-wholesale", lang, kg=total)
    yield language.word("library-where-from", lang)
    for one in _records(found["stage_sources"]):
        named = "library-inbound" if one["stage"] == "inbound" else f"stage-{one['stage']}"
        yield from _row(language.word(named, lang), one, lang)
    others = _records(found["alternatives"])
    yield language.word("library-alternatives" if others else "library-no-alternatives", lang)
    for source in dict.fromkeys(str(one["source"]) for one in others):
        yield from _of_source(source, [one for one in others if one["source"] == source], lang)


def _of_source(source: str, others: Sequence[Mapping[str, object]], lang: str) -> Iterator[str]:
    """Yield what one source says: its boundary once, then a line for each figure."""
    yield f"  {source} ({others[0]['source_edition']})"
    for boundary in dict.fromkeys(str(one["boundary"]) for one in others):
        yield f"    {boundary}"
    for one in others:
        kg, gsd = _figures(one, lang)
        place = f"{one['region']} {one['year']}"
        yield f"    {kg:>10} kg CO2e/{one['per']}  GSD {gsd}  {place:14} {one['thing']}"
        yield f"{'':24}{one['locator']}"


def _row(name: str, one: Mapping[str, object], lang: str) -> Iterator[str]:
    kg, gsd = _figures(one, lang)
    yield f"  {name:32} {kg:>10} kg CO2e/{one['per']}  GSD {gsd}  {one['source']}"
    yield f"      {one['locator']}"


def _figures(one: Mapping[str, object], lang: str) -> tuple[str, str]:
    return figure(float(str(one["kg_co2e"])), lang), figure(float(str(one["gsd"])), lang)


def _records(found: object) -> Sequence[Mapping[str, object]]:
    return found if isinstance(found, list) else []
