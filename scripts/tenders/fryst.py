"""Frozen and dry goods: the lines in a workbook, points between announced limits, one text file."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, table

_BASKET = """
Fryst | 1  | Gröna ärtor, frysta            | 9000  | kg | peas-frozen
Fryst | 2  | Broccoli, fryst                | 6500  | kg | broccoli-frozen
Fryst | 3  | Grönsaksblandning, fryst       | 5200  | kg | vegetable-mix-frozen
Fryst | 4  | Pommes frites, ugn             | 8000  | kg | potato-fries
Fryst | 5  | Jordgubbar, frysta             | 2400  | kg | strawberry-frozen
Fryst | 6  | Köttbullar, frysta             | 5600  | kg | meatballs-mixed
Torrt | 7  | Pasta, makaroner               | 12000 | kg | pasta-macaroni
Torrt | 8  | Ris, parboiled                 | 9500  | kg | rice-parboiled
Torrt | 9  | Havregryn                      | 6000  | kg | rolled-oats
Torrt | 10 | Vetemjöl                       | 8200  | kg | wheat-flour
Torrt | 11 | Strösocker                     | 4300  | kg | sugar
Torrt | 12 | Krossade tomater, konserv      | 11000 | kg | tomato-crushed
Torrt | 13 | Kikärtor, konserv              | 3100  | kg | chickpeas-canned
Torrt | 14 | Rapsolja                       | 3600  | l  | rapeseed-oil
"""
BROAD = Offer(
    supplier="Storköket Påhitt Grossist AB",
    rows=table(
        """
        1  | Gröna ärtor fryst 2,5 kg         | 4x2,5 kg  | kg  | 17,40 | origin=Sverige
        2  | Broccoli buketter fryst          | 4x2,5 kg  | kg  | 25,80 | origin=Spanien
        3  | Grönsaksblandning fryst          | 4x2,5 kg  | kg  | 21,90 | origin=Belgien
        4  | Pommes frites ugn 10 mm          | 4x2,5 kg  | kg  | 19,80 | origin=Nederländerna
        5  | Jordgubbar frysta hela           | 4x2,5 kg  | kg  | 32,00 | origin=Polen
        6  | Köttbullar frysta 10 g           | 2x5 kg    | kg  | 68,50 | origin=Sverige
        7  | Makaroner                        | 4x5 kg    | kg  | 13,90 | origin=Italien
        8  | Parboiled ris                    | säck 10 kg| kg  | 18,40 | origin=Italien
        9  | Havregryn                        | 10x1 kg   | kg  | 11,60 | origin=Sverige
        10 | Vetemjöl                         | säck 20 kg| kg  | 8,90  | origin=Sverige
        11 | Strösocker                       | säck 25 kg| kg  | 13,20 | origin=Sverige
        12 | Krossade tomater                 | 6x2,55 kg | frp | 189,00| origin=Italien
        13 | Kikärtor konserv                  | 6x2,5 kg  | frp | 264,00| origin=Italien
        14 | Rapsolja                         | 4x3 l     | l   | 27,50 | origin=Sverige
        """
    ),
)  # fmt: skip
CHAIN = Offer(
    supplier="Lågprisgrossisten Hittepå AB",
    rows=table(
        """
        1  | Ärtor gröna frysta               | 10 kg     | kg  | 15,10 | origin=Belgien
        2  | Broccoli fryst                   | 10 kg     | kg  | 22,30 | origin=Kina
        3  | Grönsaksblandning fryst          | 10 kg     | kg  | 19,00 | origin=Belgien
        4  | Pommes frites                    | 4x2,5 kg  | kg  | 17,20 | origin=Belgien
        5  | Jordgubbar frysta                | 10 kg     | kg  | 26,50 | origin=Kina
        6  | Köttbullar frysta                | 2x5 kg    | kg  | 59,00 | origin=Polen
        7  | Makaroner                        | 10x1 kg   | kg  | 12,10 | origin=Turkiet
        8  | Parboiled ris                    | säck 25 kg| kg  | 15,80 | origin=Pakistan
        9  | Havregryn                        | 15x750 g  | frp | 128,00| origin=Finland
        10 | Vetemjöl                         | säck 25 kg| kg  | 7,80  | origin=Tyskland
        11 | Strösocker                       | säck 25 kg| kg  | 12,10 | origin=Tyskland
        12 | Krossade tomater                 | 6x2,5 kg  | frp | 171,00| origin=Turkiet
        13 | Kikärtor konserv                  | 24x400 g  | frp | 216,00| origin=Turkiet
        14 | Rapsolja                         | 10 l      | frp | 262,00| origin=Tyskland
        """
    ),
)  # fmt: skip
MILL = Offer(
    supplier="Kvarnen Låtsas ek. för.",
    rows=table(
        """
        7  | Makaroner av svenskt durumvete   | 6x3 kg    | kg  | 17,80
           + own=0,98; evidence=EPD-PÅHITT-701 makaroner
        8  | Parboiled ris                    |           | kg  | Ej anbud
        9  | Havregryn                        | säck 20 kg| kg  | 10,90
           + own=0,51; evidence=EPD-PÅHITT-702 havregryn
        10 | Vetemjöl                         | säck 25 kg| kg  | 8,60
           + own=0,42; evidence=egen beräkning 2026; level=2
        11 | Strösocker                       |           | kg  | Ej anbud
        12 | Krossade tomater                 |           | kg  | Ej anbud
        13 | Kikärtor konserv                  |           | kg  | Ej anbud
        14 | Rapsolja                         | 10 l      | frp | 395,00
        """,
        place="Vadstena", country="Sverige",
    ),
    priced_as_numbers=False,
)  # fmt: skip
FREEZER = Offer(
    supplier="Fryshuset Fantasi AB",
    rows=table(
        """
        1  | Gröna ärtor frysta               | 4x2,5 kg  | kg  | 17,10
           + own=0,58; evidence=EPD-PÅHITT-711 ärtor
        2  | Broccoli fryst                   | 4x2,5 kg  | kg  | 24,90
        3  | Grönsaksblandning fryst          | 4x2,5 kg  | kg  | 20,70
        4  | Pommes frites                    | 4x2,5 kg  | kg  | 18,30
           + own=0,74; evidence=EPD-PÅHITT-712 pommes frites
        5  | Jordgubbar frysta                | 4x2,5 kg  | kg  | 33,00
        6  | Köttbullar frysta                | 2x5 kg    | kg  | 62,50
        """,
        place="Bjuv", country="Sverige", vehicle="trailer", proof="Fraktavtal PÅHITT-52",
    ),
)  # fmt: skip


def write_basket(folder: Path) -> None:
    """Write the buyer's lines."""
    rows = [[cell.strip() for cell in line.split("|")] for line in _BASKET.strip().splitlines()]
    headings = ("Anbudsområde", "Position", "Benämning", "Årsvolym", "Enhet", "Produktkod")
    cells = [[lot, number, name, float(q), unit, code] for lot, number, name, q, unit, code in rows]
    shapes.basket(folder / "varukorg.xlsx", headings, cells)


def write(offers: Path, tender: Tender) -> None:
    """Write two wholesalers in one text file and two producers apart."""
    both = [announced(BROAD, tender), announced(CHAIN, tender)]
    shapes.delimited(offers / "grossister.csv", both)
    title = "Prisbilaga – Frysta och torra varor (påhittad upphandling)"
    shapes.annex(offers / "kvarnen.xlsx", announced(MILL, tender), title=title)
    shapes.open_document(offers / "fryshuset.ods", announced(FREEZER, tender), title=title)
