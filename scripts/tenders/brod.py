"""Bread: pieces and kilograms, returnable trays and a blind tasting, an incomplete offer."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, table

LOCAL = Offer(
    supplier="Bageri Exempel i Småland AB",
    rows=table(
        """
        1 | Rågbröd skivat 1 kg            | 8x1 kg     | kg  | 29,80
           + own=0,71; evidence=EPD-PÅHITT-501 rågbröd
        2 | Fullkornslimpa skivad          | 10x800 g   | kg  | 27,60
        3 | Hamburgerbröd                  | 48 st      | frp | 74,40 | net=2,64
        4 | Mjukt tunnbröd                 | 12x500 g   | kg  | 38,50
        5 | Glutenfritt bröd skivat fryst  | 8x400 g    | kg  | 96,00
        6 | Kanelbulle                     | 60 st      | frp | 246,00| net=3,0
        7 | Sockerkaka skuren              | 4x1,2 kg   | kg  | 61,00
        8 | Semla mandelmassa              | 20 st      | frp | 420,00| net=1,8
        """,
        place="Ljungby", country="Sverige", vehicle="lastbil 7,5 ton", round_km="168",
        round_kg="1350", proof="Körplan PÅHITT-71",
    ),
)  # fmt: skip
FACTORY = Offer(
    supplier="Brödfabriken Påhitt AB",
    rows=table(
        """
        1 | Rågbröd skivat fryst           | 10x900 g   | kg  | 25,90
        2 | Fullkornsbröd skivat fryst     | 10x750 g   | kg  | 24,20
        3 | Hamburgerbröd fryst            | 60 st      | frp | 81,00 | net=3,3
        4 | Tunnbröd mjukt                 | 10x600 g   | kg  | 34,10
        5 | Glutenfritt bröd skivat        | 6x500 g    | kg  | 82,50
        6 | Kanelbulle                     | 70 st      | frp | 231,00| net=3,5
        7 | Sockerkaka                     | 6x1 kg     | kg  | 52,00
        """,
        place="Eskilstuna", country="Sverige",
    ),
)  # fmt: skip
SOURDOUGH = Offer(
    supplier="Surdegsboden Fantasi HB",
    rows=table(
        """
        1 | Rågbröd på surdeg, skivat      | 6x900 g    | kg  | 36,40
        2 | Fullkornsbröd på surdeg        | 6x800 g    | kg  | 35,20
        3 | Hamburgerbröd                  | 40 st      | frp | 88,00 | net=2,2
        4 | Tunnbröd                       |            | kg  | Ej anbud
        5 | Glutenfritt bröd               |            | kg  | Ej anbud
        """,
        place="Växjö", country="Sverige", vehicle="elskåpbil", round_km="44", round_kg="260",
        proof="Körplan PÅHITT-72",
    ),
    priced_as_numbers=False,
)  # fmt: skip


def write(offers: Path, tender: Tender) -> None:
    """Write a price annex for each supplier."""
    title = "Prisbilaga – Färskt bröd och kaffebröd (påhittad upphandling)"
    shapes.annex(offers / "bageri-exempel.xlsx", announced(LOCAL, tender), title=title)
    shapes.open_document(offers / "brodfabriken.ods", announced(FACTORY, tender), title=title)
    shapes.annex(offers / "surdegsboden.xlsx", announced(SOURDOUGH, tender), title=title)
