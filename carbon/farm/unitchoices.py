"""The units that a field may be answered in, each proved to measure what the field asks.

A unit of units.yaml says what it measures (`dims`) and how many base units one is. `times` names
another field: kg per hectare times hectares is kg. `by` is a figure of its own, such as the density
of milk, and then the questionnaire says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon.farm.records import UnitChoice
from carbon.problems import LibraryError

Table = Mapping[str, Mapping[str, Any]]
# What a figure of its own may turn into mass: nothing else is converted by a figure.
_BY = {"volume": "mass", "mass": "mass"}


def of_field(
    written: Sequence[Any],
    unit: str,
    canonical: Mapping[str, str],
    table: Table,
    why: Callable[[object], str],
    where: str,
) -> tuple[UnitChoice, ...]:
    """Return the units of a field whose canonical unit is `unit`.

    `canonical` has the canonical units of the questionnaire's fields. Raises LibraryError for a
    unit that measures something else, or a figure without a reason.
    """
    return tuple(_choice(one, unit, canonical, table, why, where) for one in written)


def _choice(
    written: object,
    unit: str,
    canonical: Mapping[str, str],
    table: Table,
    why: Callable[[object], str],
    where: str,
) -> UnitChoice:
    entry: Mapping[str, Any] = written if isinstance(written, Mapping) else {"unit": written}
    name = str(entry["unit"])
    times = entry.get("times")
    by = entry.get("by")
    if by is not None and not why(entry.get("why", "")):
        raise LibraryError(f"{where}: {name} is converted by a figure without a reason")
    others = (canonical[str(times)],) if times is not None else ()
    measured = _dims(table, (name, *others))
    if by is not None:
        measured = Counter({_BY.get(key, key): value for key, value in measured.items()})
    if measured != _dims(table, (unit,)):
        raise LibraryError(f"{where}: {name} does not measure what {unit} measures")
    factor = Decimal(str(by if by is not None else 1)) * _size(table, name) / _size(table, unit)
    for other in others:
        factor *= _size(table, other)
    return UnitChoice(
        id=str(entry.get("id", name)),
        label=_label(entry, table[name]),
        factor=float(factor),
        times=None if times is None else str(times),
        gsd=float(entry.get("gsd", 1)),
    )


def _label(entry: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    from carbon.farm.records import Text

    return Text(sv=str(entry.get("sv", known["sv"])), en=str(entry.get("en", known["en"])))


def _dims(table: Table, names: Sequence[str]) -> Counter[str]:
    """Return what units measure when multiplied, without what cancels."""
    sum_: Counter[str] = Counter()
    for name in names:
        if name not in table:
            raise LibraryError(f"units.yaml has no unit {name}")
        for dim, power in table[name]["dims"].items():
            sum_[str(dim)] += int(power)
    return Counter({dim: power for dim, power in sum_.items() if power})


def _size(table: Table, name: str) -> Decimal:
    return Decimal(str(table[name]["factor"]))
