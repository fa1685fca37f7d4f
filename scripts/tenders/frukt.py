"""Fruit and vegetables: several origins, seasons, sea and air, optional lines, a grower's van."""

from __future__ import annotations

from pathlib import Path

from carbon.tender.records import Tender
from tenders import shapes
from tenders.rows import Offer, announced, legs, table

WHOLESALER = Offer(
    supplier="Frukthallen Påhitt AB",
    rows=table(
        """
        1.1 | Äpple kl 1 65/75                | låda 13 kg  | kg  | 13,90
           + origin=Jun-Oct Sverige, Nov-May Italien
        1.2 | Bananer                         | låda 18 kg  | kg  | 13,80 | origin=Ecuador
        1.3 | Apelsin                         | låda 15 kg  | kg  | 12,60 | origin=ES 80 %, ZA 20 %
        1.4 | Päron Conference                | låda 12 kg  | kg  | 18,30 | origin=Belgien
        1.5 | Jordgubbar                      | 10x500 g    | kg  | 59,00 | origin=Belgien
        2.1 | Tomat kl 1                      | låda 6 kg   | kg  | 24,90 | origin=NL 60 %, ES 40 %
        2.2 | Gurka                           | låda 5 kg   | kg  | 19,80 | origin=NL 60 %, ES 40 %
        2.3 | Isbergssallat                   | 10 st       | frp | 128,00| origin=Spanien; net=4,5
        2.4 | Paprika röd                     | låda 5 kg   | kg  | 31,50 | origin=Nederländerna
        2.5 | Blomkål                         | låda 8 kg   | kg  | 22,60 | origin=Spanien
        2.6 | Sockerärtor                     | 15x150 g    | kg  | 79,00 | origin=Guatemala
        3.1 | Morot tvättad                   | säck 10 kg  | kg  | 8,70  | origin=Sverige
        3.2 | Potatis fast                    | säck 15 kg  | kg  | 7,90  | origin=Sverige
        3.3 | Rödbetor                        | säck 10 kg  | kg  | 10,40 | origin=Nederländerna
        """
    ),
)  # fmt: skip
IMPORTER = Offer(
    supplier="Fruitimport Voorbeeld B.V.",
    rows=table(
        """
        1.1 | Äpple Jonagold                  | låda 13 kg  | kg  | 14,90 | origin=Nederländerna
        1.2 | Banan kl 1                      | låda 18 kg  | kg  | 13,60 | origin=Costa Rica
        1.3 | Apelsin Navelina                | låda 15 kg  | kg  | 12,40 | origin=Spanien
        1.4 | Päron Conference                | låda 12 kg  | kg  | 17,80 | origin=Nederländerna
        2.1 | Tomat växthus                   | låda 6 kg   | kg  | 23,40 | origin=Nederländerna
        2.2 | Gurka växthus                   | låda 5 kg   | kg  | 18,90 | origin=Nederländerna
        2.3 | Isbergssallat                   | 10 st       | frp | 121,00| origin=Spanien; net=4,5
        2.4 | Paprika röd                     | låda 5 kg   | kg  | 29,90 | origin=Nederländerna
        2.5 | Blomkål                         | låda 8 kg   | kg  | 21,10 | origin=Nederländerna
        2.6 | Sockerärtor                     | 10x200 g    | kg  | 84,00 | origin=Nairobi, Kenya
        """
    ),
    legs=legs(
        """
        2.6 | 1 | Nairobi | NBO | lastbil | lastbil 17 t | diesel | kyld | Intyg PÅHITT-94
        2.6 | 2 | NBO     | AMS | flyg    | långflyg     | -      | kyld | Flygfraktsedel PÅHITT-9
        2.6 | 3 | AMS     | -   | lastbil | kyltrailer   | diesel | kyld | CMR-PÅHITT-95
        """
    ),
)  # fmt: skip
GREENHOUSE = Offer(
    supplier="Växthuset Fantasi i Norr AB",
    rows=table(
        """
        2.1 | Tomat, växthus spillvärme       | låda 6 kg   | kg  | 27,80
           + own=0,62; evidence=EPD-PÅHITT-401 tomat
        2.2 | Gurka, växthus spillvärme       | låda 5 kg   | kg  | 21,90
           + own=0,48; evidence=EPD-PÅHITT-402 gurka
        2.3 | Isbergssallat friland           | 12 st       | frp | 150,00| net=5,4
        2.4 | Paprika röd, växthus            | låda 5 kg   | kg  | 36,00
           + own=0,71; evidence=EPD-PÅHITT-403 paprika; valid=2027-01-31
        2.5 | Blomkål friland                 | låda 8 kg   | kg  | 27,90
        """,
        place="Nordmaling", country="Sverige", vehicle="skåpbil", round_km="384", round_kg="940",
        proof="Körplan PÅHITT-61",
    ),
    headings={"place": "Odlingsort"},
)  # fmt: skip
GROWER = Offer(
    supplier="Älvbrinkens Låtsaslantbruk HB",
    rows=table(
        """
        3.1 | Morötter tvättade               | säck 10 kg  | kg  | 8,90
        3.2 | Potatis, blandad fast           | säck 20 kg  | kg  | 7,35
        3.3 | Rödbetor                        | säck 10 kg  | kg  | 9,70
        """,
        place="Vindeln", country="Sverige", vehicle="lastbil 7,5 ton", round_km="228",
        round_kg="2050", proof="Körplan PÅHITT-62",
    ),
)  # fmt: skip


def write(offers: Path, tender: Tender) -> None:
    """Write one compilation and three price annexes."""
    title = "Prisbilaga – Färsk frukt och färska grönsaker (påhittad upphandling)"
    whole = [announced(WHOLESALER, tender)]
    shapes.compilation(offers / "frukthallen.xlsx", whole, title="Anbud, export 2027-03-16")
    shapes.annex(offers / "fruitimport.xlsx", announced(IMPORTER, tender), title=title)
    shapes.open_document(offers / "vaxthuset.ods", announced(GREENHOUSE, tender), title=title)
    shapes.delimited(offers / "alvbrinken.csv", [announced(GROWER, tender)])
