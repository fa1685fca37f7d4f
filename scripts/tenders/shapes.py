"""The files that e-procurement systems export, byte for byte the same each time they are made."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tenders.rows import LEGS, NUMBERS, Offer, Row

_MADE = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_ZIP_DATE = (2027, 3, 1, 0, 0, 0)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"

Cell = str | float | datetime.date


def cell(offer: Offer, key: str, row: Row) -> Cell:
    """Return one cell: numbers where the supplier wrote numbers, text with comma elsewhere."""
    text = row.get(key, "")
    as_number = key in NUMBERS or key == "quantity" or (key == "price" and offer.priced_as_numbers)
    if key == "valid" and text:
        return datetime.date.fromisoformat(text)
    plain = text.replace(",", ".")
    if as_number and plain.replace(".", "", 1).isdigit():
        return float(plain)
    return text


def annex(path: Path, offer: Offer, *, title: str, numbers_of_legs: str = "Transport") -> None:
    """Write a price annex: title, the supplier's name, the table, a signature; legs apart."""
    with _Book(path) as book:
        top = book.sheet("Prisbilaga", title, ["Anbudsgivare:", offer.supplier], [offer.remark])
        columns = offer.columns()
        rows = [[cell(offer, key, row) for key in columns] for row in offer.rows]
        end = book.table(top, [offer.heading(key) for key in columns], rows)
        book.text(end + 1, "Härmed försäkras att uppgifterna är riktiga.")
        book.text(end + 2, "Underskrift")
        if offer.legs:
            book.sheet(numbers_of_legs, "", ["Anbudsgivare:", offer.supplier])
            book.table(2, list(LEGS), [list(leg) for leg in offer.legs])


def compilation(path: Path, offers: Sequence[Offer], *, title: str) -> None:
    """Write one workbook with all its suppliers in a column."""
    with _Book(path) as book:
        top = book.sheet("Anbudssammanställning", title)
        headings, rows = compiled(offers)
        book.table(top, headings, rows)


def compiled(offers: Sequence[Offer]) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and rows of several offers in one table, the supplier in the first column."""
    columns = _ordered(offers)
    headings = ["Anbudsgivare", *(offers[0].heading(key) for key in columns)]
    rows: list[list[Cell]] = [
        [offer.supplier, *(cell(offer, key, row) for key in columns)]
        for offer in offers
        for row in offer.rows
    ]
    return headings, rows


def _ordered(offers: Sequence[Offer]) -> list[str]:
    filled = {key for offer in offers for key in offer.columns()}
    every = Offer(supplier="", rows=[dict.fromkeys(filled, "x")])
    return every.columns()


def basket(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write the buyer's lines as a workbook."""
    with _Book(path) as book:
        book.sheet("Varukorg", "")
        book.table(0, headings, rows)


def delimited(
    path: Path, offers: Sequence[Offer], *, delimiter: str = ";", encoding: str = "utf-8-sig"
) -> None:
    """Write a text file: one supplier's rows, or several with the supplier in a column."""
    headings, rows = compiled(offers)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_plain(one) for one in row] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))


def _plain(one: Cell) -> str:
    if isinstance(one, float):
        return f"{one:.10g}".replace(".", ",")
    return one.isoformat() if isinstance(one, datetime.date) else one


def open_document(path: Path, offer: Offer, *, title: str) -> None:
    """Write a price annex as an OpenDocument spreadsheet."""
    columns = offer.columns()
    rows: list[list[Cell]] = [
        [title],
        ["Anbudsgivare:", offer.supplier],
        [],
        [offer.heading(key) for key in columns],
        *([cell(offer, key, row) for key in columns] for row in offer.rows),
    ]
    body = "".join(f"<table:table-row>{''.join(map(_ods, row))}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{one}="{_OFFICE}{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {names} '
        'office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Prisbilaga">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = f'xmlns:manifest="{_OFFICE}manifest:1.0" manifest:version="1.3"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
        for name, media in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f"<manifest:manifest {space}>{entries}</manifest:manifest>"
    with zipfile.ZipFile(path, "w") as archive:
        _put(archive, "mimetype", kind, zipfile.ZIP_STORED)
        _put(archive, "content.xml", content, zipfile.ZIP_DEFLATED)
        _put(archive, "META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)


def _put(archive: zipfile.ZipFile, name: str, text: str, how: int) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = how
    archive.writestr(entry, text)


def _ods(one: Cell) -> str:
    if isinstance(one, float):
        kind = f'office:value-type="float" office:value="{one:.10g}"'
    elif isinstance(one, datetime.date):
        kind = f'office:value-type="date" office:date-value="{one.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    if one == "":
        return "<table:table-cell/>"
    return f"<table:table-cell {kind}><text:p>{escape(_plain(one))}</text:p></table:table-cell>"


def quotation(path: Path, offer: Offer, *, currency: str, country: str) -> None:
    """Write a UBL 2.1 Quotation: prices per kg, one line for each row of the offer."""
    parts = {"cac": "CommonAggregateComponents-2", "cbc": "CommonBasicComponents-2"}
    space = " ".join(f'xmlns:{short}="{_UBL}{name}"' for short, name in parts.items())
    seller = "".join(
        (
            "<cac:SellerSupplierParty><cac:Party><cac:PartyName>",
            _element("Name", offer.supplier),
            "</cac:PartyName></cac:Party></cac:SellerSupplierParty>",
        )
    )
    lines = "\n".join(
        _quoted(number, row, currency, country) for number, row in enumerate(offer.rows, 1)
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Quotation xmlns="{_UBL}Quotation-2" {space}>\n'
        f"{_element('ID', 'OFF-1')}{seller}\n{lines}\n</Quotation>\n",
        encoding="utf-8",
    )


def _quoted(number: int, row: Row, currency: str, country: str) -> str:
    amount = _element("PriceAmount", row["price"].replace(",", "."), currencyID=currency)
    base = _element("BaseQuantity", "1", unitCode="KGM")
    told = row.get("country_code", country)
    origin = f"<cac:OriginCountry>{_element('IdentificationCode', told)}</cac:OriginCountry>"
    item = (
        f"<cac:Item>{_element('Name', row['product'])}<cac:SellersItemIdentification>"
        f"{_element('ID', row.get('article', f'P-{number}'))}</cac:SellersItemIdentification>"
        f"{origin}</cac:Item>"
    )
    return (
        f"<cac:QuotationLine>{_element('ID', str(number))}"
        f"{_element('RequestForQuotationLineID', row['number'])}<cac:LineItem>"
        f"{_element('ID', str(number))}{_element('Quantity', row['quantity'], unitCode='KGM')}"
        f"<cac:Price>{amount}{base}</cac:Price>{item}</cac:LineItem></cac:QuotationLine>"
    )


def _element(name: str, text: str, **attributes: str) -> str:
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<cbc:{name}{told}>{escape(text)}</cbc:{name}>"


class _Book:
    """A workbook that is the same to the byte each time: fixed date, no formulas, no links."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"created": _MADE, "author": "carbon: påhittat exempel"})
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._head = self._book.add_format(
            {"bold": True, "text_wrap": True, "bg_color": "#DDE7E0", "border": 1}
        )
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet: xlsxwriter.worksheet.Worksheet | None = None

    def __enter__(self) -> _Book:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def sheet(self, name: str, title: str, *texts: Sequence[str]) -> int:
        """Begin a sheet with a title and lines of text; return the row its table begins on."""
        self._sheet = self._book.add_worksheet(name)
        row = 0
        if title:
            self._sheet.write_string(row, 0, title, self._title)
            row += 1
        for line in texts:
            for column, text in enumerate(line):
                self._sheet.write_string(row, column, text)
            row += 1
        return row + 1

    def table(self, top: int, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
        """Write headings and rows; return the row after the last."""
        sheet = self._sheet
        if sheet is None:
            raise ValueError("a table stands on a sheet")
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, heading, self._head)
        for row, cells in enumerate(rows, top + 1):
            for column, one in enumerate(cells):
                if isinstance(one, datetime.date):
                    sheet.write_datetime(row, column, one, self._date)
                elif isinstance(one, float):
                    sheet.write_number(row, column, one)
                elif one:
                    sheet.write_string(row, column, one)
        sheet.set_column(0, len(headings) - 1, 16)
        sheet.freeze_panes(top + 1, 2)
        return top + len(rows) + 1

    def text(self, row: int, text: str) -> None:
        """Write a line of text under the table."""
        if self._sheet is not None:
            self._sheet.write_string(row, 0, text)
