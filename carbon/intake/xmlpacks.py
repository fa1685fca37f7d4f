"""What an item of a trade message holds, when items hold items: a pallet of cases of bottles.

Levels multiply along the links, whatever order the lines stand in. An item that states its own
content is compared with what its parts add up to; two answers are a question, not a choice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from carbon.intake import ublwords
from carbon.intake.fields import headings

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So many of another item inside an item, named by its number of article or GTIN."""

    item: str
    count: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What one item says about itself; None is not stated."""

    names: tuple[str, ...]  # what other items call it
    parts: tuple[Part, ...] = ()
    units: tuple[Decimal, ...] = ()  # each statement of how many units it holds
    kg: tuple[Decimal, ...] = ()  # each statement of its net weight
    litres: tuple[Decimal, ...] = ()
    drained_kg: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one item holds, links included."""

    units: Decimal | None = None  # consumer units
    kg: Decimal | None = None
    litres: Decimal | None = None
    drained_kg: Decimal | None = None
    question: str | None = None  # code of the problem that leaves the content undecided
    found: str = ""
    remark: str = ""  # counts that disagree beside a content that does not rest on them


def held(items: Sequence[Packed]) -> list[Held]:
    """Return what each item holds, in the order of `items`."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for name in dict.fromkeys(item.names):
            by_name[name].append(index)
    known = {index: _alone(item) for index, item in enumerate(items) if not item.parts}
    needs = {i: {n for p in item.parts for n in by_name[p.item]} for i, item in enumerate(items)}
    users: dict[int, list[int]] = defaultdict(list)
    for index, needed in needs.items():
        for one in needed:
            users[one].append(index)
    waiting = {index: len(needed) for index, needed in needs.items()}
    ready = deque(index for index, count in waiting.items() if not count)
    while ready:
        index = ready.popleft()
        if index not in known:
            known[index] = _whole(items[index], by_name, known)
        for user in users[index]:
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)
    cycle = Held(question="trade-pack-cycle")
    return [
        known.get(index, replace(cycle, found=", ".join(part.item for part in item.parts)))
        for index, item in enumerate(items)
    ]


def _alone(item: Packed) -> Held:
    return _agreed(item, Held(), of_parts=False)


def _whole(item: Packed, by_name: Mapping[str, Sequence[int]], known: Mapping[int, Held]) -> Held:
    """Return what an item with parts holds."""
    inside: list[tuple[Held, Decimal]] = []
    for part in item.parts:
        inner = {known[index] for index in by_name[part.item]}
        if len(inner) > 1:
            return Held(question="trade-part-ambiguous", found=part.item)
        one = next(iter(inner), Held())  # a part that the message does not describe
        if one.question is not None:
            return Held(question="trade-part-unclear", found=part.item)
        inside.append((one, part.count))
    units = sum(((one.units or ONE) * count for one, count in inside), Decimal(0))
    if units > ublwords.load().largest_units:
        return Held(question="trade-too-many-units", found=f"{units:g}")
    summed = Held(
        units=units,
        kg=_sum([(one.kg, count) for one, count in inside]),
        litres=_sum([(one.litres, count) for one, count in inside]),
        drained_kg=_sum([(one.drained_kg, count) for one, count in inside]),
    )
    return _agreed(item, summed, of_parts=True)


def _sum(amounts: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """Return what so many of each amount are together; None when one of them is not known."""
    total = Decimal(0)
    for amount, count in amounts:
        if amount is None:
            return None
        total += amount * count
    return total


def _agreed(item: Packed, parts: Held, *, of_parts: bool) -> Held:
    """Return the content that all statements of an item, and its parts, agree on."""
    share = headings().limits.content_difference
    agreed: dict[str, Decimal | None] = {}
    for name, stated, unit in (("kg", item.kg, "kg"), ("litres", item.litres, "l")):
        summed = getattr(parts, name)
        amounts = [*stated, *([] if summed is None else [summed])]
        if amounts and max(amounts) - min(amounts) > share * max(amounts):
            shown = " / ".join(f"{amount.normalize():f} {unit}" for amount in amounts)
            return Held(question="trade-content-differs", found=shown)
        agreed[name] = amounts[0] if amounts else None
    units, wrong = _units(item, parts, of_parts=of_parts)
    if wrong and not (item.kg or item.litres):
        return Held(question="trade-units-differ", found=wrong)
    drained = item.drained_kg if item.drained_kg is not None else parts.drained_kg
    kg, litres = agreed["kg"], agreed["litres"]
    return Held(units=units, kg=kg, litres=litres, drained_kg=drained, remark=wrong)


def _units(item: Packed, parts: Held, *, of_parts: bool) -> tuple[Decimal | None, str]:
    """Return the number of consumer units, or what the statements say when they differ.

    An item may count its consumer units or what stands directly inside it: 108 bottles or 18 cases.
    """
    told = sorted({count for count in item.units if count > ONE})
    shown = " / ".join(f"{count.normalize():f}" for count in told)
    if of_parts and parts.units is not None:
        inside = sum((part.count for part in item.parts), Decimal(0))
        if all(count in (parts.units, inside) for count in told):
            return parts.units, ""
        return None, f"{shown} / {parts.units.normalize():f}"
    if len(told) <= 1:
        return (told[0] if told else ONE if item.units else None), ""
    *factors, largest = told
    product = ONE
    for factor in factors:
        product *= factor
    return (largest, "") if product == largest else (None, shown)
