"""A whole wholesale range: 400 lines over foods of the catalogue, four offers, always the same.

Prices, quantities and origins are drawn from seeds that are the names themselves; no price list
lies behind them. What stands in the tables below is what a price level of such a food could be.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carbon import resources
from carbon.tender.records import Line, Tender
from tenders import shapes
from tenders.rows import OWN, Offer, Row, announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A lot: which foods of the catalogue it takes, how many, what they cost and come from."""

    lot: str
    kinds: tuple[tuple[str, str], ...]  # category and temperature of the catalogue
    lines: int
    sek_per_kg: float
    kg: int  # a middling yearly quantity of a line
    pack: str
    pack_kg: float
    near: tuple[str, ...]
    far: tuple[str, ...]


GROUPS = (
    Group(lot="Mejeri", kinds=(("dairy", "chilled"),), lines=45, sek_per_kg=32, kg=4200,
          pack="6x1 kg", pack_kg=6, near=("Östersund, Sverige", "Umeå, Sverige"),
          far=("Danmark", "Tyskland", "Frankrike")),
    Group(lot="Kött", kinds=(("meat", "chilled"), ("egg", "chilled")), lines=65, sek_per_kg=88,
          kg=1400, pack="2x2,5 kg", pack_kg=5, near=("Linköping, Sverige", "Skövde, Sverige"),
          far=("Danmark", "Irland", "Polen", "Tyskland")),
    Group(lot="Fisk", kinds=(("fish", "chilled"), ("fish", "frozen")), lines=30, sek_per_kg=96,
          kg=900, pack="2x5 kg", pack_kg=10, near=("Göteborg, Sverige", "Norge"),
          far=("Norge", "Danmark", "Island")),
    Group(lot="Frukt och grönt", kinds=(("vegetables", "chilled"), ("fruit", "chilled"),
          ("roots", "chilled")), lines=80, sek_per_kg=24, kg=3600, pack="låda 10 kg", pack_kg=10,
          near=("Kristianstad, Sverige", "Uppsala, Sverige"),
          far=("Spanien", "Nederländerna", "Italien")),
    Group(lot="Fryst", kinds=(("vegetables", "frozen"), ("berries", "frozen"),
          ("prepared", "frozen"), ("roots", "frozen")), lines=60, sek_per_kg=38, kg=1900,
          pack="4x2,5 kg", pack_kg=10, near=("Bjuv, Sverige", "Kristianstad, Sverige"),
          far=("Belgien", "Polen", "Spanien")),
    Group(lot="Bröd", kinds=(("bread", "ambient"),), lines=35, sek_per_kg=42, kg=1300,
          pack="8x800 g", pack_kg=6.4, near=("Gävle, Sverige", "Umeå, Sverige"),
          far=("Danmark", "Tyskland")),
    Group(lot="Kolonial", kinds=(("dry_goods", "ambient"), ("grain", "ambient"),
          ("pulses", "ambient")), lines=65, sek_per_kg=36, kg=1600, pack="6x1 kg", pack_kg=6,
          near=("Norrköping, Sverige", "Linköping, Sverige"),
          far=("Italien", "Tyskland", "Turkiet")),
    Group(lot="Växtbaserat", kinds=(("plant_based", "chilled"), ("plant_based", "frozen")),
          lines=20, sek_per_kg=64, kg=800, pack="6x1 kg", pack_kg=6,
          near=("Örebro, Sverige", "Landskrona, Sverige"), far=("Nederländerna", "Tyskland")),
)  # fmt: skip
_BEST_MATCHES = ("1", "2")  # foods whose row in the source is the same or nearly the same
_FIRST_LINES = 100  # lines of the first lot are numbered 101 onwards, of the second 201
_ODD = 0.35  # how far a food's price may lie from its group's, either way
_OWN = {"milk-semi-skimmed": "0,96", "milk-whole": "1,08", "potato": "0,11", "carrot": "0,12"}


def write_basket(folder: Path) -> None:
    """Write the buyer's 400 lines."""
    headings = ("Anbudsområde", "Position", "Benämning", "Årsvolym", "Enhet", "Produktkod")
    rows = [
        [group.lot, f"{number}", name, float(_quantity(group, id_)), "kg", id_]
        for group, number, id_, name in _lines()
    ]
    shapes.basket(folder / "varukorg.xlsx", headings, rows)


def write(offers: Path, tender: Tender) -> None:
    """Write the files of four wholesalers, each with the gaps that real ones have."""
    title = "Prisbilaga – Livsmedel, helt sortiment (påhittad upphandling)"
    lines = {line.number: line for lot in tender.lots for line in lot.lines}
    near = _wholesaler("Mittgrossisten Påhitt AB", 1.03, near=0.6, lines=lines)
    large = _wholesaler("Riksgrossisten Hittepå AB", 0.97, near=0.3, lines=lines)
    cheap = _wholesaler("Import Exempel Livs AB", 0.93, near=0.05, lines=lines)
    fresh = _wholesaler("Norrlandsfärskt Fantasi AB", 0.975, near=0.85, lines=lines)
    _own_values(near, lines)
    _no_bid(cheap, "Kolonial", lines, every=20)
    _no_pack(large, "Fryst", lines, every=25)
    kept = ("Mejeri", "Frukt och grönt", "Bröd")
    rows = [row for row in fresh.rows if lines[row["number"]].lot in kept]
    regional = Offer(supplier=fresh.supplier, rows=rows)
    shapes.annex(offers / "mittgrossisten.xlsx", announced(near, tender), title=title)
    shapes.delimited(offers / "riksgrossisten.csv", [announced(large, tender)])
    shapes.open_document(offers / "import-exempel.ods", announced(cheap, tender), title=title)
    shapes.annex(offers / "norrlandsfarskt.xlsx", announced(regional, tender), title=title)


def _foods(group: Group) -> list[tuple[str, str]]:
    """Return evenly spread foods of the catalogue for a lot: id and Swedish name."""
    found = []
    for path in sorted((resources.factors_folder() / "products").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [
                (row["id"], row["name_sv"])
                for row in csv.DictReader(stream)
                if (row["category"], row["temperature"]) in group.kinds
                and row["match_score"] in _BEST_MATCHES
            ]
    step = len(found) / group.lines
    return [found[int(step * number)] for number in range(group.lines)]


def _lines() -> Iterator[tuple[Group, int, str, str]]:
    for place, group in enumerate(GROUPS, 1):
        for number, (id_, name) in enumerate(_foods(group), place * _FIRST_LINES + 1):
            yield group, number, id_, name


def _quantity(group: Group, id_: str) -> int:
    drawn = random.Random(f"mängd {id_}").lognormvariate(0, 0.7) * group.kg
    return max(50, round(drawn / 50) * 50)


def _wholesaler(supplier: str, level: float, *, near: float, lines: dict[str, Line]) -> Offer:
    by_lot = {group.lot: group for group in GROUPS}
    rows = []
    for number, line in lines.items():
        group, made = by_lot[line.lot], random.Random(f"{supplier} {number}")
        usual = random.Random(f"pris {line.product}").uniform(1 - _ODD, 1 + _ODD)
        per_kg = group.sek_per_kg * usual * level * made.uniform(0.94, 1.06)
        by_pack = made.random() < 0.4
        price = per_kg * group.pack_kg if by_pack else per_kg
        from_near = made.random() < near
        rows.append({
            "number": number,
            "article": f"{made.randrange(10_000, 99_999)}",
            "product": line.name,
            "pack": group.pack,
            "unit": "frp" if by_pack else "kg",
            "price": f"{price:.2f}".replace(".", ","),
            "origin": made.choice(group.near if from_near else group.far),
        })  # fmt: skip
    return Offer(supplier=supplier, rows=rows)


def _own_values(offer: Offer, lines: dict[str, Line]) -> None:
    for row in offer.rows:
        kg = _OWN.get(lines[row["number"]].product or "")
        if kg is not None:
            row |= {"kg": kg, **OWN, "evidence": f"EPD-PÅHITT-8{row['number']}"}


def _no_bid(offer: Offer, lot: str, lines: dict[str, Line], *, every: int) -> None:
    for row in _every(offer, lot, lines, every):
        row |= {"price": "Ej anbud", "pack": ""}


def _no_pack(offer: Offer, lot: str, lines: dict[str, Line], *, every: int) -> None:
    for row in _every(offer, lot, lines, every):
        row |= {"unit": "frp", "pack": "", "remark": "förpackning meddelas senare"}


def _every(offer: Offer, lot: str, lines: dict[str, Line], every: int) -> list[Row]:
    return [row for row in offer.rows if lines[row["number"]].lot == lot][every - 1 :: every]
