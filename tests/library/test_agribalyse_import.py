"""AGRIBALYSE's tables are read as ADEME publishes them; the wrong edition is refused by value."""

import csv
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import language, resources
from carbon.library import foods
from carbon.library.importers import agribalyse, agribalyse_tables, delimited
from carbon.library.importers.agribalyse import COLUMNS, CORRECTED, TABLE, convert, slug
from carbon.library.importers.agribalyse_corrections import Correction
from carbon.library.importers.agribalyse_tables import plain
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, Severity, has_errors

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
STAGES_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-detail-par-etape.csv"
SYNTHESIS_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-synthese.csv"
STAGES_31 = SHARED / "agribalyse-3.1" / "agribalyse-31-detail-par-etape.csv"
SYNTHESIS_31 = SHARED / "agribalyse-3.1" / "agribalyse-31-synthese.csv"

shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not SYNTHESIS_32.is_file(), reason="../shared/data/factors/agribalyse-3.2 is absent"
)

# A small table of our own making, in the publisher's layout: an egg that names the edition and
# an apple whose stages are 0.50, 0.20 and 0.10 with LUC parts of 0.05, 0.01 and -0.02.
LUC = list(agribalyse_tables.LUC_COLUMNS)
HEAD = [*agribalyse_tables.STAGE_TABLE, *LUC]
EGG = ["22000", "22000", "viandes", "œufs", "Oeuf, cru", "Egg, raw"]
APPLE = ["0007", "0007", "fruits", "fruits frais", "Pomme", "Apple's, raw (œuf)"]
EGG_ROW = [*EGG, "1.49", "0", "0.11", "0.19", "0.01", "0.08", "2.441", "0.3", "0", "0"]
APPLE_STAGES = ["0.5", "0.2", "0.1", "0.3", "0.02", "0.03", "2.0"]
APPLE_ROW = [*APPLE, *APPLE_STAGES, "0.05", "1e-2", "-0.02"]
# Egg of 3.1: 2.80 at the farm, 3.168 in all.
EGG_31 = [*EGG, "2.80", "0", "0.12", "0.168", "0", "0.08", "2.43"]
SYNTHESIS_HEAD = list(agribalyse_tables.SYNTHESIS)


def published(rows: list[list[str]], file: str = "stages.csv") -> PublishedTable:
    return PublishedTable(
        file=file,
        sheet="",
        sha256="-",
        rows=tuple(map(tuple, rows)),
        lines=tuple(range(1, len(rows) + 1)),
    )


def stages(*more: list[str]) -> PublishedTable:
    return published([HEAD, EGG_ROW, APPLE_ROW, *more])


def synthesis(egg: str = "1.88", apple: str = "1.15", *more: list[str]) -> PublishedTable:
    # The synthesis has lost the leading zeros of the code, as the published one has.
    rows = [
        SYNTHESIS_HEAD,
        ["22000", egg, "2.44", "Ambiant (moyen)", "2", "0"],
        ["7", apple, "2", "Ambiant (long)", "1", "0"],
    ]
    return published([*rows, *more], "synthesis.csv")


def run(*tables: PublishedTable, **more: object) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Return the rows of the food table by code, and the codes of the problems."""
    corrected = more.get("corrected")
    assert corrected is None or isinstance(corrected, list)
    texts, problems = convert(tables, rows_at_least=1, corrected=corrected)
    return rows_of(texts.get(TABLE, "")), codes_of(problems)


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["code_agb"]: row for row in csv.DictReader(io.StringIO(text))}


def codes_of(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def real(*paths: Path) -> list[PublishedTable]:
    tables = [delimited.read(path)[0] for path in paths]
    return [table for table in tables if table is not None]


def test_each_stage_stands_without_its_land_use_change() -> None:
    rows, problems = run(stages(), synthesis())
    assert problems == []
    row = rows["0007"]
    found = [row[name] for name in ("farm", "land_use_change", "processing", "packaging")]
    assert found == ["0.45", "0.04", "0.19", "0.12"]
    assert (row["row"], row["slug"], row["dqr"]) == ("3", "apples-raw-oeuf-0007", "2")
    assert (row["group"], row["subgroup"]) == ("fruits", "fruits frais")
    assert (row["delivery"], row["season"], row["air"]) == ("Ambiant (long)", "1", "0")
    assert tuple(row) == COLUMNS


def test_the_order_of_columns_rows_and_files_does_not_matter() -> None:
    mirrored = published([list(reversed(row)) for row in (HEAD, APPLE_ROW, EGG_ROW)])
    first, _ = convert([stages(), synthesis()], rows_at_least=1)
    second, problems = convert([synthesis(), mirrored], rows_at_least=1)
    assert problems == []
    without_line = [
        {key: row[key] for key in row if key != "row"}
        for text in (first[TABLE], second[TABLE])
        for row in rows_of(text).values()
    ]
    assert without_line[:2] == without_line[2:]


def test_a_title_above_the_headings_is_passed_over() -> None:
    titled = published([["AGRIBALYSE 3.2"], [""], HEAD, EGG_ROW, APPLE_ROW])
    rows, problems = run(titled, synthesis())
    assert (sorted(rows), problems) == (["0007", "22000"], [])


def test_the_old_edition_is_refused_by_the_value_of_egg_whatever_it_is_called() -> None:
    old = published([HEAD[:13], EGG_31], "agribalyse-32-detail-par-etape.csv")
    assert convert([old])[0] == {}
    assert codes_of(convert([old])[1]) == ["importer-edition"]
    rows, problems = run(stages(), synthesis(egg="3.1683"))
    assert (rows, problems) == ({}, ["importer-edition"])
    strange = [*EGG_ROW[:6], "9.99", *EGG_ROW[7:]]
    assert run(published([HEAD, strange]))[1] == ["importer-edition"]


def test_without_raw_egg_the_edition_is_unknown_and_the_file_is_refused() -> None:
    assert run(published([HEAD, APPLE_ROW])) == ({}, ["importer-egg-missing"])
    comma = [*EGG_ROW[:6], "1,49", *EGG_ROW[7:]]
    assert run(published([HEAD, comma])) == ({}, ["importer-decimal-comma"])


def test_a_stage_table_alone_is_enough_and_says_what_is_not_checked() -> None:
    rows, problems = run(stages())
    assert sorted(rows) == ["0007", "22000"]
    assert problems == ["importer-synthesis-missing"]
    # What the library knows of raw egg from the synthesis stands.
    assert rows["22000"]["delivery"] == "Ambiant (moyen)"
    assert rows["0007"]["delivery"] == ""


def test_a_synthesis_alone_asks_for_the_stage_table() -> None:
    assert run(synthesis()) == ({}, ["importer-stages-missing"])


def test_a_table_given_twice_is_told() -> None:
    assert run(stages(), stages()) == ({}, ["importer-table-twice"])


def test_of_two_rows_with_one_code_the_corrected_packaging_counts() -> None:
    names = ["Pomme (emballage corrigé)", "Apple (packaging fixed)"]
    again = [*APPLE[:4], *names, "0.5", "0.2", "0.3", "0.3", "0.02", "0.03", "2", "0", "0", "0"]
    rows, problems = run(stages(again), synthesis(apple="1.35"))
    assert problems == ["importer-code-corrected"]
    assert rows["0007"]["packaging"] == "0.3"


def test_an_uncorrected_row_with_a_code_of_its_own_is_left_out_by_its_ciqual_code() -> None:
    names = ["Pomme (emballage corrigé)", "Apple (packaging fixed)"]
    again = ["9007", *APPLE[1:4], *names, *APPLE_STAGES, "0", "0", "0"]
    rows, problems = run(stages(again))
    assert sorted(rows) == ["22000", "9007"]
    assert problems == ["importer-code-corrected", "importer-synthesis-missing"]


def test_two_equal_codes_without_a_mark_are_an_error() -> None:
    assert run(stages(APPLE_ROW), synthesis()) == ({}, ["importer-code-twice"])


@pytest.mark.parametrize("bad", ["", "n/a", "NaN", "Infinity", "1e999", "#N/A"])
def test_a_cell_that_is_no_number_leaves_its_row_out(bad: str) -> None:
    pear = ["8", "8", "fruits", "fruits", "Poire", "Pear", bad, *APPLE_STAGES[1:], "0", "0", "0"]
    rows, problems = run(stages(pear), synthesis())
    assert sorted(rows) == ["0007", "22000"]
    assert "importer-number" in problems


def test_a_decimal_comma_refuses_the_file() -> None:
    pear = ["8", "8", "fruits", "fruits", "Poire", "Pear", "1,5", *APPLE_STAGES[1:], "0", "0", "0"]
    rows, problems = run(stages(pear))
    assert rows == {}
    assert "importer-decimal-comma" in problems


def test_a_stage_below_zero_leaves_its_row_out_while_land_use_change_may_be_negative() -> None:
    pear = ["8", "8", "fruits", "fruits", "Poire", "Pear", *APPLE_STAGES, "0.6", "0", "0"]
    rows, problems = run(stages(pear))
    assert "8" not in rows
    assert problems == ["importer-stage-negative", "importer-synthesis-missing"]
    plum = ["9", "9", "fruits", "fruits", "Prune", "Plum", *APPLE_STAGES, "-0.6", "0", "0"]
    rows, _ = run(stages(plum))
    assert rows["9"]["land_use_change"] == "-0.6"


def test_stages_that_miss_the_total_warn_and_small_misses_are_one_note() -> None:
    # 1.15 in stages. A total of 1.25 is 8 % off; 1.175 is 0.6 % beyond what rounding explains.
    rows, problems = run(stages(), synthesis(apple="1.25"))
    assert problems == ["importer-stage-sum"]
    assert rows["0007"]["farm"] == "0.45"
    assert run(stages(), synthesis(apple="1.17"))[1] == ["importer-stages-short"]
    assert run(stages(), synthesis(apple="1.16"))[1] == []


def test_a_rating_that_differs_between_the_tables_is_told() -> None:
    pear = ["8", "8", "fruits", "fruits", "Poire", "Pear", *APPLE_STAGES, "0", "0", "0"]
    more = ["8", "1.15", "3.1", "Glacé", "2", "0"]
    assert run(stages(pear), synthesis("1.88", "1.15", more))[1] == ["importer-rating-differs"]


def test_a_cut_off_table_has_too_few_rows() -> None:
    texts, problems = convert([stages(), synthesis()])
    assert (texts, codes_of(problems)) == ({}, ["importer-rows-few"])


def test_a_renamed_column_and_a_column_twice_are_told_by_name() -> None:
    renamed = [name.replace("Emballage", "Emballages") for name in HEAD]
    texts, problems = convert([published([renamed, EGG_ROW])])
    assert (texts, codes_of(problems)) == ({}, ["importer-column-missing"])
    assert "Changement climatique - Emballage" in language.message(problems[0], "sv")
    twice = published([[*HEAD, "Code AGB"], [*EGG_ROW, "22000"]])
    assert codes_of(convert([twice])[1]) == ["importer-column-twice"]
    assert codes_of(convert([])[1]) == ["importer-column-missing"]


def test_a_correction_fills_nothing_but_the_farm_stage() -> None:
    # 3.1 egg: 2.80 at the farm; 3.2 says 0.30 of its farm stage is land-use change.
    old = published([HEAD[:13], EGG_31], "old.csv")
    low = [Correction(code="22000", wrong="low", where="list.csv:2")]
    texts, problems = convert([stages(), synthesis(), old], rows_at_least=1, corrected=low)
    assert problems == []
    row = rows_of(texts[CORRECTED])["22000"]
    assert (row["farm"], row["dqr"], row["row"]) == ("2.5", "2.43", "2")
    assert [row[name] for name in ("land_use_change", "processing", "packaging")] == ["", "", ""]


def test_a_figure_of_3_1_on_the_wrong_side_corrects_nothing() -> None:
    old = published([HEAD[:13], EGG_31], "old.csv")
    high = [
        Correction(code="22000", wrong="high", where="list.csv:2"),
        Correction(code="0007", wrong="high", where="list.csv:3"),
    ]
    texts, problems = convert([stages(), synthesis(), old], rows_at_least=1, corrected=high)
    assert rows_of(texts[CORRECTED]) == {}
    assert codes_of(problems) == ["importer-correction-high", "importer-code-unknown"]
    assert not has_errors(problems)


def test_every_problem_of_the_importer_speaks_both_languages() -> None:
    sample = Problem(
        code="importer-stage-sum",
        severity=Severity.WARNING,
        where="a.csv:3",
        values=(("expected", "1"), ("food", "7"), ("found", "2")),
    )
    assert language.message(sample, "sv") == "Stegen för 7 summerar till 2, men totalen är 1."
    assert language.message(sample, "en") == "The stages of 7 sum to 2, but the total is 1."


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Egg, raw", "22000", "egg-raw-22000"),
        ("Tomato, off season, raw", "20047_3", "tomato-off-season-raw-20047-3"),
        ("Crème fraîche 30%", "1", "creme-fraiche-30-1"),
        ('"Maroilles ""fermier"" cheese"', "12030", "maroilles-fermier-cheese-12030"),
    ],
)
def test_a_slug_is_readable_and_plain(name: str, code: str, expected: str) -> None:
    assert slug(name, code) == expected


def test_numbers_are_written_without_exponent() -> None:
    assert plain(Decimal("5.6122002e-8")) == "0.000000056"
    assert plain(Decimal("10")) == "10"
    assert plain(Decimal("-0.0000000001")) == "0"


def test_the_library_reads_every_column_that_the_importer_writes() -> None:
    assert set(foods.COLUMNS) <= set(COLUMNS) <= {*foods.COLUMNS, *foods.OPTIONAL}


@shared
@needs_shared
def test_the_stored_tables_are_what_the_importer_writes_and_a_second_run_is_identical() -> None:
    folder = resources.factors_folder()
    first, problems = convert(real(STAGES_32, SYNTHESIS_32, STAGES_31))
    second, _ = convert(real(STAGES_31, SYNTHESIS_32, STAGES_32))
    assert not has_errors(problems)
    assert sorted(first) == [CORRECTED, TABLE]
    assert first == second
    for name, text in first.items():
        assert (folder / name).read_bytes() == text.encode("utf-8"), name


@shared
@needs_shared
def test_one_file_gives_the_stored_table_too() -> None:
    texts, problems = convert(real(STAGES_32))
    assert codes_of(problems) == ["importer-synthesis-missing"]
    assert (resources.factors_folder() / TABLE).read_bytes() == texts[TABLE].encode("utf-8")


@shared
@needs_shared
def test_the_four_parts_add_up_to_the_three_published_stages() -> None:
    with STAGES_32.open(encoding="utf-8-sig", newline="") as file:
        source = {row["Code AGB"]: row for row in csv.DictReader(file)}
    rows = rows_of(convert(real(STAGES_32))[0][TABLE])
    assert set(rows) == set(source)
    for code, row in rows.items():
        parts = ("farm", "land_use_change", "processing", "packaging")
        ours = sum(Decimal(row[part]) for part in parts)
        theirs = sum(
            Decimal(source[code][column]) for column in agribalyse_tables.STAGE_COLUMNS[:3]
        )
        assert abs(ours - theirs) <= Decimal("1e-6"), code


@shared
@needs_shared
def test_all_2451_rows_are_usable_and_only_one_contradicts_itself() -> None:
    # README of shared/data/factors/agribalyse-3.2: row 11194, fish sauce, 0.99 against 1.06.
    texts, problems = convert(real(STAGES_32, SYNTHESIS_32))
    rows = rows_of(texts[TABLE])
    assert len(rows) == 2451
    assert len({row["slug"] for row in rows.values()}) == 2451
    assert codes_of(problems) == ["importer-stage-sum", "importer-stages-short"]
    assert dict(problems[0].values)["food"] == "11194"
    # README: seven CIQUAL codes are listed twice by the publisher; each stands once here.
    ciqual = Counter(row["ciqual"] for row in rows.values())
    corrected = ("26232", "26013", "25998", "26037", "26034", "27029", "9901")
    assert [ciqual[code] for code in corrected] == [1] * 7


@shared
@needs_shared
def test_the_wrong_editions_under_any_name_change_nothing() -> None:
    for paths in ((STAGES_31,), (SYNTHESIS_31,), (STAGES_31, SYNTHESIS_32)):
        texts, problems = convert(real(*paths))
        assert texts == {}, paths
        assert codes_of(problems)[:1] == ["importer-edition"], paths
    assert convert(real(STAGES_32, SYNTHESIS_31))[0] == {}


@shared
@needs_shared
def test_eggs_are_corrected_and_what_3_1_would_make_worse_is_not() -> None:
    texts, problems = convert(real(STAGES_32, SYNTHESIS_32, STAGES_31))
    rows = rows_of(texts[CORRECTED])
    assert len(rows) == 13
    # ADEME prints 2.7858188 for the farm stage of raw egg in 3.1, and 0.32698724 of LUC in 3.2.
    assert Decimal(rows["22000"]["farm"]) == Decimal("2.7858188") - Decimal("0.32698724")
    left = {dict(one.values)["food"] for one in problems if "correction" in one.code}
    assert left == {"22003", "22004", "22013", "9340_2", "9341_2"}


@shared
@needs_shared
def test_figures_are_those_that_ademe_prints() -> None:
    # Read from the published table: farm and packaging stages, to their three digits.
    rows = rows_of(convert(real(STAGES_32, SYNTHESIS_32))[0][TABLE])
    assert Decimal(rows["20009"]["farm"]).quantize(Decimal("0.001")) == Decimal("0.083")
    assert rows["20009"]["source_transport"] == "0.262"
    milk = sum(Decimal(rows["19042"][part]) for part in ("farm", "land_use_change"))
    assert milk.quantize(Decimal("0.01")) == Decimal("0.93")
    assert rows["22000"]["dqr"] == "2.44"
    assert Decimal(rows["4008"]["packaging"]).quantize(Decimal("0.01")) == Decimal("0.45")
    assert rows["20047_3"]["season"] in {"0", "1", "2"}


def test_the_module_names_the_files_the_index_lists() -> None:
    index = (resources.factors_folder() / "index.yaml").read_text(encoding="utf-8")
    for name in (agribalyse.TABLE, agribalyse.CORRECTED):
        assert name.replace(".csv", ".yaml") in index
