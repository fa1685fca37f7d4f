"""Which figures of the library a tender can use: its products, their factors, and all freight.

An offer can be matched to another product than the buyer's line names; those are held by the hash
of the library edition, and told by name from `catalogue` when they change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbon.intake.records import OfferedProduct
from carbon.library.records import STAGES, Factor, Library, Product
from carbon.matching import match as matching
from carbon.tender.records import Line, Tender

_FREIGHT = ("freight/", "hub/")  # what a transport chain can take


def products(tender: Tender, library: Library) -> dict[str, str | None]:
    """Return, by line id, the product that the buyer named or that the line's own name means.

    None where neither tells: such a line has no published default.
    """
    lines = [line for lot in tender.lots for line in lot.lines]
    open_ = [line for line in lines if line.product not in library.products]
    wanted = [matching.wanted(offered_as_written(line, "-"), None, line.name) for line in open_]
    matches, _ = matching.match(wanted, library, ())
    found: dict[str, str | None] = {line.id: line.product for line in lines}
    found |= {
        line.id: match.product_id if match.product_id in library.products else None
        for line, match in zip(open_, matches, strict=True)
    }
    return found


def offered_as_written(line: Line, supplier: str) -> OfferedProduct:
    """Return an offered product that says the line's own name and nothing else."""
    return OfferedProduct(
        id=f"{supplier}/{line.id}",
        supplier=supplier,
        line_number=line.number,
        lot=line.lot,
        wanted_name=line.name,
        offered_name=line.name,
        article_number=None,
        gtin=None,
        price=None,
        price_unit=line.unit,
        content_amount=1.0,
        content_unit=line.unit,
        content_assumed=False,
        net_weight_kg=None,
        origin_place=None,
        origin_country=None,
        legs=(),
        footprint=None,
        quantity=None,
        quantity_unit=None,
        where=line.where,
    )


def factors(named: Sequence[Product], library: Library) -> tuple[Factor, ...]:
    """Return the factors of the products and every factor of freight, by id."""
    wanted = {id_ for product in named for id_ in of_product(product).values()}
    wanted |= {id_ for id_ in library.factors if id_.startswith(_FREIGHT)}
    return tuple(library.factors[id_][0] for id_ in sorted(wanted) if id_ in library.factors)


def of_product(product: Product) -> dict[str, str]:
    """Return the factor ids of a product by stage, raw material on its way as `inbound`."""
    found = {str(s): product.factors[s] for s in STAGES if s in product.factors}
    return found | ({"inbound": product.inbound} if product.inbound else {})


def catalogue(library: Library) -> Mapping[str, str]:
    """Return each product of the catalogue with its figures on one line."""
    return {id_: _line(product, library) for id_, product in sorted(library.products.items())}


def _line(product: Product, library: Library) -> str:
    parts = [
        f"{stage}={library.factors[id_][0].kg_co2e!r}"
        for stage, id_ in of_product(product).items()
        if id_ in library.factors
    ]
    for name in ("density_kg_per_l", "unit_mass_kg", "edible_share"):
        value = getattr(product, name)
        parts += [] if value is None else [f"{name}={value!r}"]
    return " ".join(parts)
