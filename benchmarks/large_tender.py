"""A made-up tender of many lines and offers, over foods of the catalogue: always the same."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import openpyxl

from carbon import resources

PLACES = (("Skara", "Sverige"), ("Kristianstad", "Sverige"), ("Lille", "Frankrike"),
          ("Groningen", "Nederländerna"), ("Murcia", "Spanien"), ("Falun", "Sverige"))  # fmt: skip
HEADINGS = ("Position", "Benämning", "Årsvolym", "Volymenhet", "Offererad produkt", "Nettovikt kg",
            "Prisenhet", "Anbudspris", "Ursprungsort", "Ursprungsland")  # fmt: skip
HEAD = """tender: {{id: stor, title: Stor upphandling (påhittad), buyer: Exempelkommunen,
  reference: "EX 1", kind: goods, value_sek: "9000000", procedure: open, as_of: "2027-03-01"}}
language: sv
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {{place: "Falun, SE", share: 0.5}}
  - {{place: "Borlänge, SE", share: 0.5}}
drop_size_kg: 180
evaluation:
  basis: price_quality
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: påhittad
  tie_rule: lowest_price
  rounding: {{flow_decimals: 6, price_decimals: 6, mode: half_even}}
currency: {{code: SEK, sek_per_unit: "1"}}
evidence: {{accepted_level: 2}}
lots:
  - id: allt
    title: Allt
    lines:
{lines}
"""


def _products() -> list[tuple[str, str]]:
    found = []
    for path in sorted((resources.factors_folder() / "products").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [(row["id"], row["name_sv"]) for row in csv.DictReader(stream)]
    return found


def write(folder: Path, lines: int = 1000, offers: int = 10) -> Path:
    """Fill a folder with a tender of so many lines, with an offer on all of them by so many."""
    (folder / "offers").mkdir(parents=True)
    products = _products()
    wanted = [products[number % len(products)] for number in range(lines)]
    rows = [
        f'      - {{number: "{n}", name: "{name.replace(chr(34), "")} {n}", quantity: {100 + n}, '
        f"unit: kg, product: {id_}}}"
        for n, (id_, name) in enumerate(wanted, start=1)
    ]
    (folder / "tender.yaml").write_text(HEAD.format(lines="\n".join(rows)), encoding="utf-8")
    for number in range(offers):
        _offer(folder / "offers" / f"anbud-{number:02d}.xlsx", number, wanted)
    return folder


def _offer(path: Path, number: int, wanted: list[tuple[str, str]]) -> None:
    made_up = random.Random(number)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Prisbilaga")
    sheet.append(["Anbudsgivare:", f"Påhittad leverantör {number} AB"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for n, (_, name) in enumerate(wanted, start=1):
        place, country = PLACES[made_up.randrange(len(PLACES))]
        price = f"{made_up.uniform(8, 60):.2f}".replace(".", ",")
        label = name.replace('"', "")
        sheet.append([str(n), f"{label} {n}", 100 + n, "kg", label, 1, "kg", price,
                      place, country])  # fmt: skip
    book.save(path)
