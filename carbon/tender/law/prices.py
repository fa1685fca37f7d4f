"""Published prices of emissions that a buyer may start from, and whether a named one was followed.

None is a default: the buyer sets the carbon price and says why (factors/law/carbon_prices.yaml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from carbon.problems import Problem, error, warning
from carbon.tender.law import data
from carbon.tender.records import Tender

FILE = "carbon_prices.yaml"
_KEY = "evaluation.carbon_price_preset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A price of emissions with where it stands."""

    id: str
    sek_per_kg: Decimal  # SEK per kg CO2e
    price_year: str  # empty: the source states none
    basis: Mapping[str, str]  # what kind of price it is, in sv and en
    source: str
    mark: str  # verified, partly (a step behind the figure was not checked) or own
    printed: str  # as the source prints it, when that is another unit
    eur_per_kg: Decimal | None  # before conversion


@cache
def load() -> Mapping[str, Preset]:
    """Return the presets by id, in the order of the file."""
    return {
        str(one["id"]): Preset(
            id=str(one["id"]),
            sek_per_kg=data.amount(one, "sek_per_kg", FILE),
            price_year=str(one["price_year"]),
            basis=dict(one["basis"]),
            source=str(one["source"]),
            mark=str(one["mark"]),
            printed=str(one.get("printed", "")),
            eur_per_kg=data.amount(one, "eur_per_kg", FILE) if "eur_per_kg" in one else None,
        )
        for one in data.table(FILE)["presets"]
    }


def questions(tender: Tender, presets: Mapping[str, Preset]) -> list[Problem]:
    """Return what does not agree between the carbon price and the preset that it is said to be.

    A price of one lot may be another; only the price of the tender is compared.
    """
    rule, where = tender.evaluation, f"tender.yaml: {_KEY}"
    if not rule.carbon_price_preset:
        return []
    preset = presets.get(rule.carbon_price_preset)
    if preset is None:
        expected = ", ".join(presets)
        found = rule.carbon_price_preset
        return [error("carbon-price-preset-unknown", where, found=found, expected=expected)]
    problems = []
    if rule.model != "M3" and rule.carbon_price_sek_per_kg != preset.sek_per_kg:
        found, expected = f"{rule.carbon_price_sek_per_kg:f}", f"{preset.sek_per_kg:f}"
        values = {"preset": preset.id, "found": found, "expected": expected}
        problems.append(warning("carbon-price-not-preset", where, **values))
    if rule.price_year and preset.price_year and rule.price_year != preset.price_year:
        values = {"preset": preset.id, "found": rule.price_year, "expected": preset.price_year}
        problems.append(warning("price-year-not-preset", where, **values))
    return problems
