"""Tables to offered products: what each supplier offers on each line, with its chain and proof."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon.intake import gtincontents, legs, suppliers
from carbon.intake.cellmap import CellMap
from carbon.intake.legs import Chains, Owner, Served
from carbon.intake.originrows import Origins, of_row
from carbon.intake.records import DeclaredFootprint, Leg, Offer, OfferedProduct
from carbon.intake.rows import SheetRead
from carbon.problems import Problem, error

_LOWEST_LEVEL = 1


def offers(reads: Sequence[tuple[str, SheetRead]]) -> tuple[tuple[Offer, ...], list[Problem]]:
    """Return one offer for each supplier from all sheets of all files.

    `reads` are (file name, sheet) in the order of the files. Sheets of legs join the products of
    their own file and supplier; rows put aside make no product.
    """
    tables = [(file, read.table) for file, read in reads if read.table is not None]
    chains, problems = legs.read(tables)
    names, wrong = suppliers.display_names([table for _, table in tables])
    problems += wrong
    products: dict[str, list[OfferedProduct]] = defaultdict(list)
    files: dict[str, list[str]] = defaultdict(list)
    numbers: Counter[str] = Counter()
    for file, read in reads:
        if read.table is None or read.table.layout.kind != "offers":
            continue
        for product in _products(file, read, names, chains, numbers, problems):
            key = suppliers.key(product.supplier)
            products[key].append(product)
            if file not in files[key]:
                files[key].append(file)
    for key, offered in products.items():
        aside, wrong = gtincontents.contradictions(offered)
        problems += wrong
        if aside:
            products[key] = [product for product in offered if product.id not in aside]
    made = tuple(
        Offer(supplier=names[key], products=tuple(products[key]), files=tuple(files[key]))
        for key in sorted(products)
    )
    return made, problems


def _products(
    file: str,
    read: SheetRead,
    names: Mapping[str, str],
    chains: Chains,
    numbers: Counter[str],
    problems: list[Problem],
) -> list[OfferedProduct]:
    table = read.table
    if table is None:
        return []
    made: list[OfferedProduct] = []
    columns = dict(table.values.items())
    for index, usable in enumerate(table.usable):
        supplier = columns["supplier"][index]
        if not usable or supplier is None:
            continue
        row = {name: values[index] for name, values in columns.items()}
        key = suppliers.key(supplier)
        lot, line = row.get("lot") or row.get("section"), row.get("line_number")
        where = f"{table.place}!{table.rows[index]}"
        served = Served.by(lot, line)
        declared, fault = chains.serving(Owner(file=file, supplier=key), served)
        if fault is not None and not table.no_bid[index]:
            problems.append(error("legs-unusable", where, found=fault))
            continue
        base = f"{key}/{row.get('lot') or ''}/{line or row.get('offer_id') or table.rows[index]}"
        numbers[base] += 1
        row["id"] = base if numbers[base] == 1 else f"{base}/{numbers[base]}"
        row["supplier"] = names[key]
        from_, contradiction = of_row(row)
        if contradiction is not None and not table.no_bid[index]:
            problems.append(error("origins-contradict", where, found=contradiction))
            continue
        driven = declared or _own_legs(row, from_, where)
        cells = CellMap(table, read.sheet, index)
        made.append(_product(row, where, from_, driven, cells, no_bid=table.no_bid[index]))
    return made


def _product(
    row: Mapping[str, Any],
    where: str,
    from_: Origins,
    driven: tuple[Leg, ...],
    cells: CellMap,
    *,
    no_bid: bool,
) -> OfferedProduct:
    return OfferedProduct(
        id=row["id"],
        supplier=row["supplier"],
        line_number=row.get("line_number"),
        lot=row.get("lot") or row.get("section"),
        wanted_name=row.get("wanted_name"),
        offered_name=row.get("offered_name"),
        article_number=row.get("article_number"),
        gtin=row.get("gtin"),
        price=row.get("price"),
        price_unit=row.get("price_unit"),
        content_amount=_float(row.get("content_amount")),
        content_unit=row.get("content_unit"),
        content_assumed=bool(row.get("content_assumed")),
        net_weight_kg=_float(row.get("net_weight_kg")),
        origin_place=from_.place,
        origin_country=from_.country,
        legs=driven,
        footprint=_footprint(row, where),
        quantity=row.get("quantity"),
        quantity_unit=row.get("quantity_unit"),
        where=where,
        cells=cells,
        no_bid=no_bid,
        drained_weight_kg=_float(row.get("drained_weight_kg")),
        content_approximate=bool(row.get("approximate")),
        currency=row.get("currency"),
        brand=row.get("brand"),
        gross_weight_kg=_float(row.get("gross_weight")),
        origins=from_.shares,
        evidence=row.get("evidence"),
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _footprint(row: Mapping[str, Any], where: str) -> DeclaredFootprint | None:
    """Return the declared value; stages that were not stated stay an empty tuple."""
    value = row.get("footprint")
    if value is None:
        return None
    return DeclaredFootprint(
        kg_co2e_per_kg=float(value),
        stages=row.get("footprint_stages") or (),
        evidence_level=int(row.get("evidence_level") or _LOWEST_LEVEL),
        evidence=row.get("evidence") or "",
        valid_to=row.get("evidence_valid_to"),
        where=where,
    )


def _own_legs(row: Mapping[str, Any], from_: Origins, where: str) -> tuple[Leg, ...]:
    """Return the legs that an offer row itself declares: from its origin, over its via, home.

    Only when the row says how it travels. A mere distance, or "lorry" without its class, is
    information and makes no leg: the default chain knows the vehicle better. Of several origins,
    each begins the chain of its own goods.
    """
    stated = ("vehicle", "energy", "round_km", "via")
    says_how = any(row.get(name) for name in stated)
    if not from_.has_place or not (says_how or row.get("transport_mode") not in (None, "road")):
        return ()
    stops = [from_.start, *([row["via"]] if row.get("via") else []), None]
    made: list[Leg] = []
    for order, (here, there) in enumerate(itertools.pairwise(stops), 1):
        last = there is None
        made.append(
            Leg(
                where=where,
                order=order,
                start=here,
                end=there,
                mode=row.get("transport_mode") if order == 1 else None,
                vehicle=row.get("vehicle") if order == 1 else None,
                energy=row.get("energy") if order == 1 else None,
                temperature=row.get("temperature"),
                round_km=_float(row.get("round_km")) if last else None,
                round_load_kg=_float(row.get("round_load_kg")) if last else None,
                evidence=row.get("transport_evidence"),
            )
        )
    return tuple(made)
