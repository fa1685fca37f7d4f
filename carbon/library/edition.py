"""The edition of a library: SHA-256 of what it says, whatever the files look like.

Comments, formatting, the order of entries and the line they stand on do not change it. Every
figure, text and reference does, and so does the order of preference between two sources that give
the same factor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from carbon.library.foods import FoodTable
from carbon.library.frame import Frame
from carbon.library.records import Assumption, Commodity, Factor, GwpValue, Product, Source, Spread
from carbon.library.shelf import Shelf

Record = type[Assumption | Commodity | Factor | GwpValue | Product | Source]


def _names(kind: Record) -> tuple[str, ...]:
    # Where a thing stands in its file is not what it says; a spread is opened into its parts.
    names = sorted(field.name for field in fields(kind) if field.name not in ("where", "spread"))
    if any(field.name == "spread" for field in fields(kind)):
        names += [f"spread.{field.name}" for field in fields(Spread)]
    return tuple(names)


_SOURCE, _FACTOR, _PRODUCT = _names(Source), _names(Factor), _names(Product)
_ASSUMPTION, _GWP, _COMMODITY = _names(Assumption), _names(GwpValue), _names(Commodity)


def edition_of(
    head: Mapping[str, str],
    frame: Frame,
    tables: Sequence[FoodTable],
    shelf: Shelf,
    products: Mapping[str, Product],
) -> str:
    """Return 64 hexadecimal digits that stand for the whole content.

    Records are written as rows under their field names, since thousands of mappings would repeat
    each name thousands of times. A food table is written as the rows and the head that its factors
    are made of.
    """
    product_row = attrgetter(*_PRODUCT)
    content = {
        "head": dict(head),
        "fields": [_SOURCE, _FACTOR, _PRODUCT, _ASSUMPTION, _GWP, _COMMODITY],
        "sources": {key: attrgetter(*_SOURCE)(one) for key, one in frame.sources.items()},
        "factors": _factors(shelf),
        "foods": [_food_rows(table) for table in tables],
        "preference": _preference(shelf),
        "products": {key: product_row(one) for key, one in products.items()},
        "assumptions": {
            key: attrgetter(*_ASSUMPTION)(one) for key, one in frame.assumptions.items()
        },
        "groups": [[name, sorted(codes)] for name, codes in frame.groups.items()],
        "gwp": {"/".join(key): attrgetter(*_GWP)(one) for key, one in frame.gwp_values.items()},
        "commodities": {
            key: attrgetter(*_COMMODITY)(one) for key, one in frame.commodities.items()
        },
        "commodity_of_code": dict(frame.commodity_of_code),
    }
    text = json.dumps(content, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _factors(shelf: Shelf) -> dict[str, list[object]]:
    row = attrgetter(*_FACTOR)
    return {
        factor_id: [row(factor) for _, factor in placed]
        for factor_id, placed in shelf.listed().items()
    }


def _food_rows(table: FoodTable) -> list[object]:
    columns = sorted({column for row in table.rows.values() for column in row.cells})
    rows = [[row.cells.get(column) for column in columns] for _, row in sorted(table.rows.items())]
    return [attrgetter(*_FACTOR)(table.sample), columns, rows]


def _preference(shelf: Shelf) -> dict[str, list[str]]:
    """Return, for each id that a food table may give too, whose figure comes first."""
    return {
        factor_id: [factor.source for factor in shelf[factor_id]]
        for factor_id in shelf.listed()
        if factor_id.startswith("food/")
    }
