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

from carbon.library.records import Assumption, Factor, GwpValue, Product, Source


def _names(kind: type[Assumption | Factor | GwpValue | Product | Source]) -> tuple[str, ...]:
    # Where a thing stands in its file is not what it says; a spread is opened into its two parts.
    names = sorted(field.name for field in fields(kind) if field.name not in ("where", "spread"))
    has_spread = any(field.name == "spread" for field in fields(kind))
    return (*names, "spread.gsd", "spread.basis") if has_spread else tuple(names)


_SOURCE, _FACTOR, _PRODUCT = _names(Source), _names(Factor), _names(Product)
_ASSUMPTION, _GWP = _names(Assumption), _names(GwpValue)


def edition_of(
    *,
    head: Mapping[str, str],
    sources: Mapping[str, Source],
    factors: Mapping[str, Sequence[Factor]],
    products: Mapping[str, Product],
    assumptions: Mapping[str, Assumption],
    groups: Mapping[str, Sequence[str]],
    gwp_values: Mapping[tuple[str, str], GwpValue],
) -> str:
    """Return 64 hexadecimal digits that stand for the whole content.

    Records are written as rows under their field names, since two thousand mappings would repeat
    each name two thousand times.
    """
    factor_row, product_row = attrgetter(*_FACTOR), attrgetter(*_PRODUCT)
    content = {
        "head": dict(head),
        "fields": [_SOURCE, _FACTOR, _PRODUCT, _ASSUMPTION, _GWP],
        "sources": {key: attrgetter(*_SOURCE)(one) for key, one in sources.items()},
        "factors": {key: [factor_row(one) for one in found] for key, found in factors.items()},
        "products": {key: product_row(one) for key, one in products.items()},
        "assumptions": {key: attrgetter(*_ASSUMPTION)(one) for key, one in assumptions.items()},
        "groups": [[name, sorted(codes)] for name, codes in groups.items()],
        "gwp": {"/".join(key): attrgetter(*_GWP)(one) for key, one in gwp_values.items()},
    }
    text = json.dumps(content, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
