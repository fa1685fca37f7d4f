"""An invented tender from all over the world, with names that a page or a sheet must not obey."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

_TENDER = """
tender: {id: over, title: 'Frukt & <b>kaffe</b>', buyer: Prov, reference: '1', kind: goods,
  value_sek: '100000', as_of: '2027-03-01'}
language: sv
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: 'Falun, SE', share: 0.6}
  - {place: 'Mora, Mora, SE', share: 0.4}
drop_size_kg: 180
evaluation: {model: M1, carbon_price_sek_per_kg: '3.00', carbon_price_reason: prov,
  tie_rule: lowest_price, rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}}
currency: {code: SEK, sek_per_unit: '1'}
evidence: {accepted_level: 2}
lots:
  - id: frukt
    title: Frukt
    lines:
      - {number: '1', name: Banan, quantity: 1000, unit: kg, product: banana}
      - {number: '2', name: Tomat, quantity: 1000, unit: kg, product: tomato}
"""
_HEADS = ("Position", "Benämning", "Offererad produkt", "Prisenhet", "Anbudspris", "Ursprungsort",
          "Ursprungsland")  # fmt: skip
_LEG_HEADS = ("Gäller rad", "Etapp", "Från", "Till", "Transportslag", "Fordon", "Temperatur",
              "Underlag")  # fmt: skip

Leg = tuple[str, str | None, str]  # from, to, mode


def offer(
    folder: Path,
    supplier: str,
    origins: Sequence[tuple[str | None, str | None]],
    legs: Sequence[Leg] = (),
) -> None:
    """Write the offer of one supplier: a banana and a tomato, their origins and one chain."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Prisbilaga"
    sheet.append(["Anbudsgivare:", supplier])
    sheet.append([])
    sheet.append(list(_HEADS))
    for number, (place, country) in enumerate(origins, start=1):
        name = ("Banan", "Tomat")[number - 1]
        sheet.append([str(number), name, name, "kg", 20 + number, place, country])
    if legs:
        ways = book.create_sheet("Transport")
        ways.append(["Anbudsgivare:", supplier])
        ways.append([])
        ways.append(list(_LEG_HEADS))
        for order, (start, end, mode) in enumerate(legs, start=1):
            ways.append(["alla", order, start, end, mode, None, None, "Fraktavtal 1"])
    book.save(folder / "offers" / f"{len(list((folder / 'offers').iterdir()))}.xlsx")


def tender(folder: Path) -> Path:
    """Lay out the tender: by sea, by air, by lorry and ferry, by rail, and with hostile names."""
    (folder / "offers").mkdir(parents=True)
    (folder / "tender.yaml").write_text(_TENDER, encoding="utf-8")
    offer(folder, "Bananbolaget <i>Påhitt</i>", [("Guayaquil", "Ecuador"), ("El Ejido", "Spanien")])
    offer(
        folder,
        "Flygfrukt =HYPERLINK(1)",
        [("Naivasha", "Kenya"), ("Naivasha", "Kenya")],
        [("Naivasha, KE", "NBO", "lastbil"), ("NBO", "ARN", "flyg"), ("ARN", None, "lastbil")],
    )
    offer(
        folder,
        "Rälsfrukt",
        [("Oderzo", "Italien"), ("Oderzo", "Italien")],
        [("Oderzo, IT", "Hallsberg, SE", "järnväg"), ("Hallsberg, SE", None, "lastbil")],
    )
    offer(
        folder,
        "Elakt",
        [("=cmd|' /C calc'!A0", "Sverige"), ("<script>alert(1)</script>", "Sverige")],
    )
    offer(folder, "Landet", [(None, "Sverige"), ("Skara", "Sverige")])
    return folder
