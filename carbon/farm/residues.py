"""Nitrogen in what a crop leaves behind, above and below ground.

IPCC 2019 V4 Ch11 Eq 11.6 and 11.7 with Table 11.1A. For vegetables the real dry matter must stand
in the place of the table's 0.85: otherwise 50 t of cabbage would hold 40 t of dry matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from carbon.farm.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidueFactors:
    """A crop's row of Table 11.1A: shares of dry matter and nitrogen, each per kg."""

    dry_matter: float  # kg DM per kg fresh harvest
    r_ag: float  # kg DM above ground per kg DM harvested
    rs: float  # kg DM below ground per kg DM above ground, harvest included
    n_ag: float  # kg N per kg DM
    n_bg: float  # kg N per kg DM


@dataclass(frozen=True, slots=True, kw_only=True)
class Residues:
    """What one hectare leaves behind in a year, in kg."""

    yield_dm_kg: float
    above_dm_kg: float
    below_dm_kg: float
    n_kg: float


def residue_factors(
    parameters: Parameters, crop: str, *, dry_matter: float | None = None
) -> ResidueFactors:
    """Return a crop's row of V4 Ch11 Table 11.1A. KeyError for a crop that the table lacks.

    `dry_matter` (kg DM per kg fresh) replaces the table's where it was measured or the crop is wet.
    """
    found = ResidueFactors(
        dry_matter=parameters.value(f"residue/{crop}/dry-matter"),
        r_ag=parameters.value(f"residue/{crop}/r-ag"),
        rs=parameters.value(f"residue/{crop}/rs"),
        n_ag=parameters.value(f"residue/{crop}/n-ag"),
        n_bg=parameters.value(f"residue/{crop}/n-bg"),
    )
    return found if dry_matter is None else replace(found, dry_matter=dry_matter)


def crop_residues(
    yield_fresh_kg: float,
    factors: ResidueFactors,
    *,
    removed_share: float = 0,
    burnt_share: float = 0,
    combustion: float = 1,
    renewed_share: float = 1,
) -> Residues:
    """Return residues of one hectare from its harvest in kg fresh weight.

    V4 Ch11 Eq 11.6 and 11.7 (route by R_AG). `removed_share` of the residues above ground is taken
    away (straw that becomes bedding comes back as manure, never as residue too), `burnt_share` is
    burnt with the factor `combustion`. `renewed_share` is 1 for annual crops and one over the years
    of a ley; it acts below ground only.
    """
    crop = yield_fresh_kg * factors.dry_matter
    above = crop * factors.r_ag
    below = (crop + above) * factors.rs * renewed_share
    left = 1 - removed_share - burnt_share * combustion
    nitrogen = above * factors.n_ag * left + below * factors.n_bg
    return Residues(yield_dm_kg=crop, above_dm_kg=above, below_dm_kg=below, n_kg=nitrogen)
