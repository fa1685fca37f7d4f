"""Dairy: published, evaluated and decided; own values, a gap, a low price, four shapes of file."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, legs, table

_TITLE = "Prisbilaga – Mejeriprodukter till sjukhus och skolor (påhittad upphandling)"

DAIRY = Offer(
    supplier="Flodmejeriet Exempel ek. för.",
    rows=table(
        """
        1  | Mellanmjölk 1,5% 10 L bag-in-box      | BIB 10 L         | frp | 101,00 | article=1104
           + own=0,94; evidence=EPD-PÅHITT-118 mellanmjölk
        2  | Standardmjölk 3% 1,5 L                | 8x1,5 L          | frp | 138,00 | article=1115
           + own=1,12; evidence=EPD-PÅHITT-119 standardmjölk
        3  | Laktosfri mjölkdryck 1,5% 1,5 L       | 8x1,5 L          | frp | 172,80 | article=1131
        4  | Filmjölk 3% 1,5 L                     | 8x1,5 L          | frp | 151,20 | article=1140
        5  | Yoghurt naturell 3% 5 kg              | hink 5 kg        | frp | 83,00  | article=1152
        6  | Vispgrädde 36% 1 L                    | 6x1 L            | frp | 229,20 | article=1160
        7  | Hårdost 28% bit ca 2 kg               | ca 2 kg/st       | kg  | 71,20  | article=1171
        8  | Riven ost 2 kg                        | 4x2 kg           | kg  | 68,90  | article=1175
        9  | Färskost naturell 2 kg                | hink 2 kg        | kg  | 58,40  | article=1180
        10 | Smör normalsaltat 80% 500 g           | 20x500 g         | frp | 728,00 | article=1190
        11 | Kvarg naturell 0,2% 5 kg              | hink 5 kg        | frp | 148,50 | article=1196
        """,
        place="Ljusdal", country="Sverige",
    ),
    legs=legs(
        """
        alla | 1 | Ljusdal | Bollnäs | lastbil | lastbil 26 t | HVO100 | kyld | Fraktavtal PÅHITT-31
        alla | 2 | Bollnäs | - | lastbil | distributionsbil | HVO100 | kyld | Fraktavtal PÅHITT-31
        """
    ),
)  # fmt: skip
FARM_DAIRY = Offer(
    supplier="Gårdsmejeriet Låtsas AB",
    rows=table(
        """
        1  | Mellanmjölk 1,5 % 1 L | 15x1 L     | l   | 10,95
        2  | Standardmjölk 3 % 1 L                   | 15x1 L     | l   | 11,60
        3  | Laktosfri mjölkdryck                    | 15x1 L     | l   | 15,30
        4  | Filmjölk 3 %                            | 15x1 L     | l   | 13,10
        5  | Yoghurt naturell 3 %                    | hink 5 kg  | kg  | 17,20
        6  | Vispgrädde 40 %                         | 10x1 L     | l   | 39,80
        """,
        place="Hudiksvall", country="Sverige", vehicle="skåpbil", round_km="310", round_kg="780",
        proof="Körplan PÅHITT-5",
    ),
    headings={"product": "Offererad vara", "price": "À-pris", "unit": "Enhet"},
)  # fmt: skip
DANISH = Offer(
    supplier="Mejeriet Eksempel A/S",
    rows=table(
        """
        1  | Mellanmjölk 1,5 %, 10 L           | BIB 10 L      | frp | 97,50
        2  | Standardmjölk 3 %                 | 10x1 L        | l   | 10,70
        3  | Laktosfri mjölkdryck 1,5 %        | 10x1 L        | l   | 13,90
        4  | Filmjölk 3 %                      | 10x1 L        | l   | 12,10
        5  | Yoghurt naturell 3,5 %            | hink 10 kg    | frp | 158,00
        6  | Vispgrädde 38 %                   | 12x1 L        | l   | 36,90
        7  | Hårdost 26 % block                | block 15 kg   | kg  | 63,50
        8  | Riven ost mozzarella/hårdost      | 6x2 kg        | kg  | 61,80
        9  | Färskost naturell 24 %            | hink 2 kg     | kg  | 52,70
        10 | Smör saltat                       | 40x250 g      | kg  | 69,40
        11 | Kvarg naturell                    | hink 10 kg    | kg  | 27,30
        """,
        place="Herning", country="Danmark",
    ),
    priced_as_numbers=False,
)  # fmt: skip
WHOLESALER = Offer(
    supplier="Norrgrossisten Påhitt AB",
    rows=table(
        """
        7  | Hushållsost 28 % ca 1,1 kg        | ca 1,1 kg/st  | kg  | 52,40  | gtin=7300000000073
        8  | Riven ost gratäng 2 kg            | 4x2 kg        | kg  | 47,90
        9  | Färskost naturell 1,5 kg          | 4x1,5 kg      | frp | 232,00
        10 | Smör normalsaltat 500 g           | 20x500 g      | frp | 512,00
        11 | Kvarg naturell                    | hink 5 kg     | frp | 118,00
           + remark=förpackningen förtydligad 2027-04-01
        """,
        place="Umeå", country="Sverige",
    ),
)  # fmt: skip


def write(offers: Path, tender: Tender) -> None:
    """Write the files of the four suppliers."""
    shapes.annex(offers / "flodmejeriet.xlsx", announced(DAIRY, tender), title=_TITLE)
    shapes.open_document(offers / "gardsmejeriet.ods", announced(FARM_DAIRY, tender), title=_TITLE)
    danish = [announced(DANISH, tender)]
    shapes.delimited(offers / "mejeriet-eksempel.csv", danish, encoding="cp1252")
    shapes.annex(offers / "norrgrossisten.xlsx", announced(WHOLESALER, tender), title=_TITLE)
