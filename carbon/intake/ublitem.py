"""An `Item` of a UBL message: its names, numbers, classes and what it says that it holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from carbon.intake import gtins, packtexts, ublwords, xmlvalues
from carbon.intake.texts import fold_all
from carbon.intake.xmltree import Node
from carbon.intake.xmlvalues import Amount

GTIN_SCHEME = "0160"
_TIMES = re.compile(r"\d\s*[x×*]\s*\d", re.IGNORECASE)

Measures = dict[str, list[Amount]]  # net, packed, gross, drained -> statements


def texts(item: Node) -> dict[str, str | None]:
    """Return heading -> text for everything about an item that is text."""
    names = [*item.all("Name"), *item.all("Description")]
    named = [node for node in names if node.name == "Name" and node.text] or names
    gtin, other = _standard(item)
    return {
        "Item/Name": xmlvalues.in_language(named, "languageID", ublwords.load().languages),
        "SellersItemIdentification/ID": item.value("SellersItemIdentification/ID"),
        "ManufacturersItemIdentification/ID": item.value("ManufacturersItemIdentification/ID"),
        "StandardItemIdentification/ID": gtin,
        "StandardItemIdentification (no GTIN)": other,
        "BrandName": item.value("BrandName") or item.value("ManufacturerParty/PartyName/Name"),
        "OriginCountry": _origin(item),
        "Certificate": xmlvalues.joined(
            [one.value("CertificateTypeCode") for one in item.all("Certificate")]
        ),
        "CommodityClassification": xmlvalues.joined(
            [f"{scheme} {code}".strip() for scheme, code in classes(item)]
        ),
        "ClassifiedTaxCategory/Percent": item.value("ClassifiedTaxCategory/Percent"),
    }


def _standard(item: Node) -> tuple[str | None, str | None]:
    """Return the GTIN, and a standard number of another scheme."""
    node = next((one for one in item.each("StandardItemIdentification/ID") if one.text), None)
    if node is None:
        return None, None
    scheme = node.value("schemeID") or ""
    is_gtin = scheme == GTIN_SCHEME or "GTIN" in scheme.upper()
    if is_gtin or (not scheme and gtins.is_gtin(node.text)):
        return node.text, None
    return None, f"{scheme} {node.text}".strip()


def _origin(item: Node) -> str | None:
    codes = dict.fromkeys(node.text for node in item.each("OriginCountry/IdentificationCode"))
    return " / ".join(code for code in codes if code) or None


def classes(item: Node) -> Iterator[tuple[str, str]]:
    """Yield (scheme as written, code) of each commodity class."""
    for one in item.all("CommodityClassification"):
        for code in one.all("ItemClassificationCode"):
            if code.text:
                yield code.value("listID") or one.value("CommodityCode") or "", code.text


def measures(item: Node) -> Measures:
    """Return what properties and dimensions say of weight and volume, by kind."""
    words = ublwords.load().measures
    found: Measures = defaultdict(list)
    for one in item.all("AdditionalItemProperty"):
        kind = words.get(fold_all(one.value("Name") or ""))
        kind = kind or words.get(fold_all(one.value("NameCode") or ""))
        told = xmlvalues.amount(one.find("ValueQuantity"))
        if told is None or told.unit is None:
            told = xmlvalues.amount_in_text(one.value("Value"))
        if kind and told is not None:
            found[kind].append(told)
    for one in item.all("Dimension"):
        kind = words.get(fold_all(one.value("AttributeID") or ""))
        told = xmlvalues.amount(one.find("Measure"))
        if kind and told is not None:
            found[kind].append(told)
    return found


def sizes(amounts: list[Amount], canonical: str) -> tuple[Decimal, ...]:
    """Return the amounts that measure kg or litres, in that unit, zeros left out."""
    return tuple(one.size for one in amounts if one.canonical == canonical and one.size > 0)


def counts(item: Node, content: Amount | None, packs: Sequence[Amount] = ()) -> tuple[Decimal, ...]:
    """Return every statement of how many units an item holds."""
    told: list[Decimal | None] = [xmlvalues.decimal(item.value("PackSizeNumeric"))]
    for one in (*packs, content):
        if one is not None and one.canonical in (None, "item", "package"):
            told.append(one.number)
    return tuple(count for count in told if count is not None and count > 0)


def packs(line: Node, item: Node) -> list[Amount]:
    """Return every PackQuantity, of the item and (where UBL has none, but files do) of the line."""
    nodes = [*item.all("PackQuantity"), *line.all("PackQuantity")]
    return [one for one in map(xmlvalues.amount, nodes) if one is not None]


def several_in_name(item: Node) -> str | None:
    """Return the name of an item that says that it holds several: `12x1 L`, `30 st`, `6-pack`."""
    for node in item.all("Name"):
        if _TIMES.search(packtexts.quiet(node.text)) or (packtexts.pieces(node.text) or 1) > 1:
            return node.text
    return None
