"""UBL Catalogue and Quotation to lines of a sheet: what is offered, at what price, in what pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from carbon.intake import ublraw, ublwords, xmlpacks, xmlprice, xmlsheet, xmlvalues
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.ublraw import RawLine
from carbon.intake.xmlpacks import Held
from carbon.intake.xmlsheet import Line
from carbon.intake.xmltree import Node
from carbon.problems import Problem, error, note, warning

LINES = {"Catalogue": ublraw.CATALOGUE, "Quotation": ublraw.QUOTATION}
HEADINGS = (
    "CatalogueLine/ID", "QuotationLine/ID", "RequestForQuotationLineID", "LineItem/ID",
    "Item/Name", "SellersItemIdentification/ID", "ManufacturersItemIdentification/ID",
    "StandardItemIdentification/ID", "StandardItemIdentification (no GTIN)", "BrandName",
    "SellerSupplierParty", "LineItem/Quantity", "LineItem/Quantity unitCode",
    xmlsheet.UNIT, xmlsheet.PRICE, xmlsheet.CURRENCY, "LineExtensionAmount", xmlsheet.CONTENT,
    xmlsheet.NET, xmlsheet.GROSS, xmlsheet.DRAINED, xmlsheet.UNITS, "PackLevelCode",
    "OriginCountry", "Certificate", "CommodityClassification", "ClassifiedTaxCategory/Percent",
    "LineValidityPeriod", "ItemComparison", "ActionCode",
)  # fmt: skip
_NAMED = 20  # numbers of lines shown in one message


@dataclass(slots=True)
class Message:
    """A catalogue or quotation while it is read."""

    root: str  # Catalogue or Quotation
    supplier: str | None = None
    provider: str | None = None
    action: str | None = None
    validity: str | None = None
    total: Decimal | None = None
    lines: list[RawLine] = field(default_factory=list)


def read(message: Message, nodes: Iterator[Node]) -> None:
    """Take in what stands under the root, one node after the other."""
    for node in nodes:
        match node.name:
            case "CatalogueLine" | "QuotationLine" if node.name == LINES[message.root]:
                message.lines.append(ublraw.read(node))
            case "SellerSupplierParty":
                message.supplier = ublraw.party(node.find("Party"))
            case "ProviderParty":
                message.provider = ublraw.party(node)
            case "ActionCode":
                message.action = node.text
            case "ValidityPeriod":
                message.validity = xmlvalues.period(node)
            case "QuotedMonetaryTotal":
                message.total = xmlvalues.decimal(node.value("LineExtensionAmount"))


def lines(message: Message, where: str) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a message with prices and packs, and what is doubtful about it."""
    sheet = f"{where}!{LINES[message.root]}"
    supplier = message.supplier or message.provider
    contents = xmlpacks.held([raw.packed for raw in message.lines])
    problems = list(_about_message(message, where))
    made: list[Line] = []
    twice = _same_ids(message)
    for number, (raw, held) in enumerate(zip(message.lines, contents, strict=True), 1):
        action = ublwords.load().action(raw.action)
        if not raw.offered or "delete" in (action, ublwords.load().action(message.action)):
            made.append(Line(offered=False))
            continue
        line, wrong = _line(raw, held, f"{sheet}!{number}")
        if number in twice:
            line[xmlsheet.PRICE] = ErrorCell(f"ID {twice[number]}", told=True)
        if line.get("SellerSupplierParty") is None:
            line["SellerSupplierParty"] = supplier
        line["LineValidityPeriod"] = line["LineValidityPeriod"] or message.validity
        made.append(Line(cells=line))
        problems += wrong
    if message.total is not None and message.root == "Quotation":
        cells: dict[str, CellValue] = {"QuotationLine/ID": "Total"}
        made.append(Line(cells={**cells, "LineExtensionAmount": float(message.total)}))
    return made, [*problems, *_ids_twice(twice, sheet)]


def _same_ids(message: Message) -> dict[int, str]:
    """Return number of line -> its ID, for IDs that several lines have: which holds is unknown."""
    heading = f"{LINES[message.root]}/ID"
    ids = {n: str(raw.cells[heading] or "") for n, raw in enumerate(message.lines, 1)}
    counts = Counter(ids.values())
    return {number: one for number, one in ids.items() if one and counts[one] > 1}


def _ids_twice(twice: Mapping[int, str], sheet: str) -> Iterator[Problem]:
    for one in dict.fromkeys(twice.values()):
        numbers = [number for number, other in twice.items() if other == one]
        yield error(
            "trade-line-id-twice", f"{sheet}!{numbers[1]}", found=one, lines=_numbers(numbers)
        )


def _line(raw: RawLine, held: Held, where: str) -> tuple[dict[str, CellValue], list[Problem]]:
    ordered = xmlprice.Ordered(
        code=raw.orderable, units=held.units, pieces=raw.pieces, several=raw.several
    )
    priced, problems = xmlprice.read(raw.prices, ordered, where)
    content, wrong = xmlsheet.content_cells(held, raw.gross_kg, priced.unit, where)
    problems += wrong
    if raw.with_packing:
        problems.append(warning("trade-weight-with-packing", where))
    if raw.others:
        problems.append(note("trade-alternatives-left-out", where, count=raw.others))
    action = ublwords.load().action(raw.action)
    if action is None:
        problems.append(warning("trade-action-unknown", where, found=raw.action or ""))
    told: dict[str, CellValue] = {
        xmlsheet.UNIT: priced.unit,
        xmlsheet.PRICE: priced.price,
        xmlsheet.CURRENCY: priced.currency,
    }
    return {**raw.cells, **told, **content}, problems


def _about_message(message: Message, where: str) -> Iterator[Problem]:
    """Yield what holds for the whole message: an update, lines left out, no food."""
    words = ublwords.load()
    if not message.lines:
        yield error("trade-no-lines", where, found=message.root)
        return
    whole = words.action(message.action)
    if whole is None:
        yield warning("trade-action-unknown", where, found=message.action or "")
    acts = [words.action(raw.action) for raw in message.lines]
    changed = [n for n, act in enumerate(acts, 1) if act in ("update", "delete")]
    if whole in ("update", "delete") or changed:
        found = message.action if whole in ("update", "delete") else _numbers(changed)
        yield warning("trade-not-full-list", where, found=found or "")
    sheet = f"{where}!{LINES[message.root]}"
    deleted = [n for n, act in enumerate(acts, 1) if "delete" in (act, whole)]
    if deleted:
        yield warning("trade-lines-deleted", sheet, count=len(deleted), found=_numbers(deleted))
    closed = [n for n, raw in enumerate(message.lines, 1) if not raw.offered and n not in deleted]
    if closed:
        yield note("trade-lines-not-orderable", sheet, count=len(closed), found=_numbers(closed))
    yield from _about_food(message, sheet)
    if message.root == "Quotation" and not any(
        raw.cells["RequestForQuotationLineID"] for raw in message.lines
    ):
        yield warning("trade-no-buyer-lines", sheet)


def _about_food(message: Message, sheet: str) -> Iterator[Problem]:
    words = ublwords.load()
    told: dict[int, list[tuple[str, bool]]] = {}
    for number, raw in enumerate(message.lines, 1):
        for scheme, code in raw.classes:
            known = words.scheme(scheme)
            if known is not None:
                food = code.startswith(words.food_classes[known])
                told.setdefault(number, []).append((f"{known} {code}", food))
    strange = {n: found for n, found in told.items() if not any(food for _, food in found)}
    if strange:
        codes = dict.fromkeys(code for found in strange.values() for code, _ in found)
        shown = ", ".join(list(codes)[:_NAMED])
        every = len(strange) == len(told)
        code = "trade-no-food" if every else "trade-lines-no-food"
        yield warning(code, sheet, count=len(strange), found=shown, lines=_numbers(list(strange)))


def _numbers(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_NAMED]))
    return shown if len(numbers) <= _NAMED else f"{shown} …"
