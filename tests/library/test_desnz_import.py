"""The UK's flat file is read as DESNZ publishes it; what is out of order is told by its row."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import language, resources
from carbon.library.importers import delimited, desnz, desnz_picks, fuels, refrigerants
from carbon.library.importers.desnz_file import Sentinel
from carbon.library.importers.desnz_picks import FreightPick, Picks, RowPick
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, Severity, has_errors

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
FLAT_24 = SHARED / "uk-ghg-conversion-2024" / "uk-ghg-conversion-factors-2024-v1.1-flat.csv"
FLAT_25 = (
    SHARED / "uk-ghg-conversion-2025-scope3" / "uk-ghg-conversion-factors-2025-scope3-flat.csv"
)
SWEDEN = SHARED / "sweden-energy" / "swedish-fuel-and-heat-reference-points.csv"
EMBER = SHARED / "electricity-intensity" / "ember-owid-carbon-intensity-by-country-2024.csv"
POTENTIALS = SHARED / "gwp-ipcc" / "globalwarmingpotentials.csv"
FACTORS = resources.factors_folder()

shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not FLAT_24.is_file(), reason="../shared/data/factors/uk-ghg-conversion-2024 is absent"
)

HEAD = ("ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit")
YEAR = "GHG Conversion Factor 2031"
# A year of our own in the publisher's layout: one van (0.5 + 0.1 per t·km, 0.2 + 0.04 per km, so
# 0.4 t on board), glass at 1 400 kg a tonne, and rows that nobody asks for.
VAN = ("Scope 3", "Freighting goods", "Vans", "Average", "", "Diesel")
WTT = ("Scope 3", "WTT- delivery vehs & freight", "WTT- vans", "Average", "", "Diesel")
GLASS = ("Scope 3", "Material use", "Other", "Glass", "", "Primary")
ROWS = (
    ("27_1_1_14_1", *VAN, "tonne.km", "kg CO2e", "0.5"),
    ("28_9_1_14_1", *WTT, "tonne.km", "kg CO2e", "0.1"),
    ("27_1_1_4_1", *VAN, "km", "kg CO2e", "0.2"),
    ("28_9_1_4_1", *WTT, "km", "kg CO2e", "0.04"),
    (
        "19_1_1_15_1",
        "Scope 3",
        "Material use",
        "Other",
        "Glass",
        "",
        "Primary",
        "tonnes",
        "kg CO2e",
        "1400",
    ),
)
FILLER = tuple(
    (f"99_{n}", "Scope 3", "Hotel stay", "UK", "", "", "", "night", "kg CO2e", "1")
    for n in range(5000)
)


def picks() -> Picks:
    def freight(per: str, code: str) -> FreightPick:
        return FreightPick(
            table="freight",
            id=f"freight/van/ambient/{'tkm' if per == 't*km' else per}@GLO",
            label="Van",
            mode="road",
            vehicle="van",
            temperature="ambient",
            energy="diesel",
            per=per,
            ttw_row=f"27_1_1_{code}_1",
            wtt_row=f"28_9_1_{code}_1",
            reads="Vans, Average, Diesel",
            payload="ratio",
            empty_running_included="yes",
            notes="The km rows give {wtt_from_km}" if per == "t*km" else "",
        )

    glass = RowPick(
        table="material-use",
        id="packaging/glass/primary@GLO",
        label="Glass",
        row="19_1_1_15_1",
        uom="tonnes",
        reads="Other, Glass, Primary",
        correlation_group="glass",
    )
    year = Sentinel(year=2031, row="27_1_1_14_1", value=Decimal("0.5"))
    return Picks(freight=(freight("t*km", "14"), freight("km", "4")), rows=(glass,), years=(year,))


def table(
    *rows: tuple[str, ...], head: tuple[str, ...] = (*HEAD, YEAR), sheet: str = ""
) -> PublishedTable:
    every = (head, *rows)
    name = "flat.xlsx" if sheet else "flat.csv"
    lines = tuple(range(1, len(every) + 1))
    return PublishedTable(file=name, sheet=sheet, sha256="", rows=every, lines=lines)


def ours(change: Callable[[list[list[str]]], None] | None = None) -> PublishedTable:
    rows = [list(row) for row in ROWS]
    if change is not None:
        change(rows)
    return table(*(tuple(row) for row in rows), *FILLER)


def read(path: Path) -> PublishedTable:
    found, problems = delimited.read(path)
    assert found is not None, problems
    return found


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def errors_of(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in problems if one.severity is Severity.ERROR]


def test_a_small_flat_file_gives_the_figures_it_prints() -> None:
    texts, problems = desnz.convert_with([ours()], picks())
    assert not has_errors(problems)
    freight = rows_of(texts["transport/desnz-2031-freight.csv"])
    van = freight["freight/van/ambient/tkm@GLO"]
    assert (van["ttw_kg_co2e"], van["wtt_kg_co2e"], van["payload_t"]) == (
        "0.50000",
        "0.10000",
        "0.40",
    )
    assert van["locator"] == (
        "Freighting goods: Vans, Average, Diesel, tonne.km = 27_1_1_14_1; "
        "WTT- delivery vehs & freight = 28_9_1_14_1"
    )
    assert van["notes"] == ""  # 0.04 / 0.4 t is the 0.1 that is printed
    glass = rows_of(texts["packaging/desnz-2031-material-use.csv"])["packaging/glass/primary@GLO"]
    assert (glass["value"], glass["unit"]) == ("1400", "kgCO2e/t")


def test_without_scope_1_there_are_no_fuels_and_no_refrigerants() -> None:
    texts, problems = desnz.convert_with([ours()], picks())
    assert not [path for path in texts if "fuels" in path or "refrigerants" in path]
    assert "importer-desnz-scope-3" in [one.code for one in problems]


def test_the_headings_of_a_workbook_may_stand_below_title_rows() -> None:
    plain = ours()
    titled = table(
        *(("", *row) for row in plain.rows),
        head=("UK Government GHG Conversion Factors",),
        sheet="Factors by Category",
    )
    assert desnz.convert_with([titled], picks())[0] == desnz.convert_with([plain], picks())[0]


def test_a_well_to_tank_part_of_another_load_is_remarked_on() -> None:
    def double(rows: list[list[str]]) -> None:
        rows[1][-1] = "0.2"

    texts, _ = desnz.convert_with([ours(double)], picks())
    van = rows_of(texts["transport/desnz-2031-freight.csv"])["freight/van/ambient/tkm@GLO"]
    assert (van["wtt_kg_co2e"], van["notes"]) == ("0.20000", "The km rows give 0.10000")


def test_an_empty_cell_is_left_out_and_never_zero() -> None:
    def empty(rows: list[list[str]]) -> None:
        rows[4][-1] = ""

    texts, problems = desnz.convert_with([ours(empty)], picks())
    assert not has_errors(problems)
    assert rows_of(texts["packaging/desnz-2031-material-use.csv"]) == {}
    told = [(one.code, one.where) for one in problems if one.code == "importer-not-available"]
    assert told == [("importer-not-available", "flat.csv:6")]


def test_a_freight_factor_needs_both_its_parts() -> None:
    def empty(rows: list[list[str]]) -> None:
        rows[1][-1] = ""

    texts, problems = desnz.convert_with([ours(empty)], picks())
    assert not has_errors(problems)
    assert list(rows_of(texts["transport/desnz-2031-freight.csv"])) == [
        "freight/van/ambient/km@GLO"
    ]


@pytest.mark.parametrize(
    ("row", "cell", "found", "code"),
    [
        (0, -1, "0,5", "importer-decimal-comma"),
        (0, -1, "n/a", "importer-number"),
        (0, -1, "nan", "importer-number"),
        (0, -1, "1e900000000", "importer-number"),
        (0, -1, "1e99", "importer-number"),
        (0, -1, "1_000", "importer-number"),
        (0, -3, "miles", "importer-unit"),
        (0, -2, "kg CO2e of CO2 per unit", "importer-unit"),
        (4, -3, "kg", "importer-unit"),
        (1, 3, "WTT- HGV", "importer-row-moved"),
        (4, 4, "Plastic", "importer-row-moved"),
    ],
)
def test_a_cell_that_is_not_what_we_mean_stops_the_year(
    row: int, cell: int, found: str, code: str
) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[row][cell] = found

    texts, problems = desnz.convert_with([ours(change)], picks())
    assert texts == {}
    assert (code, f"flat.csv:{row + 2}") in [
        (name, where.partition(" ")[0]) for name, where in errors_of(problems)
    ]


def test_a_year_is_known_by_a_value_not_by_its_name() -> None:
    def other(rows: list[list[str]]) -> None:
        rows[0][-1] = "0.6"

    texts, problems = desnz.convert_with([ours(other)], picks())
    assert texts == {}
    assert errors_of(problems) == [("importer-desnz-sentinel", "flat.csv:2")]


def test_a_year_without_a_known_value_is_taken_with_a_warning() -> None:
    known = picks()
    fresh = Picks(freight=known.freight, rows=known.rows, years=())
    texts, problems = desnz.convert_with([ours()], fresh)
    assert "transport/desnz-2031-freight.csv" in texts
    assert [one.code for one in problems if one.severity is Severity.WARNING] == [
        "importer-desnz-year-unknown"
    ]


def test_broken_files_are_refused_and_say_where() -> None:
    whole = ours()
    cases = {
        "importer-column-missing": table(*FILLER, head=(*HEAD[1:], YEAR)),
        "importer-desnz-year": table(*ROWS, *FILLER, head=(*HEAD, "Factor")),
        "importer-column-twice": table(*ROWS, *FILLER, head=(*HEAD, YEAR, "ID")),
        "importer-rows-few": table(*ROWS),
        "importer-id-twice": table(*ROWS, ROWS[0], *FILLER),
        "importer-row-missing": table(*ROWS[1:], *FILLER),
        "importer-row-ragged": table(*ROWS, ROWS[0][:4], *FILLER),
    }
    for code, broken in cases.items():
        texts, problems = desnz.convert_with([broken], picks())
        assert texts == {}, code
        assert code in [name for name, _ in errors_of(problems)]
        assert all(where.startswith("flat.csv") for _, where in errors_of(problems))
        for one in problems:
            assert language.message(one, "sv")
            assert language.hint(one, "sv")
    texts, problems = desnz.convert_with([whole, whole], picks())
    assert [name for name, _ in errors_of(problems)] == ["importer-year-twice"]
    assert desnz.convert_with([], picks())[1][0].code == "importer-table-missing"


def test_two_rows_that_are_no_pair_are_refused() -> None:
    known = picks()
    crossed = FreightPick(
        **{
            **{name: getattr(known.freight[0], name) for name in FreightPick.__slots__},
            "wtt_row": "28_9_1_4_1",
        }
    )
    texts, problems = desnz.convert_with(
        [ours()], Picks(freight=(crossed,), rows=(), years=known.years)
    )
    assert texts == {}
    assert "importer-pair" in [name for name, _ in errors_of(problems)]


def test_every_pick_names_one_factor_once() -> None:
    known, problems = desnz_picks.load()
    assert problems == []
    names = [one.id for one in known.freight] + [one.id for one in known.rows]
    assert len(names) == len(set(names)) == 183 + 210


@shared
@needs_shared
@pytest.mark.parametrize("path", [FLAT_24, FLAT_25])
def test_the_published_file_gives_the_shipped_tables_byte_for_byte(path: Path) -> None:
    texts, problems = desnz.convert([read(path)])
    assert not has_errors(problems)
    assert len(texts) == (6 if path is FLAT_24 else 4)
    for name, text in texts.items():
        assert (FACTORS / name).read_text(encoding="utf-8") == text, name
    assert desnz.convert([read(path)])[0] == texts


@shared
@needs_shared
def test_figures_are_those_of_the_research_note() -> None:
    # factor-sources.md, section 4: transport, packaging and waste of the 2025 release
    texts, _ = desnz.convert([read(FLAT_25)])
    freight = rows_of(texts["transport/desnz-2025-freight.csv"])

    def parts(key: str) -> list[Decimal]:
        row = freight[f"freight/{key}/ambient/tkm@GLO"]
        return [round(Decimal(row[one]), 3) for one in ("ttw_kg_co2e", "wtt_kg_co2e")]

    assert parts("van_3t5") == [Decimal("0.631"), Decimal("0.151")]
    assert parts("rail") == [Decimal("0.028"), Decimal("0.007")]
    material = rows_of(texts["packaging/desnz-2025-material-use.csv"])
    assert material["packaging/board/primary@GLO"]["value"] == "1199.72542"
    assert material["packaging/glass/primary@GLO"]["value"] == "1402.76667"
    waste = rows_of(texts["waste/desnz-2025-waste.csv"])
    assert waste["waste/food/landfill@GLO"]["value"] == "700.30886"
    air = rows_of(texts["transport/desnz-2025-freight-classes.csv"])
    assert air["freight/air_long_rf/ambient/tkm@GLO"]["ttw_kg_co2e"] == "0.89939"


@shared
@needs_shared
def test_refrigerants_and_fuels_stand_as_printed_in_2024() -> None:
    texts, _ = desnz.convert([read(FLAT_24)])
    gases = rows_of(texts["refrigerants/desnz-2024-refrigerants.csv"])
    # the README of the data folder: HFC-134a 1300, R404A 3943 (AR5)
    assert gases["refrigerant/r134a@GLO"]["value"] == "1300"
    assert gases["refrigerant/r404a@GLO"]["value"] == "3943"
    liquid = rows_of(texts["energy/desnz-2024-fuels.csv"])
    assert liquid["energy/diesel-blend-uk/ttw-l@GB"]["value"] == "2.51279"
    assert liquid["energy/diesel-blend-uk/wtt-l@GB"]["value"] == "0.61101"


@shared
@needs_shared
def test_freight_by_fuel_is_energy_times_carrier() -> None:
    tables = [read(FLAT_24), read(SWEDEN), read(EMBER)]
    texts, problems = fuels.convert(tables)
    assert not has_errors(problems)
    text = texts["transport/fuels-2024.csv"]
    assert (FACTORS / "transport/fuels-2024.csv").read_text(encoding="utf-8") == text
    assert fuels.convert(tables)[0] == texts
    rows = rows_of(text)
    # by hand: 0.07321 kg CO2 per t·km / 0.2507 kg per kWh x 3.6 = 1.051278 MJ; x 16.4 g = 17.241 g,
    # of which in use 1.051278 x 1.03677 g = 1.090 g
    lorry = rows["freight/artic_40t-hvo100/ambient/tkm@GLO"]
    assert (lorry["ttw_kg_co2e"], lorry["wtt_kg_co2e"]) == ("0.001090", "0.016151")
    # by hand: 0.08853 / 0.20493 = 0.43200 kWh per km, as transport.md has it; x 35.823833 g
    van = rows["freight/van_3t5-electric-se/ambient/km@GLO"]
    assert (van["ttw_kg_co2e"], van["wtt_kg_co2e"]) == ("0.000000", "0.015476")
    # No source for what a gas engine takes more: lorries on biogas are left out.
    assert {row["vehicle"] for row in rows.values() if "biogas" in row["vehicle"]} == {
        "van_3t5-biogas100"
    }


@shared
@needs_shared
def test_freight_by_fuel_needs_all_its_tables() -> None:
    scope_3 = fuels.convert([read(FLAT_25), read(SWEDEN), read(EMBER)])
    assert scope_3[0] == {}
    assert "importer-table-missing" in [one.code for one in scope_3[1]]
    no_carriers = fuels.convert([read(FLAT_24), read(EMBER)])
    assert no_carriers[0] == {}
    assert "importer-carrier-missing" in [one.code for one in no_carriers[1]]


@shared
@needs_shared
def test_refrigerants_in_ar6_are_mixed_by_mass() -> None:
    tables = [read(FLAT_24), read(POTENTIALS)]
    texts, problems = refrigerants.convert(tables)
    assert not has_errors(problems)
    name = "refrigerants/ar6-refrigerants.csv"
    assert (FACTORS / name).read_text(encoding="utf-8") == texts[name]
    rows = rows_of(texts[name])
    # farm-model.md, section 1.12: R134a 1530, R404A 4728, R407C 1908, R410A 2256, R449A about 1505
    shown = {key: round(Decimal(rows[f"refrigerant/{key}@GLO"]["value"])) for key in ("r134a",)}
    assert shown == {"r134a": 1530}
    for key, expected in (("r404a", 4728), ("r407c", 1908), ("r410a", 2256), ("r449a", 1505)):
        assert abs(Decimal(rows[f"refrigerant/{key}@GLO"]["value"]) - expected) <= Decimal("0.5")
    assert "importer-component-missing" in [
        one.code for one in refrigerants.convert([read(POTENTIALS)])[1]
    ]


@shared
@needs_shared
def test_the_compositions_give_what_desnz_prints_in_ar5() -> None:
    potentials = {row[0]: row[4] for row in read(POTENTIALS).rows if len(row) > 4}
    flat = {row[0]: row[-1] for row in read(FLAT_24).rows}
    mixed: dict[str, Decimal] = {}
    with (FACTORS / "importers/refrigerant-blends.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            part = row["component"]
            potential = Decimal(potentials.get(part) or flat[part])
            key = row["refrigerant"].casefold()
            share = Decimal(row["mass_percent"]) / 100
            mixed[key] = mixed.get(key, Decimal(0)) + share * potential
    printed = rows_of(desnz.convert([read(FLAT_24)])[0]["refrigerants/desnz-2024-refrigerants.csv"])
    both = [key for key in mixed if f"refrigerant/{key}@GLO" in printed]
    assert len(both) > 12
    for key in both:
        value = Decimal(printed[f"refrigerant/{key}@GLO"]["value"])
        assert abs(mixed[key] - value) <= 1, key
