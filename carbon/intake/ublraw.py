"""One line of a UBL catalogue or quotation, as it stands: texts, prices, what it says it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake import ublitem, xmlvalues
from carbon.intake.records import CellValue
from carbon.intake.xmlpacks import Packed, Part
from carbon.intake.xmltree import Node
from carbon.intake.xmlvalues import Amount

CATALOGUE, QUOTATION = "CatalogueLine", "QuotationLine"
MEASURED = ("kg", "L")
_NUMBERS = ("Standard", "Sellers", "Manufacturers")
_OTHERS = ("SellerProposedSubstituteLineItem", "AlternativeLineItem")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """One line before its pack is known: only what is needed is kept of it."""

    cells: dict[str, CellValue]
    orderable: str | None  # code of the unit it is ordered in
    pieces: Decimal | None  # how many pieces it says outright that one holds
    several: str | None  # its name, when that tells of several
    prices: tuple[Node, ...]
    packed: Packed
    gross_kg: Decimal | None
    with_packing: bool
    action: str | None
    offered: bool
    classes: tuple[tuple[str, str], ...]
    others: int  # substitutes and alternatives inside the line


def party(node: Node | None) -> str | None:
    """Return the name of a party; None when it gives none."""
    if node is None:
        return None
    return node.value("PartyName/Name") or node.value("PartyLegalEntity/RegistrationName")


def read(line: Node) -> RawLine:
    """Return what one CatalogueLine or QuotationLine says, before anything is worked out."""
    inner = line.find("LineItem") or line if line.name == QUOTATION else line
    item = inner.find("Item") or Node("Item", "")
    quantity = inner.find("Quantity")
    measures = ublitem.measures(item)
    packs = ublitem.packs(line, item)
    packed, with_packing = _packed(line, item, measures, packs)
    gross = ublitem.sizes(measures.get("gross", []), "kg")
    prices = "Price" if line.name == QUOTATION else "RequiredItemLocationQuantity/Price"
    return RawLine(
        cells={**ublitem.texts(item), **_line_texts(line, inner, quantity)},
        orderable=line.value("OrderableUnit") or line.value("LineItem/Quantity/unitCode"),
        pieces=_pieces(line, packs),
        several=ublitem.several_in_name(item),
        prices=tuple(inner.each(prices)),
        packed=packed,
        gross_kg=gross[0] if gross else None,
        with_packing=with_packing,
        action=line.value("ActionCode"),
        offered=line.value("OrderableIndicator") not in ("false", "0"),
        classes=tuple(ublitem.classes(item)),
        others=sum(1 for name in _OTHERS for _ in line.all(name)),
    )


def _pieces(line: Node, packs: Sequence[Amount]) -> Decimal | None:
    """Return the number of pieces (EA, C62, H87) in the item; None when it has parts, or two."""
    content = xmlvalues.amount(line.find("ContentUnitQuantity"))
    told = {one.size for one in (*packs, content) if one is not None and one.canonical == "item"}
    return told.pop() if len(told) == 1 and line.find("ComponentRelatedItem") is None else None


def _packed(
    line: Node, item: Node, measures: ublitem.Measures, packs: Sequence[Amount]
) -> tuple[Packed, bool]:
    """Return what an item says that it holds, and whether only with the consumer's packing."""
    content = xmlvalues.amount(line.find("ContentUnitQuantity"))
    stated = [*measures.get("net", []), *([content] if content is not None else [])]
    with_packing = not any(one.canonical in MEASURED for one in stated)
    if with_packing:
        stated = measures.get("packed", [])
    drained = ublitem.sizes(measures.get("drained", []), "kg")
    names = (item.value(f"{kind}ItemIdentification/ID") for kind in _NUMBERS)
    packed = Packed(
        names=tuple(name.lstrip("0") for name in names if name),
        parts=tuple(_parts(line)),
        units=ublitem.counts(item, content, packs),
        kg=ublitem.sizes(stated, "kg"),
        litres=ublitem.sizes(stated, "L"),
        drained_kg=drained[0] if drained else None,
    )
    return packed, with_packing and bool(stated)


def _parts(line: Node) -> Iterator[Part]:
    for one in line.all("ComponentRelatedItem"):
        name, count = one.value("ID"), xmlvalues.amount(one.find("Quantity"))
        # So many kilograms of another item are no number of them.
        if name and count is not None and count.number > 0 and count.canonical not in MEASURED:
            yield Part(item=name.lstrip("0"), count=count.number)


def _line_texts(line: Node, inner: Node, quantity: Node | None) -> dict[str, CellValue]:
    amount = xmlvalues.decimal(inner.value("LineExtensionAmount"))
    number = xmlvalues.decimal(quantity.text) if quantity else None
    wanted = line.value("RequestForQuotationLineID") or line.value("RequestLineReference/LineID")
    return {
        f"{line.name}/ID": line.value("ID"),
        "RequestForQuotationLineID": wanted,
        "LineItem/ID": inner.value("ID") if inner is not line else None,
        "SellerSupplierParty": party(line.find("SellerSupplierParty/Party")),
        "LineItem/Quantity": float(number) if number is not None else None,
        "LineItem/Quantity unitCode": quantity.value("unitCode") if quantity else None,
        "LineExtensionAmount": float(amount) if amount is not None else None,
        "PackLevelCode": line.value("PackLevelCode"),
        "LineValidityPeriod": xmlvalues.period(line.find("LineValidityPeriod"))
        or xmlvalues.period(inner.find("RequiredItemLocationQuantity/Price/ValidityPeriod")),
        "ItemComparison": _comparison(line),
        "ActionCode": line.value("ActionCode"),
    }


def _comparison(line: Node) -> str | None:
    one = line.find("ItemComparison")
    amount, per = (one.value("PriceAmount"), one.find("Quantity")) if one else (None, None)
    if one is None or not amount:
        return None
    currency = one.value("PriceAmount/currencyID") or ""
    quantity = f"{per.text} {per.value('unitCode') or ''}".strip() if per else "?"
    return f"{amount} {currency} / {quantity}"
