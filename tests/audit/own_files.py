"""A tender of three foods whose offers rest on producers' own files: milk, bread and PACT."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.farm.sample_answers import HEAD as ANSWERED_BY
from tests.farm.sample_answers import REQUIRED
from tests.tender.evidenced import pact

TENDER = """\
tender: {id: egna-filer, title: Egna filer, buyer: Provkommunen, kind: goods, value_sek: "900000",
  procedure: open, as_of: "2027-03-01"}
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: "Falun, SE", share: 1}
drop_size_kg: 180
evaluation:
  basis: price_quality
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Prov.
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
evidence: {accepted_level: 2}
lots:
  - id: a
    title: Livsmedel
    lines:
      - {number: "1", name: "Mjölk", quantity: 2000, unit: kg, product: milk-whole}
      - {number: "2", name: "Bröd", quantity: 800, unit: kg, product: bread-wheat}
      - {number: "3", name: "Potatis", quantity: 1000, unit: kg, product: potato}
"""
HEAD = ("Anbudsgivare;Position;Benämning;Årsvolym;Volymenhet;Offererad produkt;Prisenhet;"
        "Anbudspris;Ursprungsort;Ursprungsland;Bevis")  # fmt: skip
OWN, DEFAULTS = "Egen Mat AB", "Schablon AB"
MILK, BREAD, PACT = "mjolk.json", "brod.json", "potatis-pact.json"
# What only the producers' files say: no public page may hold it.
NAMES = ("Mjölkgården Hemlig", "Bagerihemligheten", "Potatishemligheten")


def answers(questionnaire: str, product: str, producer: str) -> str:
    """Return a producer's file as JSON: what a person would answer."""
    given: dict[str, Any] = dict(REQUIRED[questionnaire])
    if questionnaire == "bread":
        given["recipe"] = [
            {"ingredient": "Vetemjöl", "kg": "50"},
            {"ingredient": "rye-flour", "kg": "22"},
            {"ingredient": "water", "kg": "42"},
            {"ingredient": "salt", "kg": "1.2"},
        ]
    head = {**ANSWERED_BY, "producer": producer, "year": 2026}
    said = {"questionnaire": questionnaire, "version": "2026.1", "product": product, **head}
    return json.dumps({**said, "answers": given}, ensure_ascii=False, indent=1)


def tender(root: Path) -> Path:
    """Write the tender folder: one offer with three own files, one without any."""
    (root / "offers").mkdir(parents=True)
    (root / "evidence").mkdir()
    (root / "tender.yaml").write_text(TENDER, "utf-8")
    foods = (("1", "Mjölk", 2000, MILK), ("2", "Bröd", 800, BREAD), ("3", "Potatis", 1000, PACT))
    for name, supplier, price in (("egen.csv", OWN, "9,50"), ("schablon.csv", DEFAULTS, "12,40")):
        rows = [HEAD]
        for number, food, quantity, file in foods:
            proof = file if supplier == OWN else ""
            rows.append(f"{supplier};{number};{food};{quantity};kg;{food};kg;{price};Leksand;"
                        f"Sverige;{proof}")  # fmt: skip
        (root / "offers" / name).write_text("\n".join(rows) + "\n", "utf-8")
    files = {
        MILK: answers("milk", "milk-whole", NAMES[0]),
        BREAD: answers("bread", "bread-wheat", NAMES[1]),
        PACT: pact(extra={"companyName": NAMES[2]}),
    }
    for name, content in files.items():
        (root / "evidence" / name).write_text(content, "utf-8")
    return root
