"""A small tender folder whose offers name evidence files, written to disk for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TENDER = """\
tender: {{id: prov-2027, title: Rotfrukter, buyer: Provkommunen, kind: goods, value_sek: "900000",
  procedure: open, as_of: "{as_of}"}}
boundary: [{boundary}]
delivery:
  - {{place: "Falun, SE", share: 1}}
drop_size_kg: 180
evaluation:
  basis: price_quality
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: Prov.
  tie_rule: lowest_price
  rounding: {{flow_decimals: 6, price_decimals: 6, mode: half_even}}
evidence: {{accepted_level: {level}}}
lots:
  - id: a
    title: Rotfrukter
    lines:
      - {{number: "1", name: "Potatis, oskalad", quantity: 1000, unit: kg, product: {product}}}
"""
BOUNDARY = "farm, land_use_change, processing, packaging, transport, storage"
HEAD = ("Anbudsgivare;Position;Benämning;Årsvolym;Volymenhet;Offererad produkt;Prisenhet;"
        "Anbudspris;Ursprungsort;Ursprungsland;Klimatavtryck kg CO2e/kg;Systemgräns;"
        "Bevisnivå;Bevis;Giltigt till;Nettovikt kg")  # fmt: skip

POTATO_ANSWERS: Mapping[str, Any] = {
    "questionnaire": "potatoes",
    "version": "2026.1",
    "product": "potato",
    "name": "Matpotatis",
    "producer": "Provgården",
    "place": "Leksand",
    "year": 2026,
    "answers": {
        "area": {"value": 12, "unit": "ha", "quality": "measured"},
        "yield": {"value": 340, "unit": "t", "quality": "measured"},
        "manure": {"value": 0, "unit": "kg"},
        "n_type": "an",
        "n_min": {"value": 1200, "unit": "kg", "quality": "measured"},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One supplier's row."""

    supplier: str
    evidence: str = ""
    value: str = ""
    stages: str = ""
    level: str = ""
    valid_to: str = ""
    price: str = "7,50"
    price_unit: str = "kg"
    net_kg: str = ""
    place: str = "Leksand"

    def row(self) -> str:
        offered = f"Potatis;{self.price_unit};{self.price};{self.place};Sverige"
        proof = f"{self.level};{self.evidence};{self.valid_to};{self.net_kg}"
        start = f"{self.supplier};1;Potatis, oskalad;1000;kg"
        return f"{start};{offered};{self.value};{self.stages};{proof}"


def tender(
    root: Path,
    bids: Sequence[Bid],
    files: Mapping[str, str | bytes],
    *,
    as_of: str = "2027-03-01",
    level: int = 2,
    boundary: str = BOUNDARY,
    product: str = "potato",
    name: str = "Potatis",
) -> Path:
    """Write a tender folder and return it; `name` is what the line and the offers call the food."""
    text = TENDER.format(as_of=as_of, level=level, boundary=boundary, product=product)
    (root / "offers").mkdir(parents=True, exist_ok=True)
    text = text.replace("Potatis", name)
    rows = [HEAD, *(bid.row().replace("Potatis", name) for bid in bids)]
    (root / "tender.yaml").write_text(text, encoding="utf-8")
    (root / "offers" / "anbud.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    if files:
        (root / "evidence").mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (root / "evidence" / name).write_bytes(data)
    return root


def pact(*, extra: Mapping[str, Any] | None = None, **changed: Any) -> str:
    """Return a PACT 3 footprint of one kg of potatoes: 0.08 kg, of it 0.01 packaging."""
    body: dict[str, Any] = {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1",
        "referencePeriodStart": "2025-01-01T00:00:00Z",
        "referencePeriodEnd": "2026-01-01T00:00:00Z",
        "geographyCountry": "SE",
        "pcfExcludingBiogenicUptake": "0.08",
        "pcfIncludingBiogenicUptake": "0.08",
        "fossilGhgEmissions": "0.08",
        "landUseChangeGhgEmissions": "0",
        "fossilCarbonContent": "0",
        "packagingEmissionsIncluded": True,
        "packagingGhgEmissions": "0.01",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067", "PACT-3.0"],
        "exemptedEmissionsPercent": "1",
    }
    body |= changed
    head: dict[str, Any] = {
        "id": "b1f8c0d2-7c4e-4e67-9a9c-2e4c12345678",
        "specVersion": "3.0.4",
        "created": "2026-02-01T00:00:00Z",
        "status": "Active",
        "companyName": "Provgården AB",
        "companyIds": ["urn:uuid:abc12345-6789-4def-8123-456789abcdef"],
        "productDescription": "Potatis, tvättad",
        "productIds": ["urn:gtin:07300000000019"],
        "productNameCompany": "Potatis",
        "pcf": {name: one for name, one in body.items() if one is not None},
    }
    return json.dumps({**head, **(extra or {})})


def epd(stages: Mapping[str, str], **changed: str) -> str:
    """Return a declaration of one kg, each stage with a figure."""
    facts = {
        "registration": "EPD-IES-0000001", "programme": "EPD International",
        "company": "Provgården AB", "product": "Potatis", "valid_to": '"2028-05-31"',
        "amount_kg": '"1"', "gwp": "AR6", "verified_by": "A. Granskare",
        "verified_on": '"2025-06-01"', "standard": "ISO 14025",
    }  # fmt: skip
    facts |= changed
    head = ", ".join(f"{name}: {value}" for name, value in facts.items() if value)
    rows = [f'  - {{stage: {name}, modules: A1, kg_co2e: "{kg}"}}' for name, kg in stages.items()]
    return "\n".join([f"epd: {{{head}}}", "stages:", *rows, ""])
