"""What one priced unit holds, in kg, litres or pieces, and how that is known.

In the order of inputs.md section 5: the unit itself, a net weight, the pack text, the size in the
name. Two statements that differ, and an amount beyond reason, leave the content unknown: neither
is picked, and what a package holds is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    if unit.canonical in ("kg", "L"):
        return content
    return _beside_name(content, unit, pack, name)


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
        return _weighed(unit, net_weight_kg, read, pack, priced_unit)
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
    pieces = quantities.of_pack_column(pack).pieces if pack else None
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
    for text, parse in ((pack, quantities.of_pack_column), (name, quantities.parse)):
        if not text:
            continue
        parsed = parse(text)
        sized = _sized(parsed, text, unit, every=priced_unit)
        if sized is not None and sized.question is None:
            return sized
        if question is None and text is pack:
            question = sized or Content(question=parsed.question, found=text)
    return question


def _weighed(
    unit: UnitFactor, weight: Decimal, read: Content | None, pack: str | None, priced_unit: bool
) -> Content:
    """Return the content when a net weight is stated; the pack text is only compared with it."""
    weight = weight / unit.factor
    shown = f"{weight:f} kg / {read.found if read else pack}"
    packed = read if read is not None and read.found == pack else None
    if packed and packed.net_weight_kg and not alike(weight, packed.net_weight_kg):
        return Content(question="content-differs", found=shown)
    if packed and packed.question == "pack-per-piece":
        levels = quantities.of_pack_column(packed.found)
        if levels.unit == "kg" and not any(alike(weight, level) for level in levels.levels):
            return Content(question="content-differs", found=shown)
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


def alike(one: Decimal, other: Decimal) -> bool:
    """Tell whether two statements of the same amount lie within the tolerance of the library."""
    return abs(one - other) <= headings().limits.content_difference * max(one, other)


def _beside_name(content: Content, unit: UnitFactor, pack: str | None, name: str | None) -> Content:
    """Return the content, or the question that the size inside the name raises against it.

    A name may tell the size of an inner pack ("Krossade tomater 2,5 kg" in 6x2,5 kg). A size that
    goes a whole number of times into the content may be a piece of it: that is told. Any other
    difference leaves the content unknown.
    """
    held = _held(content)
    named = quantities.parse(name) if name else None
    if held is None or named is None or named.amount is None or named.unit != held[1]:
        return content
    amount, size = held[0], named.amount
    inner = quantities.of_pack_column(pack).levels if pack else ()
    if alike(amount, size) or any(alike(size, level) for level in inner):
        return content
    if unit.canonical == "item" and any(alike(amount, level) for level in named.levels):
        return content  # a piece may be one of the six that the name tells of
    found = f"{amount.normalize():f} {held[1]} / {name}"
    times = amount / size
    about = named.approximate or content.approximate
    if about or (times > 1 and alike(times, Decimal(round(times)))):
        return replace(content, question="content-name-differs", found=found)
    return Content(question="content-differs", found=found)


def _held(content: Content) -> tuple[Decimal, str] | None:
    """Return what a content comes to in kg or litres, if it says so."""
    if content.net_weight_kg is not None:
        return content.net_weight_kg, "kg"
    if content.amount is not None and content.unit in ("kg", "L"):
        return content.amount, content.unit
    return None
