"""Fish: euro, an electronic quotation, a ship from far away, a boat's own delivery."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, legs, table

IMPORTER = Offer(
    supplier="Fiskeimport Exempel AB",
    rows=table(
        """
        101 | Sejfilé fryst skinn- och benfri   | | kg | 4,55 | country_code=NO; article=S-101
        102 | Torskfilé fryst skinn- och benfri | | kg | 8,20 | country_code=NO; article=S-102
        103 | Laxfilé fryst portion 110 g       | | kg | 10,90| country_code=NO; article=S-103
        104 | Fiskpinnar                        | | kg | 4,85 | country_code=DE; article=S-104
        105 | Räkor skalade frysta              | | kg | 12,40| country_code=CA; article=S-105
        """
    ),
)  # fmt: skip
NORWEGIAN = Offer(
    supplier="Sjømat Eksempel AS",
    rows=table(
        """
        101 | Sejfilé fryst                   | 3x5 kg     | kg | 4,70  | place=Tromsø
        102 | Torskfilé fryst                 | 3x5 kg     | kg | 8,65 | place=Tromsø
           + own=2,9; evidence=EPD-PÅHITT-601 torsk
        103 | Laxfilé fryst portionsbitar     | 2x5 kg     | kg | 11,30 | place=Bodø
        104 | Fiskpinnar torsk                | 6x1 kg     | kg | 5,40  | place=Bodø
        105 | Räkor skalade frysta            | 5x2 kg     | kg | 11,90 | place=Tromsø
        201 | Laxfilé färsk trim D            | ca 10 kg   | kg | 11,70 | place=Bodø
        202 | Sillfilé färsk                  | 10 kg      | kg | 4,10  | place=Bergen
        203 | Inlagd sill 5 minuter           | hink 5 kg  | kg | 5,90  | place=Bergen
        """,
        country="Norge",
    ),
    legs=legs(
        """
        101 | 1 | Tromsø | Narvik | lastbil | lastbil 40 t | diesel | fryst | CMR-PÅHITT-201
        101 | 2 | Narvik | Göteborg | tåg | godståg | - | fryst | Järnvägsfraktsedel PÅHITT-17
        101 | 3 | Göteborg | - | lastbil | distributionsbil | HVO100 | fryst | Fraktavtal PÅHITT-18
        """
    ),
    remark="Alla priser i EUR exklusive moms.",
)  # fmt: skip
LOCAL = Offer(
    supplier="Skärgårdens Låtsasfisk HB",
    rows=table(
        """
        201 | Laxfilé färsk                   | ca 5 kg    | kg | 12,60
           + place=Bergen; country=Norge; vehicle=; round_km=; round_kg=; proof=
        202 | Sillfilé                        | 5 kg       | kg | 3,85
           + place=Kungshamn; country=Sverige
        203 | Inlagd sill löksill             | hink 4 kg  | kg | 6,30
           + place=Kungshamn; country=Sverige
        204 | Blåmusslor odlade               | 10 kg      | kg | 3,20
           + place=Kungshamn; country=Sverige
        """,
        vehicle="skåpbil", round_km="212", round_kg="540", proof="Körplan PÅHITT-81",
    ),
    remark="Alla priser i EUR exklusive moms.",
)  # fmt: skip
ASIAN = Offer(
    supplier="Ocean Beispiel Handels GmbH",
    rows=table(
        """
        101 | Sejfilé fryst dubbelfryst       | 2x5 kg     | kg | 3,95  | origin=Kina
        102 | Torskfilé fryst dubbelfryst     | 2x5 kg     | kg | 6,90  | origin=Kina
        103 | Laxfilé fryst                   | 2x5 kg     | kg | 9,80  | origin=Chile
        104 | Fiskpinnar alaska pollock       | 10x1 kg    | kg | 4,20  | origin=Tyskland
        105 | Räkor skalade frysta            | 10x1 kg    | kg | 9,70  | origin=Vietnam
        """
    ),
    remark="Alla priser i EUR exklusive moms.",
)  # fmt: skip


def write(offers: Path, tender: Tender) -> None:
    """Write an electronic quotation and three price annexes."""
    title = "Prisbilaga – Fisk (påhittad upphandling)"
    path = offers / "fiskeimport.xml"
    shapes.quotation(path, announced(IMPORTER, tender), currency="EUR", country="NO")
    shapes.annex(offers / "sjomat.xlsx", announced(NORWEGIAN, tender), title=title)
    shapes.annex(offers / "latsasfisk.xlsx", announced(LOCAL, tender), title=title)
    shapes.open_document(offers / "ocean-beispiel.ods", announced(ASIAN, tender), title=title)
