"""What a supplier offers, written as a table of text: one line of the table is one product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from carbon.tender.records import Tender

OWN = {
    "stages": "gård, markanvändning, förädling, förpackning",
    "level": "3",
    "valid": "2028-12-31",
}
HEADINGS = {
    "number": "Position", "wanted": "Benämning", "quantity": "Årsvolym",
    "quantity_unit": "Volymenhet",
    "product": "Offererad produkt", "article": "Artikelnr", "gtin": "GTIN", "brand": "Varumärke",
    "pack": "Förpackning", "net": "Nettovikt kg", "unit": "Prisenhet", "price": "Anbudspris",
    "organic": "Ekologisk", "origin": "Ursprung", "place": "Ursprungsort",
    "country": "Ursprungsland",
    "made_in": "Produktionsland", "vehicle": "Fordon", "round_km": "Rundans längd km",
    "round_kg": "Rundans last kg", "proof": "Transportunderlag", "kg": "Klimatavtryck kg CO2e/kg",
    "stages": "Systemgräns", "level": "Bevisnivå", "evidence": "Bevis", "valid": "Giltigt till",
    "remark": "Kommentar",
}  # fmt: skip
NUMBERS = ("net", "round_km", "round_kg", "kg", "level")
LEGS = (
    "Gäller rad", "Etapp", "Från", "Till", "Transportslag", "Fordon", "Drivmedel", "Temperatur",
    "Underlag",
)  # fmt: skip
_FIRST = ("number", "product", "pack", "unit", "price")

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One supplier's rows; `headings` are its own words for columns, where they are not ours."""

    supplier: str
    rows: Sequence[Row]
    legs: Sequence[Sequence[str]] = ()
    headings: dict[str, str] = field(default_factory=dict)
    priced_as_numbers: bool = True
    remark: str = "Alla priser i SEK exklusive moms."

    def columns(self) -> list[str]:
        """Return the fields that some row fills, in the order of the columns."""
        filled = {key for row in self.rows for key, text in row.items() if text}
        return [key for key in HEADINGS if key in filled]

    def heading(self, key: str) -> str:
        """Return what this supplier calls a column."""
        return self.headings.get(key, HEADINGS[key])


def table(text: str, **every: str) -> list[Row]:
    """Return rows of `number | product | pack | unit | price | key=value; key=value`.

    A line that begins with + goes on with the keys of the line before. `own=KG` is an own footprint
    up to the gate, reviewed by others. `every` holds for each row that does not say otherwise.
    """
    made: list[Row] = []
    for line in text.strip().splitlines():
        if line.strip().startswith("+"):
            made[-1] |= _told(line.strip().removeprefix("+"))
            continue
        cells = [cell.strip() for cell in line.split("|")]
        more = cells[len(_FIRST)] if len(cells) > len(_FIRST) else ""
        made.append({**every, **dict(zip(_FIRST, cells, strict=False)), **_told(more)})
    return made


def _told(text: str) -> Row:
    told = dict(part.strip().split("=", 1) for part in text.split(";") if part.strip())
    if "own" in told:
        return {"kg": told.pop("own"), **OWN, **told}
    return told


def legs(text: str) -> list[list[str]]:
    """Return rows of a sheet of legs, in the order of `LEGS`; a hyphen is an empty cell."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [["" if cell == "-" else cell for cell in row] for row in rows]


def announced(offer: Offer, tender: Tender) -> Offer:
    """Return the offer with the buyer's words beside it, as an e-procurement system exports it."""
    lines = {line.number: line for lot in tender.lots for line in lot.lines}
    units = {"L": "l", "item": "st"}
    rows = []
    for row in offer.rows:
        line = lines[row["number"]]
        wanted = {
            "wanted": line.name,
            "quantity": f"{line.quantity:f}",
            "quantity_unit": units.get(line.unit, line.unit),
        }
        rows.append({**wanted, **row})
    return Offer(
        supplier=offer.supplier,
        rows=rows,
        legs=offer.legs,
        headings=offer.headings,
        priced_as_numbers=offer.priced_as_numbers,
        remark=offer.remark,
    )
