"""GS1 trade items (GDSN catalogue item notifications, XML or JSON) to lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake import ublitem, ublwords, xmlpacks, xmlprice, xmlsheet, xmlvalues
from carbon.intake.records import CellValue
from carbon.intake.xmlpacks import Held, Packed, Part
from carbon.intake.xmlsheet import Line
from carbon.intake.xmltree import Node
from carbon.intake.xmlvalues import Amount
from carbon.problems import Problem, error, note, warning

SHEET = "tradeItem"
ROOTS = frozenset({"catalogueItemNotificationMessage", "catalogueItemNotification", "catalogueItem",
                   "tradeItem"})  # fmt: skip
HEADINGS = (
    "tradeItem", "gtin", "tradeItemDescription", "SUPPLIER_ASSIGNED", "MANUFACTURER_PART_NUMBER",
    "brandName", "informationProviderOfTradeItem", xmlsheet.UNIT, xmlsheet.PRICE,
    xmlsheet.CURRENCY, xmlsheet.CONTENT, xmlsheet.NET, xmlsheet.GROSS, xmlsheet.DRAINED,
    xmlsheet.UNITS, "countryOfOrigin", "provenanceStatement", "labelAccreditation",
    "gpcCategoryCode", "cataloguePrice period",
)  # fmt: skip
_PIECE, _PACKAGE = "C62", "XPK"
_LABELS = ("packagingMarkedLabelAccreditationCode", "certificationStandard")
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """One trade item before the items inside it are known."""

    cells: dict[str, CellValue]
    unit: str  # code of one of it: a piece or a package
    prices: tuple[Node, ...]
    packed: Packed
    gross_kg: Decimal | None
    orderable: str  # "true", "false" or ""
    deleted: bool


def lines(message: Node, where: str) -> tuple[list[Line], list[Problem]]:
    """Return a line for each trade item of a message, in its order, and what is doubtful."""
    raws = [_raw(item, deleted) for item, deleted in _items(message)]
    sheet = f"{where}!{SHEET}"
    if not raws:
        return [], [error("trade-no-lines", where, found=SHEET)]
    contents = xmlpacks.held([raw.packed for raw in raws])
    some = any(raw.orderable in _TRUE for raw in raws)
    closed = [n for n, raw in enumerate(raws, 1) if some and raw.orderable in _FALSE]
    problems: list[Problem] = []
    made: list[Line] = []
    for number, (raw, held) in enumerate(zip(raws, contents, strict=True), 1):
        if raw.deleted or number in closed:
            made.append(Line(offered=False))
            continue
        line, wrong = _line(raw, held, f"{sheet}!{number}")
        made.append(Line(cells=line))
        problems += wrong
    deleted = [n for n, raw in enumerate(raws, 1) if raw.deleted]
    for code, tell, numbers in (
        ("trade-lines-deleted", warning, deleted),
        ("trade-lines-not-orderable", note, [n for n in closed if n not in deleted]),
    ):
        if numbers:
            shown = ", ".join(map(str, numbers))
            problems.append(tell(code, sheet, count=len(numbers), found=shown))
    return made, problems


def _items(message: Node) -> Iterator[tuple[Node, bool]]:
    """Yield every trade item, and whether the message takes it out of the list."""
    commands = list(message.inside("documentCommand")) or [message]
    for command in commands:
        header = next(command.inside("documentCommandHeader"), None)
        action = ublwords.load().action(header.value("type")) if header else "add"
        yield from ((item, action == "delete") for item in command.inside("tradeItem"))


def _first(item: Node, name: str) -> str | None:
    return next((node.text for node in item.inside(name) if node.text), None)


def _amounts(item: Node, name: str) -> list[Amount]:
    read = [xmlvalues.amount(node) for node in item.inside(name)]
    return [one for one in read if one is not None]


def _raw(item: Node, deleted: bool) -> _Raw:
    kind = item.value("tradeItemUnitDescriptorCode")
    parts = tuple(_parts(item))
    single = kind in ublwords.load().single_items if kind else not parts
    content = _amounts(item, "netContent")
    weights = [*content, *_amounts(item, "netWeight")]
    gross = ublitem.sizes(_amounts(item, "grossWeight"), "kg")
    drained = ublitem.sizes(_amounts(item, "drainedWeight"), "kg")
    gtin = item.value("gtin")
    return _Raw(
        cells=_texts(item, kind, gtin),
        unit=_PIECE if single else _PACKAGE,
        prices=tuple(item.inside("cataloguePrice")),
        packed=Packed(
            names=(gtin.lstrip("0"),) if gtin else (),
            parts=parts,
            units=tuple(one.number for one in content if one.canonical == "item" and one.number),
            kg=ublitem.sizes(weights, "kg"),
            litres=ublitem.sizes(content, "L"),
            drained_kg=drained[0] if drained else None,
        ),
        gross_kg=gross[0] if gross else None,
        orderable=(item.value("isTradeItemAnOrderableUnit") or "").casefold(),
        deleted=deleted,
    )


def _parts(item: Node) -> Iterator[Part]:
    for child in item.inside("childTradeItem"):
        gtin = child.value("gtin")
        count = xmlvalues.decimal(child.value("quantityOfNextLowerLevelTradeItem"))
        if gtin and count is not None and count > 0:
            yield Part(item=gtin.lstrip("0"), count=count)


def _texts(item: Node, kind: str | None, gtin: str | None) -> dict[str, CellValue]:
    names = list(item.inside("tradeItemDescription")) or list(item.inside("functionalName"))
    numbers = {
        node.value("additionalTradeItemIdentificationTypeCode"): node.text
        for node in item.inside("additionalTradeItemIdentification")
    }
    countries = dict.fromkeys(
        node.value("countryCode") or node.text for node in item.inside("countryOfOrigin")
    )
    labels: list[str | None] = [node.text for name in _LABELS for node in item.inside(name)]
    periods = [
        f"{(_first(one, 'priceEffectiveStartDate') or '')[:10]}"
        f"/{(_first(one, 'priceEffectiveEndDate') or '')[:10]}".strip("/")
        for one in item.inside("cataloguePrice")
    ]
    return {
        "tradeItem": kind or SHEET,
        "gtin": gtin,
        "tradeItemDescription": xmlvalues.in_language(
            names, "languageCode", ublwords.load().languages
        ),
        "SUPPLIER_ASSIGNED": numbers.get("SUPPLIER_ASSIGNED"),
        "MANUFACTURER_PART_NUMBER": numbers.get("MANUFACTURER_PART_NUMBER"),
        "brandName": _first(item, "brandName"),
        "informationProviderOfTradeItem": item.value("informationProviderOfTradeItem/partyName"),
        "countryOfOrigin": " / ".join(code for code in countries if code) or None,
        "provenanceStatement": _first(item, "provenanceStatement"),
        "labelAccreditation": xmlvalues.joined(labels),
        "gpcCategoryCode": _first(item, "gpcCategoryCode"),
        "cataloguePrice period": xmlvalues.joined([*periods]),
    }


def _line(raw: _Raw, held: Held, where: str) -> tuple[dict[str, CellValue], list[Problem]]:
    prices = [_as_ubl(price, raw.unit) for price in raw.prices]
    priced, problems = xmlprice.read(
        prices, xmlprice.Ordered(code=raw.unit, units=held.units), where
    )
    content, wrong = xmlsheet.content_cells(held, raw.gross_kg, priced.unit, where)
    told: dict[str, CellValue] = {
        xmlsheet.UNIT: priced.unit,
        xmlsheet.PRICE: priced.price,
        xmlsheet.CURRENCY: priced.currency,
    }
    return {**raw.cells, **told, **content}, [*problems, *wrong]


def _as_ubl(price: Node, unit: str) -> Node:
    """Return a GS1 price in the form of UBL; a count it is per counts trade items."""
    basis = price.find("priceBasisQuantity")
    children: list[Node] = []
    for amount in price.all("tradeItemPrice"):
        currency = Node("currencyID", amount.value("currencyCode") or "")
        children.append(Node("PriceAmount", amount.text, (currency,)))
    if basis is not None:
        read = xmlvalues.amount(basis)
        measure = read is not None and read.canonical in ("kg", "L")
        code = read.code if read is not None and measure else unit
        text = f"{read.number}" if read is not None else basis.text or "?"
        children.append(Node("BaseQuantity", text, (Node("unitCode", code),)))
    return Node("Price", "", tuple(children))
