"""Meat: text files with semicolons and tabs, a compilation, a ceiling, names that wait."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, table

BUTCHER = Offer(
    supplier="Östgöta Påhittchark AB",
    rows=table(
        """
        1.1 | Nötfärs 12% 5 kg                | 2x5 kg     | kg | 98,50
           + own=21,4; evidence=EPD-PÅHITT-207 nötfärs
        1.2 | Grytbitar nöt 20x20 mm          | 2x2,5 kg   | kg | 117,00
        1.3 | Högrev benfri ca 3 kg           | ca 3 kg/st | kg | 124,00
        2.1 | Fläskkarré benfri               | ca 2,5 kg  | kg | 74,80
        2.2 | Fläskfärs 18% 5 kg              | 2x5 kg     | kg | 61,40
        2.3 | Falukorv ring 800 g             | 10x800 g   | kg | 49,90
        2.4 | Rökt skinka skivad 500 g        | 12x500 g   | kg | 88,00
        2.5 | Leverpastej grov 1 kg           | 6x1 kg     | kg | 52,30
        """,
        place="Skänninge, Mjölby", country="Sverige",
    ),
    headings={"number": "Pos.nr", "product": "Artikelbenämning", "price": "Pris", "unit": "Enhet"},
    priced_as_numbers=False,
)  # fmt: skip
IRISH = Offer(
    supplier="Make-Believe Meats of Ireland Ltd",
    rows=table(
        """
        1.1 | Nötfärs 10-12 % kyld            | 4x2,5 kg   | kg | 84,00
        1.2 | Grytbitar nöt                   | 4x2,5 kg   | kg | 101,50
        1.3 | Högrev benfri                   | ca 4 kg/st | kg | 108,00
        """,
        place="Cavan", country="Irland",
    ),
    headings={"number": "Pos.nr", "product": "Artikelbenämning", "price": "Pris", "unit": "Enhet"},
    priced_as_numbers=False,
)  # fmt: skip
DAIRY_BEEF = Offer(
    supplier="Mjölkbondens Låtsaskött HB",
    rows=table(
        """
        1.1 | Nötfärs av mjölkko 12%          | 2x5 kg     | kg | 104,00
           + own=15,8; evidence=EPD-PÅHITT-233 nötfärs av mjölkko
        1.2 | Nöt grytbitar av mjölkko        | 2x2,5 kg   | kg | 121,00
           + own=16,9; evidence=EPD-PÅHITT-234 grytbitar; valid=2029-06-30
        1.3 | Högrev av mjölkko               | ca 3 kg/st | kg | 127,00
           + own=16,9; evidence=egen beräkning; level=1
        """,
        place="Tranås", country="Sverige", vehicle="lastbil 7,5 ton", round_km="214",
        round_kg="1900", proof="Körplan PÅHITT-44",
    ),
)  # fmt: skip
DANISH = Offer(
    supplier="Slagteriet Eksempel ApS",
    rows=table(
        """
        2.1 | Fläskkarré u ben                | ca 2 kg/st | kg | 66,20
        2.2 | Fläskfärs 16-18 %               | 4x2,5 kg   | kg | 54,90
        2.3 | Falukorv                        | 8x1 kg     | kg | 46,20
        2.4 | Kokt skinka skivad              | 10x500 g   | kg | 79,50
        2.5 | Leverpastej bakad               | 4x1,5 kg   | kg | 47,10
        """,
        place="Horsens", country="Danmark", vehicle="kyltrailer", proof="CMR-PÅHITT-310",
    ),
)  # fmt: skip
POULTRY = Offer(
    supplier="Fågelgården Fantasi AB",
    rows=table(
        """
        3.1 | Kycklinglårfilé fryst           | 2x2,5 kg   | kg  | 71,90
        3.2 | Kyckling pulled ugnsstekt       | 3x2 kg     | kg  | 99,00
        3.3 | Ägg M frigående inne            | 180 st     | frp | 356,00
        """,
        place="Väderstad", country="Sverige",
    ),
)  # fmt: skip
IMPORTED = Offer(
    supplier="Importhuset Hittepå AB",
    rows=table(
        """
        3.1 | Kycklinglårfilé fryst           | 4x2,5 kg   | kg  | 52,40 | origin=Brasilien
        3.2 | Kycklingkött tillagat strimlat  | 4x2,5 kg   | kg  | 74,00 | origin=Thailand
        3.3 | Ägg M frigående inne            | 360 st     | frp | 690,00| origin=Polen
        """,
    ),
)  # fmt: skip


def write(offers: Path, tender: Tender) -> None:
    """Write the files of the six suppliers."""
    shapes.delimited(offers / "pahittchark.csv", [announced(BUTCHER, tender)])
    meats = [announced(IRISH, tender)]
    shapes.delimited(offers / "make-believe-meats.csv", meats, delimiter="\t", encoding="utf-16")
    title = "Prisbilaga – Kött, fågel och chark (påhittad upphandling)"
    shapes.annex(offers / "mjolkbonden.xlsx", announced(DAIRY_BEEF, tender), title=title)
    rest = [announced(one, tender) for one in (DANISH, POULTRY, IMPORTED)]
    title = "Anbudssammanställning, export 2027-02-16"
    shapes.compilation(offers / "sammanstallning.xlsx", rest, title=title)
