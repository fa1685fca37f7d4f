"""The published default chains (factors/transport/chains.yaml) as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carbon import yamlfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What fills a gap: vehicles by mode, the chain by origin, ports, the missing origin."""

    name: str  # what a chain element says it was filled by
    vehicles: Mapping[str, tuple[str, ...]]  # by mode
    vehicle: Mapping[str, str]  # the default one of each mode
    short_flight: str  # the one of air below the limit of the method
    electric: Mapping[str, str]  # vehicle -> its battery-electric class
    energy: Mapping[str, str]  # declared energy -> what freight by fuel calls it
    evidence: Mapping[str, tuple[str, ...]]  # statement -> kinds of evidence it can rest on
    by_road: frozenset[str]  # countries without a deep-sea leg
    export_port: Mapping[str, str]  # country -> UN/LOCODE
    entry_port: str
    fresh_fruit_port: str
    fresh_fruit: frozenset[str]  # categories of the catalogue
    origin_missing: str

    def mode_of(self, vehicle: str) -> str | None:
        """Return the mode that a vehicle belongs to first, None for an unknown vehicle."""
        return next((mode for mode, all_ in self.vehicles.items() if vehicle in all_), None)

    def burning(self, vehicle: str) -> str:
        """Return the vehicle of the same size that is not battery-electric."""
        return next((one for one, own in self.electric.items() if own == vehicle), vehicle)

    def usual(self, mode: str, distance_km: float, short_flight_km: float) -> str:
        """Return the vehicle of a leg of which only the mode is known."""
        if mode == "air" and distance_km <= short_flight_km:
            return self.short_flight
        return self.vehicle[mode]

    def entry(self, category: str | None) -> str:
        """Return the UN/LOCODE of the Swedish port that a category of goods comes in by."""
        return self.fresh_fruit_port if category in self.fresh_fruit else self.entry_port


@cache
def load() -> Defaults:
    """Read the default chains; they do not change while we run."""
    content = yamlfile.of_factors("transport/chains.yaml")
    modes, overseas = content["modes"], content["overseas"]
    return Defaults(
        name=f"default-chain-{content['edition']}",
        vehicles={mode: tuple(one["vehicles"]) for mode, one in modes.items()},
        vehicle={mode: one["default"] for mode, one in modes.items()},
        short_flight=modes["air"]["short"],
        electric=dict(content["electric"]),
        energy=dict(content["energy"]),
        evidence={name: tuple(kinds) for name, kinds in content["evidence"].items()},
        by_road=frozenset(content["by_road"]["countries"]),
        export_port=dict(overseas["export_port"]),
        entry_port=overseas["entry_port"]["any"],
        fresh_fruit_port=overseas["entry_port"]["fresh_fruit"],
        fresh_fruit=frozenset(overseas["fresh_fruit_categories"]),
        origin_missing=content["origin_missing"]["place"],
    )
