"""What one priced unit holds, in kg, litres or pieces, and how that is known.

In the order of inputs.md section 5: the unit itself, a net weight, the pack text, the size in the
name. Two statements that differ, and an amount beyond reason, leave the content unknown: neither
is picked, and what a package holds is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from carbon.intake import quantities
from carbon.intake.fields import headings
from carbon.units import UnitFactor

UNDECIDED = ("content-differs", "content-too-large", "content-too-small")  # never to be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one priced unit holds, and how that is known."""

    amount: Decimal | None = None
    unit: str | None = None  # kg, L or item
    net_weight_kg: Decimal | None = None
    drained_kg: Decimal | None = None
    assumed: bool = False  # from the pack text or the name
    approximate: bool = False
    question: str | None = None
    found: str = ""


def _sized(pack: quantities.Pack, text: str, unit: UnitFactor, *, every: bool) -> Content | None:
    """Return the content that a pack text gives one priced unit; None when it gives none.

    A single piece is only what a pack of one says: "24x50 cl" beside "st" may be a bottle or the
    case. `every` is for sheets whose priced unit is the whole pack.
    """
    whole = every or unit.canonical == "package"
    if pack.amount is None:
        if whole and pack.pieces is not None and not every:
            return Content(amount=Decimal(pack.pieces), unit="item", assumed=True, found=text)
        return None
    if not whole and pack.count not in (None, 1):
        return Content(question="pack-per-piece", found=text)
    weight = pack.amount if pack.unit == "kg" else None
    by_piece = unit.canonical == "item" or every
    return Content(
        amount=Decimal(1) if by_piece and weight is not None else pack.amount,
        unit="item" if by_piece and weight is not None else pack.unit,
        net_weight_kg=weight,
        drained_kg=pack.drained_kg,
        assumed=True,
        approximate=pack.approximate,
        found=text,
    )


def content_of(
    unit: UnitFactor,
    *,
    net_weight_kg: Decimal | None = None,
    pack: str | None = None,
    name: str | None = None,
    priced_unit: bool = False,
) -> Content:
    """Return what one canonical priced unit holds.

    `net_weight_kg` is the stated net weight of one priced unit, `pack` the pack column, `name` the
    product name, each if there is one. `priced_unit` counts whatever is priced as one piece.
    """
    content = _stated(unit, net_weight_kg, pack, name, priced_unit)
    limits = headings().limits
    for amount in (content.amount, content.net_weight_kg):
        if amount is None:
            continue
        if amount > limits.largest_content:
            return Content(question="content-too-large", found=f"{amount:g}")
        if amount < limits.smallest_content:
            return Content(question="content-too-small", found=f"{amount:g}")
    return content


def _stated(
    unit: UnitFactor,
    net_weight_kg: Decimal | None,
    pack: str | None,
    name: str | None,
    priced_unit: bool,
) -> Content:
    if unit.canonical in ("kg", "L"):
        weight = net_weight_kg / unit.factor if net_weight_kg and unit.canonical == "L" else None
        return Content(amount=Decimal(1), unit=unit.canonical, net_weight_kg=weight)
    read = _from_texts(unit, pack, name, priced_unit)
    if net_weight_kg is not None:
        return _weighed(unit, net_weight_kg, read, priced_unit)
    if read is not None and read.amount is not None:
        return read
    if priced_unit:
        return _counted(unit, pack, read)
    if unit.canonical == "item":
        question, found = (read.question, read.found) if read else (None, "")
        return Content(amount=Decimal(1), unit="item", question=question, found=found)
    question = read.question if read else "pack-unknown"
    return Content(question=question or "pack-unknown", found=pack or name or "")


def _counted(unit: UnitFactor, pack: str | None, read: Content | None) -> Content:
    """Return how many pieces a priced unit holds: what its pack says, one when there is no pack.

    A case whose pack says neither weight nor pieces holds an unknown number, never one.
    """
    pieces = quantities.parse(pack).pieces if pack else None
    if pieces is None and not pack and unit.canonical == "item":
        pieces = 1
    return Content(
        amount=None if pieces is None else Decimal(pieces),
        unit=None if pieces is None else "item",
        assumed=pack is not None and pieces is not None,
        question=read.question if read else None,
        found=read.found if read else "",
    )


def _from_texts(
    unit: UnitFactor, pack: str | None, name: str | None, priced_unit: bool
) -> Content | None:
    question: Content | None = None
    for text in (pack, name):
        if not text:
            continue
        parsed = quantities.parse(text)
        sized = _sized(parsed, text, unit, every=priced_unit)
        if sized is not None and sized.question is None:
            return sized
        if question is None and text is pack:
            question = sized or Content(question=parsed.question, found=text)
    return question


def _weighed(unit: UnitFactor, weight: Decimal, read: Content | None, priced_unit: bool) -> Content:
    """Return the content when a net weight is stated; the pack text is only compared with it."""
    weight = weight / unit.factor
    if read is not None and read.net_weight_kg:
        gap = abs(read.net_weight_kg - weight) / max(read.net_weight_kg, weight)
        if gap > headings().limits.content_difference:
            return Content(question="content-differs", found=f"{weight:f} kg / {read.found}")
    amount, basis = weight, "kg"
    if unit.canonical == "item" or priced_unit:
        amount, basis = Decimal(1), "item"
    elif read is not None and read.unit in ("L", "item") and read.amount is not None:
        amount, basis = read.amount, read.unit
    return Content(
        amount=amount,
        unit=basis,
        net_weight_kg=weight,
        drained_kg=read.drained_kg if read else None,
    )
