"""A small lawful tender, and documents of every kind made by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from carbon.tender.law import prices, regime, rules, struct
from carbon.tender.law.cases import Case, Found
from carbon.tender.law.rules import Rule
from carbon.tender.records import Currency, Delivery, Procurement, Tender
from tests.builders import BOUNDARY, line, lot, rule

BOOK = rules.load()
PROCUREMENT = Procurement(kind="goods", value_sek=Decimal(3200000), procedure="open")
TENDER = Tender(
    id="t",
    title="Livsmedel",
    buyer="Regionen",
    reference="1",
    language="sv",
    boundary=BOUNDARY,
    delivery=(Delivery(place="Falun, SE", share=1.0, where="tender.yaml:9"),),
    drop_size_kg=180.0,
    evaluation=replace(rule("3"), basis="price_quality", price_year="2026"),
    currency=Currency(code="SEK", sek_per_unit=Decimal(1)),
    accepted_evidence_level=2,
    lots=(lot(line()),),
    as_of="2027-03-01",
    sha256="0" * 64,
    procurement=PROCUREMENT,
)


def of(id_: str) -> Rule:
    """Return a rule by its number."""
    return next(one for one in BOOK.rules if one.id == id_)


def case(id_: str, tender: Tender = TENDER, **more: Any) -> Case:
    """Return what a rule may look at, with the standing that the tender has."""
    standing = regime.standing(tender.procurement, tender.as_of, regime.load())
    return Case(tender=tender, rule=of(id_), standing=standing, presets=prices.load(), **more)


def struck(id_: str, tender: Tender = TENDER, **more: Any) -> list[Found] | None:
    """Return what the check of a rule finds in a tender."""
    return struct.CHECKS[of(id_).struct](case(id_, tender, **more))


def details(found: Sequence[Found] | None) -> list[str]:
    """Return the kinds of what was found."""
    return [one.detail for one in found or ()]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file with this body and other parts by name: header1="<w:hdr ...>"."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of these parts."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return whole.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*pages: str) -> bytes:
    """Return a PDF with one line of Latin text on each page; an empty one has nothing on it."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, text in enumerate(pages):
        shown = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET" if text else ""
        stream = shown.encode("cp1252")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    whole, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
    return whole + end % (size, table, size) + b"startxref\n%d\n%%%%EOF\n" % len(whole)
