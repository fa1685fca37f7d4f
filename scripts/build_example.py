"""Write the offers of examples/mejeri-och-rotfrukter as an e-procurement system would export them.

Every supplier is invented. Two shapes: a price annex per supplier (one with a transport sheet and
own values, one with gaps), and one compilation of several suppliers in a single sheet.

Run: python scripts/build_example.py
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

OFFERS = Path(__file__).resolve().parents[1] / "examples" / "mejeri-och-rotfrukter" / "offers"
FIXED = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
GATE = "gård, markanvändning, förädling, förpackning"
LINES = {
    "1.1": ("Mellanmjölk 1,5 %", 42000, "l"),
    "1.2": ("Vispgrädde 36–40 %", 3200, "l"),
    "1.3": ("Naturell yoghurt 3 %", 9000, "kg"),
    "1.4": ("Smör, normalsaltat", 2400, "kg"),
    "1.5": ("Hushållsost 26–28 %, bit", 4500, "kg"),
    "2.1": ("Potatis, oskalad", 60000, "kg"),
    "2.2": ("Morot, tvättad", 22000, "kg"),
    "2.3": ("Kålrot", 6000, "kg"),
    "2.4": ("Gul lök", 9000, "kg"),
    "2.5": ("Vitkål", 7000, "kg"),
    "3.1": ("Rågbröd, skivat", 8000, "kg"),
    "3.2": ("Knäckebröd", 2500, "kg"),
    "3.3": ("Hamburgerbröd, ca 55 g", 30000, "st"),
}
HEADINGS = [
    "Position", "Benämning", "Årsvolym", "Volymenhet", "Offererad produkt", "Artikelnr", "Förpackning",
    "Nettovikt kg", "Prisenhet", "Anbudspris", "Ursprungsort", "Ursprungsland", "Fordon", "Rundans längd km",
    "Rundans last kg", "Transportunderlag", "Klimatavtryck kg CO2e/kg", "Systemgräns", "Bevisnivå", "Bevis", "Giltigt till",
    "Kommentar",
]  # fmt: skip

Row = dict[str, object]


def row(number: str, product: str, pack: str, unit: str, price: object, **more: object) -> Row:
    """Return one offered product; `more` fills the remaining columns by their heading's key."""
    return {"number": number, "product": product, "pack": pack, "unit": unit, "price": price} | more


def own(kg: float, document: str, level: int = 3) -> Row:
    return {
        "kg": kg,
        "stages": GATE,
        "level": level,
        "evidence": document,
        "valid": datetime.date(2028, 12, 31),
    }


def cells(one: Row) -> list[object]:
    number = str(one["number"])
    name, quantity, unit = LINES[number]
    return [
        number, name, quantity, unit, one["product"], one.get("article"), one["pack"], one.get("net"), one["unit"],
        one["price"], one.get("place"), one.get("country"), one.get("vehicle"), one.get("round_km"),
        one.get("round_kg"), one.get("proof"), one.get("kg"), one.get("stages"), one.get("level"), one.get("evidence"),
        one.get("valid"), one.get("remark"),
    ]  # fmt: skip


HEDEMORA = {"place": "Hedemora", "country": "Sverige"}
DAIRY = [
    row("1.1", "Mellanmjölk 1,5% 10 L bag-in-box", "BIB 10 L", "frp", "101,50", article="04011",
        **HEDEMORA, **own(0.93, "EPD-PÅHITT-0041 mellanmjölk")),
    row("1.2", "Vispgrädde 36% 1 L", "6x1 L", "frp", "222,00", article="04020", **HEDEMORA),
    row("1.3", "Naturell yoghurt 3% 5 kg hink", "hink 5 kg", "frp", "79,50", article="04033",
        **HEDEMORA, **own(1.02, "EPD-PÅHITT-0042 yoghurt")),
    row("1.4", "Smör normalsaltat 80% 5 kg", "krt 2x2,5 kg", "kg", "70,80", article="04041", **HEDEMORA),
    row("1.5", "Hushållsost 26% bit 2,4 kg", "ca 2,4 kg/st", "kg", "66,90", article="04055", **HEDEMORA),
]  # fmt: skip
DAIRY_LEGS = [
    ("alla", 1, "Hedemora", "Borlänge", "lastbil", "distributionsbil", "HVO100", "kyld", "Fraktavtal PÅHITT-7"),
    ("alla", 2, "Borlänge", None, "lastbil", "distributionsbil", "HVO100", "kyld", "Fraktavtal PÅHITT-7"),
]  # fmt: skip
SKARA = {"place": "Skara", "country": "Sverige"}
WHOLESALER = [
    row("1.1", "Mellanmjölk 1,5 % 1,5 L", "8x1,5 L", "frp", "121,80", **SKARA),
    row("1.2", "Vispgrädde 40% 1L", "6x1 L", "frp", "227,00", **SKARA),
    row("1.3", "Yoghurt naturell 3% 5 kg", "hink 5 kg", "frp", "80,00", **SKARA),
    row("1.4", "Smör normalsaltat 500 g", "20x500 g", "frp", "705,00", **SKARA),
    row("1.5", "Hushållsost 28 % ca 1,1 kg", "ca 1,1 kg/st", "kg", "67,40", **SKARA),
    row("2.1", "Potatis fast oskalad", "säck 15 kg", "kg", "7,75", place="Kristianstad", country="Sverige"),
    row("2.2", "Morot tvättad klass 1", "säck 10 kg", "kg", "9,15", place="Kristianstad", country="Sverige"),
    row("2.3", "Kålrot", "10 kg", "kg", "9,90", place="Skara", country="Sverige"),
    row("2.4", "Gul lök", "säck 10 kg", "kg", "8,80", place="Kristianstad", country="Sverige"),
    row("2.5", "Vitkål", "10 kg", "kg", "8,60", place="Kristianstad", country="Sverige"),
    row("3.1", "Rågbröd skivat 900 g", "8x900 g", "frp", "236,00", place="Skara", country="Sverige"),
    row("3.2", "Knäckebröd runt", "12x600 g", "frp", "Ej anbud", place="Skara", country="Sverige"),
    row("3.3", "Hamburgerbröd", None, "frp", "94,00", place="Skara", country="Sverige", remark="antal per frp lämnas senare"),
]  # fmt: skip
STORA_SKEDVI = {
    "place": "Stora Skedvi, Säter", "country": "Sverige", "vehicle": "skåpbil", "round_km": 246,
    "round_kg": 340, "proof": "Körplan PÅHITT-12",
}  # fmt: skip
GROWER = [
    row("2.1", "Potatis oskalad, egen odling", "säck 15 kg", "kg", "7,45", **STORA_SKEDVI),
    row("2.2", "Morötter tvättade", "säck 10 kg", "kg", "8,80", **STORA_SKEDVI),
    row("2.3", "Kålrötter", "säck 10 kg", "kg", "9,60", **STORA_SKEDVI),
    row("2.4", "Lök gul", "säck 10 kg", "kg", "8,50", **STORA_SKEDVI),
    row("2.5", "Vitkål", "låda 12 kg", "kg", "8,30", **STORA_SKEDVI),
]  # fmt: skip
COMPILED = [
    ("Alpenmolkerei Beispiel GmbH", [
        row("1.1", "Mellanmjölk 1,5 % 1 L", "12x1 L", "l", "9,75", place="Kempten", country="Tyskland"),
        row("1.2", "Vispgrädde 36 %", "12x1 L", "l", "36,40", place="Kempten", country="Tyskland"),
        row("1.3", "Naturell yoghurt 3,5 %", "hink 5 kg", "kg", "15,60", place="Kempten", country="Tyskland"),
        row("1.4", "Smör", "40x250 g", "kg", "68,50", place="Kempten", country="Tyskland"),
        row("1.5", "Hushållsost", "ca 3 kg/st", "kg", "64,40", place="Kempten", country="Tyskland"),
    ]),
    ("Groentehandel Voorbeeld B.V.", [
        row("2.1", "Potatis", "säck 25 kg", "kg", "7,60", place="Naaldwijk", country="Nederländerna",
            vehicle="kyltrailer", proof="CMR-PÅHITT-88"),
        row("2.2", "Morot tvättad", "säck 10 kg", "kg", "9,00", place="Naaldwijk", country="Nederländerna",
            vehicle="kyltrailer", proof="CMR-PÅHITT-88"),
        row("2.3", "Kålrot", "låda 10 kg", "kg", "9,80", place="Naaldwijk", country="Nederländerna",
            vehicle="kyltrailer", proof="CMR-PÅHITT-88"),
        row("2.4", "Gul lök", "säck 25 kg", "kg", "8,60", place="Naaldwijk", country="Nederländerna",
            vehicle="kyltrailer", proof="CMR-PÅHITT-88"),
        row("2.5", "Vitkål", "låda 15 kg", "kg", "8,40", place="Naaldwijk", country="Nederländerna",
            vehicle="kyltrailer", proof="CMR-PÅHITT-88"),
    ]),
    ("Bageri Hittepå AB", [
        row("3.1", "Rågbröd skivat", "10x800 g", "kg", "31,40", place="Örebro", country="Sverige"),
        row("3.2", "Knäckebröd", "14x500 g", "kg", "36,80", place="Örebro", country="Sverige"),
        row("3.3", "Hamburgerbröd", "60 st", "st", "1,62", net=0.055, place="Örebro", country="Sverige"),
    ]),
    ("Stenugnen Fantasi HB", [
        row("3.1", "Rågbröd skivat, stenugnsbakat", "12x750 g", "kg", "34,20", place="Leksand",
            country="Sverige", vehicle="skåpbil", round_km=118, round_kg=420, proof="Körplan PÅHITT-3"),
        row("3.2", "Knäckebröd", "10x400 g", "kg", "41,00", place="Leksand", country="Sverige",
            vehicle="skåpbil", round_km=118, round_kg=420, proof="Körplan PÅHITT-3"),
        row("3.3", "Hamburgerbröd", "48 st", "st", "1,74", net=0.055, place="Leksand", country="Sverige",
            vehicle="skåpbil", round_km=118, round_kg=420, proof="Körplan PÅHITT-3"),
    ]),
]  # fmt: skip
COMPILED_HEADINGS = ["Anbudsgivare", *HEADINGS]
LEG_HEADINGS = [
    "Gäller rad", "Etapp", "Från", "Till", "Transportslag", "Fordon", "Drivmedel", "Temperatur", "Underlag",
]  # fmt: skip


def _open(name: str) -> tuple[xlsxwriter.Workbook, dict[str, xlsxwriter.format.Format]]:
    OFFERS.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(
        str(OFFERS / name), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": FIXED, "author": "carbon: påhittat exempel"})
    return book, {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#DDE7E0", "border": 1}
        ),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _table(
    sheet: xlsxwriter.worksheet.Worksheet,
    formats: dict[str, xlsxwriter.format.Format],
    top: int,
    headings: list[str],
    rows: list[list[object]],
) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(top, column, heading, formats["head"])
    for offset, values in enumerate(rows, start=1):
        for column, value in enumerate(values):
            if isinstance(value, datetime.date):
                sheet.write_datetime(top + offset, column, value, formats["date"])
            elif isinstance(value, int | float):
                sheet.write_number(top + offset, column, value)
            elif value is not None:
                sheet.write_string(top + offset, column, str(value))
    sheet.set_column(0, len(headings) - 1, 16)
    sheet.freeze_panes(top + 1, 2)


def annex(
    name: str, supplier: str, rows: list[Row], legs: Sequence[tuple[object, ...]] = ()
) -> None:
    """Write a price annex: title rows, the supplier's name, the table, a signature block."""
    book, formats = _open(name)
    sheet = book.add_worksheet("Prisbilaga")
    sheet.write_string(
        0, 0, "Prisbilaga – Livsmedel till skolkök (påhittad upphandling)", formats["title"]
    )
    sheet.write_string(1, 0, "Anbudsgivare:")
    sheet.write_string(1, 1, supplier)
    sheet.write_string(2, 0, "Alla priser i SEK exklusive moms. Fyll i en rad per position.")
    _table(sheet, formats, 4, HEADINGS, [cells(one) for one in rows])
    end = 6 + len(rows)
    sheet.write_string(end, 0, "Härmed försäkras att uppgifterna är riktiga.")
    sheet.write_string(end + 1, 0, "Underskrift")
    if legs:
        transport = book.add_worksheet("Transport")
        transport.write_string(0, 0, "Anbudsgivare:")
        transport.write_string(0, 1, supplier)
        _table(transport, formats, 2, LEG_HEADINGS, [list(leg) for leg in legs])
    book.close()


def compilation(name: str) -> None:
    """Write one workbook with all its suppliers in a column."""
    book, formats = _open(name)
    sheet = book.add_worksheet("Anbudssammanställning")
    sheet.write_string(0, 0, "Anbudssammanställning, export 2027-03-01", formats["title"])
    rows = [[supplier, *cells(one)] for supplier, offered in COMPILED for one in offered]
    _table(sheet, formats, 2, COMPILED_HEADINGS, rows)
    book.close()


def main() -> None:
    annex("gryningsmejeriet.xlsx", "Gryningsmejeriet Exempel AB", DAIRY, DAIRY_LEGS)
    annex("nordgrossisten.xlsx", "Nordgrossisten Påhitt AB", WHOLESALER)
    annex("akerbo.xlsx", "Åkerbo Låtsasgård", GROWER)
    compilation("anbudssammanstallning.xlsx")


if __name__ == "__main__":
    main()
