"""Every food has a raw material, and how much its producers vary is what somebody published."""

import csv
import io
import math
import re
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import resources, yamlfile
from carbon.library.commodities import COLUMNS, MIXTURE

FACTORS = resources.factors_folder()
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
SPREAD_CSV = SHARED / "derived" / "pn2018-producer-spread-lognormal.csv"
STAGES_CSV = SHARED / "agribalyse-3.2" / "agribalyse-32-detail-par-etape.csv"
shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not SPREAD_CSV.is_file(), reason="../shared/data/factors/derived is absent"
)
GENERAL_SIGMA = 0.30  # spread.variability_sigma


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FACTORS / name).read_text("utf-8"), newline="")))


COMMODITIES = {row["commodity"]: row for row in rows_of("commodities.csv")}
CODES = {
    row["code_agb"]: row["commodity"] for row in rows_of("production/agribalyse-commodities.csv")
}
STUDIES = {
    row["label"]: row
    for row in rows_of("reference/su-eatable-life-1.0.csv")
    if row["region"] == "GLO"
}
MEANS = {row["id"]: row for row in rows_of("reference/poore-nemecek-2018.csv")}


def items(commodity: str) -> list[str]:
    return [one for one in COMMODITIES[commodity]["su_eatable"].split("; ") if one]


def test_there_are_103_commodities_each_named_once_in_both_languages() -> None:
    assert tuple(rows_of("commodities.csv")[0]) == COLUMNS
    assert len(COMMODITIES) == len(rows_of("commodities.csv")) == 103
    for column in ("name_sv", "name_en"):
        names = [row[column] for row in COMMODITIES.values()]
        assert all(names)
        assert len(names) == len(set(names))
    assert MIXTURE not in COMMODITIES


def test_every_name_of_another_source_stands_in_its_reference_table() -> None:
    printed = {row["label"] for row in MEANS.values()}
    for commodity, row in COMMODITIES.items():
        assert row["poore_nemecek"] in {"", *printed}, commodity
        assert set(items(commodity)) <= STUDIES.keys(), commodity


def test_every_food_of_agribalyse_has_one_known_commodity_or_is_a_mixture() -> None:
    foods = rows_of("production/agribalyse-3.2.csv")
    assert len(rows_of("production/agribalyse-commodities.csv")) == len(CODES) == 2451
    assert {row["code_agb"] for row in foods} <= CODES.keys()
    assert set(CODES.values()) == {*COMMODITIES, MIXTURE}


@shared
@needs_shared
def test_every_row_that_the_publisher_prints_is_there() -> None:
    text = STAGES_CSV.read_text(encoding="utf-8-sig")
    codes = {row["Code AGB"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert codes == CODES.keys()


@pytest.mark.parametrize(
    ("code", "commodity"),
    [
        ("6254", "beef"),
        ("6550", "veal"),
        ("12001", "cheese"),
        ("12061", "goat-sheep-milk"),
        ("11026", "spices"),
        ("25081", "beef"),  # lasagne: meat gives 63 % of what the ingredients give
        ("25131", MIXTURE),  # lasagne with vegetables: no ingredient gives half
        ("25605", "mushrooms"),
        ("7200", MIXTURE),  # a loaf with butter: wheat gives less than half
        ("7110", "wheat"),
        ("18905", "oats"),
        ("18003", "coffee"),
        ("20912", "soya"),
        ("20904", "soya"),
        ("20252", "onion-leek"),
        ("26006", "cod-like-fish"),
    ],
)
def test_a_food_is_made_of_what_one_would_say(code: str, commodity: str) -> None:
    assert CODES[code] == commodity


def test_no_cheese_is_of_another_animal_than_its_name_says() -> None:
    foods = {row["code_agb"]: row["lci_name"] for row in rows_of("production/agribalyse-3.2.csv")}
    for code, name in foods.items():
        if "cheese, from" in name.casefold():
            goat = re.search("goat|ewe", name.casefold())
            assert CODES[code] == ("goat-sheep-milk" if goat else "cheese"), name


@pytest.mark.parametrize(
    ("commodity", "sigma"),
    [  # factor-sources.md section 6, from the 10th and 90th percentile of producers
        ("rapeseed-oil", 0.24),
        ("banana", 0.26),
        ("apple", 0.26),
        ("beet-sugar", 0.27),
        ("lamb", 0.31),
        ("root-vegetables", 0.33),
        ("soya-drink", 0.36),
        ("onion-leek", 0.38),
        ("milk", 0.41),
        ("egg", 0.41),
        ("veal", 0.41),
        ("wheat", 0.42),
        ("pork", 0.43),
        ("peas", 0.43),
        ("cheese", 0.50),
        ("pulses", 0.52),
        ("potato", 0.54),
        ("brassicas", 0.56),
        ("salmon-trout", 0.60),
        ("oats", 0.61),
        ("chicken", 0.61),
        ("beef", 0.64),
        ("rice", 0.70),
        ("tomato", 1.06),
        ("coffee", 1.09),
    ],
)
def test_sigma_is_the_one_listed_in_the_notes_on_sources(commodity: str, sigma: float) -> None:
    found = float(COMMODITIES[commodity]["variability_sigma"])
    assert found == pytest.approx(sigma, abs=0.0051)


@shared
@needs_shared
def test_each_sigma_of_producers_is_the_derived_one_with_its_number() -> None:
    derived = {
        row["product"]: row
        for row in csv.DictReader(io.StringIO(SPREAD_CSV.read_text("utf-8"), newline=""))
    }
    checked = 0
    for commodity, row in COMMODITIES.items():
        told = re.match(r"Poore & Nemecek, ([^:,]+)[:,].*n = (\d+)", row["variability_basis"])
        if told is None:
            continue
        published = derived[told[1]]
        assert row["variability_sigma"] == published["sigma_ln_p10_p90"], commodity
        assert told[2] == published["n_observations"], commodity
        checked += 1
    assert checked == 54


def test_each_sigma_of_studies_is_what_the_reference_table_gives() -> None:
    checked = 0
    for commodity, row in COMMODITIES.items():
        told = re.search(r"SU-EATABLE LIFE.*n = (\d+)", row["variability_basis"])
        if told is None:
            continue
        counts = [int(STUDIES[one]["n"]) for one in items(commodity)]
        sigmas = [float(STUDIES[one]["sigma_ln"] or 0) for one in items(commodity)]
        assert sum(counts) == int(told[1]) >= 10
        freedom = sum(count - 1 for count in counts)
        squares = sum((n - 1) * s * s for n, s in zip(counts, sigmas, strict=True))
        pooled = math.sqrt(squares / freedom)
        assert float(row["variability_sigma"]) == pytest.approx(pooled, abs=0.001), commodity
        checked += 1
    assert checked == 22


def test_no_spread_of_studies_is_narrower_than_the_general_one() -> None:
    for commodity, row in COMMODITIES.items():
        if row["variability_basis"].startswith("SU-EATABLE"):
            assert float(row["variability_sigma"]) >= GENERAL_SIGMA, commodity
        assert row["variability_basis"]
        assert bool(row["variability_sigma"]) != row["variability_basis"].startswith("none")


def test_each_fallback_does_the_subtraction_that_its_note_states() -> None:
    content, problems = yamlfile.read(FACTORS / "production" / "fallbacks.yaml", "fallbacks.yaml")
    assert not problems
    assert content is not None
    transport = {
        row["code_agb"]: Decimal(row["source_transport"])
        for row in rows_of("production/agribalyse-3.2.csv")
    }
    listed = content["factors"]
    assert isinstance(listed, list)
    for one in listed:
        notes, value = str(one["notes"]), Decimal(str(one["value"]))
        printed = re.search(r"As printed ([\d.]+\d)", notes)
        assert printed is not None
        less = re.search(r"less ([\d.]+\d), .*\((\d+)\) = ([\d.]+\d)", notes)
        if less is None:
            taken = re.search(r"less ([\d.]+\d) for transport and ([\d.]+\d) for retail", notes)
            assert taken is not None
            assert value == Decimal(printed[1]) - Decimal(taken[1]) - Decimal(taken[2])
            continue
        assert Decimal(less[1]) == transport[less[2]]
        assert value == Decimal(printed[1]) - Decimal(less[1]) == Decimal(less[3])
