"""What differs between two editions of the library: figures, products and assumptions.

Factors are compared by id, and of several sources the preferred one, since that is the figure a
calculation takes. Nothing here judges: whether a change matters is told by the baskets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from carbon.library.records import (
    Assumption,
    Commodity,
    Factor,
    GwpValue,
    Library,
    Product,
    Source,
)

_PLACE = "where"  # where a thing stands in its file is not what it says
_EACH_STAGE = "factors"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorChange:
    """The preferred factor of one id, before and after."""

    id: str
    old: Factor
    new: Factor
    fields: tuple[str, ...]  # names of the fields that differ

    @property
    def moved(self) -> bool:
        """Tell whether the figure itself differs, and not only what is said about it."""
        return (self.old.kg_co2e, self.old.per) != (self.new.kg_co2e, self.new.per)

    @property
    def ratio(self) -> float | None:
        """Return new / old; None where that means nothing: another unit, or nothing before."""
        if self.old.kg_co2e == 0 or self.old.per != self.new.per:
            return None
        return self.new.kg_co2e / self.old.kg_co2e


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of something, before and after; None where it was not stated."""

    id: str
    field: str  # `factors.farm` for the factor of a stage
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two libraries, sorted by id."""

    old_name: str
    new_name: str
    old_edition: str  # SHA-256
    new_edition: str
    changed: tuple[FactorChange, ...]
    added: tuple[str, ...]  # factor ids
    removed: tuple[str, ...]
    alternatives: tuple[str, ...]  # factor ids whose other sources, not the preferred one, differ
    products_added: tuple[str, ...]
    products_removed: tuple[str, ...]
    products: tuple[FieldChange, ...]
    assumptions: tuple[FieldChange, ...]  # an assumption that came or went changes `value`
    gwp: tuple[FieldChange, ...]
    sources: tuple[FieldChange, ...]
    commodities: tuple[FieldChange, ...]

    @property
    def same(self) -> bool:
        """Tell whether both say the same throughout."""
        return self.old_edition == self.new_edition

    @property
    def moved(self) -> tuple[FactorChange, ...]:
        """Return the changes in which the figure itself differs."""
        return tuple(one for one in self.changed if one.moved)


def compare(old: Library, new: Library) -> Comparison:
    """Return everything that differs between two libraries."""
    return Comparison(
        old_name=old.name,
        new_name=new.name,
        old_edition=old.edition,
        new_edition=new.edition,
        changed=_changed(old, new),
        added=_only_in(new.factors, old.factors),
        removed=_only_in(old.factors, new.factors),
        alternatives=tuple(
            factor_id
            for factor_id in _in_both(old.factors, new.factors)
            if _contents(old.factors[factor_id][1:]) != _contents(new.factors[factor_id][1:])
        ),
        products_added=_only_in(new.products, old.products),
        products_removed=_only_in(old.products, new.products),
        products=tuple(
            change
            for product_id in _in_both(old.products, new.products)
            for change in _product(old.products[product_id], new.products[product_id])
        ),
        assumptions=_records(old.assumptions, new.assumptions, "value"),
        gwp=_gwp(old, new),
        sources=_records(old.sources, new.sources, "title"),
        commodities=_records(old.commodities, new.commodities, "variability_sigma"),
    )


def _only_in(these: Mapping[str, object], those: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(these.keys() - those.keys()))


def _in_both(these: Mapping[str, object], those: Mapping[str, object]) -> list[str]:
    return sorted(these.keys() & those.keys())


_FACTOR_FIELDS = tuple(one.name for one in fields(Factor) if one.name != _PLACE)
_content = attrgetter(*_FACTOR_FIELDS)


def _contents(factors: tuple[Factor, ...]) -> list[object]:
    return [_content(one) for one in factors]


def _changed(old: Library, new: Library) -> tuple[FactorChange, ...]:
    changes = []
    for factor_id in _in_both(old.factors, new.factors):
        before, after = old.factors[factor_id][0], new.factors[factor_id][0]
        if _content(before) == _content(after):
            continue
        names = tuple(
            name for name in _FACTOR_FIELDS if getattr(before, name) != getattr(after, name)
        )
        changes.append(FactorChange(id=factor_id, old=before, new=after, fields=names))
    return tuple(changes)


def _product(old: Product, new: Product) -> list[FieldChange]:
    changes = _fields(old.id, old, new, skip=_EACH_STAGE)
    for stage in sorted(old.factors.keys() | new.factors.keys()):
        before, after = old.factors.get(stage), new.factors.get(stage)
        if before != after:
            changes.append(
                FieldChange(id=old.id, field=f"{_EACH_STAGE}.{stage}", old=before, new=after)
            )
    return changes


_Record = Assumption | Commodity | GwpValue | Product | Source
_ById = (
    Mapping[str, Assumption]
    | Mapping[str, Commodity]
    | Mapping[str, GwpValue]
    | Mapping[str, Source]
)


def _fields(id_: str, old: _Record, new: _Record, skip: str = "") -> list[FieldChange]:
    names = [one.name for one in fields(old) if one.name not in (_PLACE, skip)]
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return [
        FieldChange(id=id_, field=name, old=before, new=after)
        for name, before, after in pairs
        if before != after
    ]


def _records(old: _ById, new: _ById, main: str) -> tuple[FieldChange, ...]:
    """Return the changes of records by id; what came or went is a change of its main field."""
    changes: list[FieldChange] = []
    for id_ in sorted(old.keys() | new.keys()):
        before, after = old.get(id_), new.get(id_)
        if before is not None and after is not None:
            changes += _fields(id_, before, after)
        else:
            was, became = getattr(before, main, None), getattr(after, main, None)
            changes.append(FieldChange(id=id_, field=main, old=was, new=became))
    return tuple(changes)


def _gwp(old: Library, new: Library) -> tuple[FieldChange, ...]:
    head = FieldChange(id="results", field="gwp", old=old.gwp, new=new.gwp)
    before = {"/".join(key): one for key, one in old.gwp_values.items()}
    after = {"/".join(key): one for key, one in new.gwp_values.items()}
    values = _records(before, after, "kg_co2e_per_kg")
    return (head, *values) if old.gwp != new.gwp else values
