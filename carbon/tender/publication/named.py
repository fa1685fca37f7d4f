"""Figures by name: any record of the method as a flat list of names with their value in text.

A name says where a figure stands (`rounding.mode`, `points.1.price_weight`), so that a difference
can be told by it. What is None is left out: there is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

Named = Mapping[str, str]
_PLACES = ("where", "locator")  # where a thing stands is not what it says


def flat(record: Any, path: str = "") -> dict[str, str]:
    """Return every figure and word of a record by its name.

    >>> flat({"a": [Decimal("1.50"), {"id": "x", "y": 2}], "b": None})
    {'a.1': '1.50', 'a.x.id': 'x', 'a.x.y': '2'}
    """
    return dict(_walk(record, path))


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in fields(value) if field.name not in _PLACES)
        for name in names:
            yield from _walk(getattr(value, name), _joined(path, name))
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _walk(one, _joined(path, str(name)))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, one in enumerate(value, start=1):
            yield from _walk(one, _joined(path, _id(one) or str(number)))
    else:
        yield path, text(value)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _id(value: Any) -> str:
    found = value.get("id") if isinstance(value, Mapping) else getattr(value, "id", "")
    return str(found or "")


def text(value: object) -> str:
    """Return a figure as text that reads back to the same figure."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, float) else str(value)


def exact(value: Decimal) -> str:
    """Return a decimal as digits without an exponent.

    >>> exact(Decimal("1.180E+6"))
    '1180000'
    """
    return format(value, "f")
