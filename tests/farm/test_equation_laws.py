"""Laws of the farm's equations: nothing is lost, more is never less, twice is twice."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.farm import allocation, enteric, gases, landuse, manure, parameters, rice, soils
from carbon.farm import energybalance as balance
from carbon.farm.climate import Moisture, Zone
from carbon.farm.residues import crop_residues, residue_factors
from carbon.farm.soils import SoilNitrogen

TABLE = parameters.load()
KG = st.floats(min_value=0, max_value=1e6)
SOME = st.floats(min_value=0.01, max_value=1e5)
SHARE = st.floats(min_value=0, max_value=1)
NITROGEN = st.builds(
    SoilNitrogen,
    synthetic_n_kg=KG,
    organic_n_kg=KG,
    residue_n_kg=KG,
    som_n_kg=KG,
    grazing_n_kg=KG,
    drained_organic_soil_ha=st.floats(min_value=0, max_value=100),
)
FACTORS = st.sampled_from(Moisture).map(lambda wet: soils.soil_factors(TABLE, wet))
FIELDS = ("synthetic_n_kg", "organic_n_kg", "residue_n_kg", "som_n_kg", "grazing_n_kg")
SYSTEMS = (
    *("slurry-crust", "slurry-open", "slurry-cover", "pit", "solid", "solid-covered"),
    *("deep-bedding", "digester", "daily-spread", "dry-lot"),
)


def total(nitrogen: SoilNitrogen, row: soils.SoilFactors) -> float:
    return soils.direct_n2o_n_kg(nitrogen, row) + soils.indirect_n2o_n_kg(nitrogen, row)


@given(NITROGEN, FACTORS, st.sampled_from(FIELDS), KG)
def test_more_nitrogen_never_gives_less_nitrous_oxide(
    nitrogen: SoilNitrogen, row: soils.SoilFactors, field: str, more: float
) -> None:
    raised = replace(nitrogen, **{field: getattr(nitrogen, field) + more})
    assert total(raised, row) >= total(nitrogen, row) - 1e-9


@given(NITROGEN, FACTORS)
def test_twice_the_nitrogen_gives_twice_the_nitrous_oxide(
    nitrogen: SoilNitrogen, row: soils.SoilFactors
) -> None:
    both = SoilNitrogen(
        **{name: 2 * getattr(nitrogen, name) for name in (*FIELDS, "drained_organic_soil_ha")}
    )
    assert total(both, row) == pytest.approx(2 * total(nitrogen, row))


@given(NITROGEN, FACTORS)
def test_the_sources_of_nitrogen_add_up(nitrogen: SoilNitrogen, row: soils.SoilFactors) -> None:
    names = (*FIELDS, "drained_organic_soil_ha")
    single = [total(SoilNitrogen(**{name: getattr(nitrogen, name)}), row) for name in names]
    assert math.fsum(single) == pytest.approx(total(nitrogen, row), abs=1e-9)


@given(
    KG,
    SHARE,
    st.sampled_from(SYSTEMS),
    st.sampled_from(("dairy", "cattle", "pigs")),
    st.sampled_from(Zone),
)
def test_every_kilogram_of_stored_nitrogen_has_one_place(
    excreted: float, share: float, system: str, animal: str, zone: Zone
) -> None:
    store = manure.store_of(TABLE, system, animal, zone, share)
    found = manure.stored_nitrogen(excreted, store, TABLE.value("n2-per-n2o/manure"))
    gone = found.n2o_n_kg + found.n2_kg + found.volatilised_kg + found.leached_kg
    assert gone + found.available_kg == pytest.approx(excreted * share)
    assert found.available_kg >= -1e-6


@given(KG, st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_taking_more_straw_away_never_leaves_more_nitrogen(
    crop: float, one: float, other: float
) -> None:
    row = residue_factors(TABLE, "oats")
    more, less = max(one, other), min(one, other)
    assert (
        crop_residues(crop, row, removed_share=more).n_kg
        <= crop_residues(crop, row, removed_share=less).n_kg + 1e-9
    )


@given(st.dictionaries(st.text(min_size=1, max_size=5), SOME, min_size=1, max_size=6))
def test_shares_of_anything_sum_to_one(worth: dict[str, float]) -> None:
    assert math.fsum(allocation.shares_of(worth).values()) == pytest.approx(1)


@pytest.mark.parametrize("worth", [{}, {"a": 0.0}, {"a": 2.0, "b": -1.0}])
def test_nothing_cannot_be_shared(worth: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="nothing to share"):
        allocation.shares_of(worth)


@given(st.floats(min_value=0, max_value=0.3), SOME, SOME)
def test_milk_carries_between_nothing_and_everything(
    ratio: float, milk: float, growth: float
) -> None:
    share = allocation.milk_share(TABLE, ratio, milk_energy=milk, growth_energy=growth)
    assert 0 <= share.milk <= 1


@given(st.floats(min_value=100, max_value=900), st.floats(min_value=0, max_value=50))
def test_a_cow_that_gives_more_milk_eats_more(weight: float, milk: float) -> None:
    def eats(kg: float) -> float:
        energy = balance.NetEnergy(
            maintenance=balance.maintenance_mj(TABLE, weight, 0.386),
            lactation=balance.lactation_cattle_mj(TABLE, kg, 4.2),
        )
        return balance.gross_energy_mj(TABLE, energy, 70)

    assert eats(milk + 1) > eats(milk)


@given(st.floats(min_value=55, max_value=78))
def test_better_feed_means_less_of_it(digestibility: float) -> None:
    energy = balance.NetEnergy(maintenance=50, lactation=70, growth=5)
    better = balance.gross_energy_mj(TABLE, energy, digestibility + 1)
    assert better < balance.gross_energy_mj(TABLE, energy, digestibility)


@given(KG, SOME)
def test_methane_grows_straight_with_the_feed(energy: float, times: float) -> None:
    one = enteric.ch4_of_gross_energy_kg(energy, 6.3, 55.65)
    assert enteric.ch4_of_gross_energy_kg(energy * times, 6.3, 55.65) == pytest.approx(one * times)


@given(st.floats(min_value=40, max_value=85), st.floats(min_value=10, max_value=70))
def test_every_cow_has_a_class(digestibility: float, fibre: float) -> None:
    row = enteric.dairy_class(
        TABLE, digestibility_percent=digestibility, ndf_percent=fibre, milk_kg_per_year=None
    )
    assert 5.7 <= enteric.ym(TABLE, row).value <= 6.5
    assert 4.0 <= enteric.ym(TABLE, enteric.beef_class(TABLE, digestibility)).value <= 7.0


@given(KG, KG, st.floats(min_value=-50, max_value=100))
def test_a_soil_never_leaves_the_way_between_its_two_stocks(
    before: float, after: float, years: float
) -> None:
    stock = landuse.carbon_stock_after(before, after, years, 20)
    assert min(before, after) - 1e-6 <= stock <= max(before, after) + 1e-6


@given(KG, SOME)
def test_a_gain_of_carbon_frees_no_nitrogen(gain: float, ratio: float) -> None:
    assert landuse.mineralised_n_kg(-gain, ratio) == 0


@given(st.dictionaries(st.sampled_from(["CO2", "N2O", "CH4-nonfossil"]), KG, min_size=1))
def test_the_sum_over_gases_does_not_depend_on_their_order(mass: dict[str, float]) -> None:
    weights = {"CO2": 1.0, "N2O": 273.0, "CH4-nonfossil": 27.0}
    turned = dict(reversed(mass.items()))
    assert gases.co2e_kg(mass, weights) == gases.co2e_kg(turned, weights)


def test_a_gas_without_a_weight_is_not_dropped() -> None:
    with pytest.raises(KeyError):
        gases.co2e_kg({"N2O": 1, "XF9": 1}, {"N2O": 273})


def test_a_paddy_without_straw_is_not_scaled() -> None:
    assert rice.organic_scaling([], 0.59) == 1


def test_more_nitrogen_cannot_be_lost_than_is_stored() -> None:
    store = manure.Store(share=1, mcf_percent=0, ef3=0.2, frac_gas=0.9, frac_leach=0)
    with pytest.raises(ValueError, match="more nitrogen"):
        manure.stored_nitrogen(100, store, 3)
