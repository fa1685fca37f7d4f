"""AGRIBALYSE's tables are read as ADEME publishes them; the wrong edition is refused by value."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import language, resources
from carbon.library.importers import agribalyse, agribalyse_tables
from carbon.library.importers.agribalyse import (
    COLUMNS,
    import_agribalyse,
    import_farm_correction,
    main,
    plain,
    read_codes,
    slug,
)
from carbon.problems import Problem, Severity, has_errors

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
STAGES_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-detail-par-etape.csv"
SYNTHESIS_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-synthese.csv"
STAGES_31 = SHARED / "agribalyse-3.1" / "agribalyse-31-detail-par-etape.csv"
SYNTHESIS_31 = SHARED / "agribalyse-3.1" / "agribalyse-31-synthese.csv"
PRODUCTION = resources.factors_folder() / "production"
CODES = read_codes(PRODUCTION / "agribalyse-3.2.codes.txt")
EGGS = read_codes(PRODUCTION / "agribalyse-3.1-eggs.codes.txt")

shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not SYNTHESIS_32.is_file(), reason="../shared/data/factors/agribalyse-3.2 is absent"
)


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["code_agb"]: row for row in csv.DictReader(io.StringIO(text))}


def published() -> dict[str, dict[str, str]]:
    with STAGES_32.open(encoding="utf-8-sig", newline="") as file:
        return {row["Code AGB"]: row for row in csv.DictReader(file)}


def codes_of(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


# A small table of our own making, in the publisher's layout: an egg that names the edition and
# an apple whose stages are 0.50, 0.20 and 0.10 with LUC parts of 0.05, 0.01 and -0.02.
EGG = ["22000", "22000", "Oeuf, cru", "Egg, raw"]
APPLE = ["0007", "0007", "Pomme", "Apple's, raw (œuf)"]
HEAD = [*agribalyse_tables.IDENTITY, *agribalyse_tables.STAGE_COLUMNS]
LUC = list(agribalyse_tables.LUC_COLUMNS)
EGG_STAGES = ["1.49", "0", "0.11", "0.19", "0.01", "0.08"]
APPLE_STAGES = ["0.5", "0.2", "0.1", "0.3", "0.02", "0.03"]


def write(path: Path, rows: list[list[str]]) -> Path:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    return path


def small_stages(folder: Path, *more: list[str]) -> Path:
    rows = [
        [*HEAD, *LUC],
        [*EGG, *EGG_STAGES, "0.3", "0", "0"],
        [*APPLE, *APPLE_STAGES, "0.05", "1e-2", "-0.02"],
    ]
    return write(folder / "stages.csv", rows + list(more))


def small_synthesis(folder: Path, egg: str = "1.88", apple: str = "1.15") -> Path:
    head = list(agribalyse_tables.SYNTHESIS_COLUMNS)
    # The synthesis has lost the leading zeros of the code, as the published one has.
    rows = [head, ["22000", egg, "2.44", "Ambiant (moyen)"], ["7", apple, "2", "Ambiant (long)"]]
    return write(folder / "synthesis.csv", rows)


def test_each_stage_stands_without_its_land_use_change(tmp_path: Path) -> None:
    text, problems = import_agribalyse(small_stages(tmp_path), small_synthesis(tmp_path), ["0007"])
    assert problems == []
    row = rows_of(text)["0007"]
    found = [row[name] for name in ("farm", "land_use_change", "processing", "packaging")]
    assert found == ["0.45", "0.04", "0.19", "0.12"]
    assert row["row"] == "3"
    assert row["slug"] == "apples-raw-oeuf-0007"
    assert tuple(row) == COLUMNS


def test_the_old_edition_under_the_same_name_is_refused_by_the_value_of_egg(tmp_path: Path) -> None:
    text, problems = import_agribalyse(
        small_stages(tmp_path), small_synthesis(tmp_path, egg="3.1683"), ["0007"]
    )
    assert text == ""
    assert codes_of(problems) == ["importer-edition"]


def test_an_unknown_code_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    text, problems = import_agribalyse(
        small_stages(tmp_path), small_synthesis(tmp_path), ["0007", "99999"]
    )
    assert codes_of(problems) == ["importer-code-unknown"]
    assert list(rows_of(text)) == ["0007"]


def test_of_two_rows_with_one_code_the_corrected_packaging_counts(tmp_path: Path) -> None:
    apple = ["0007", "0007", "Pomme (emballage corrigé)", "Apple (packaging fixed)"]
    corrected = [*apple, "0.5", "0.2", "0.3", "0.3", "0.02", "0.03", "0", "0", "0"]
    stages = small_stages(tmp_path, corrected)
    text, problems = import_agribalyse(stages, small_synthesis(tmp_path, apple="1.35"), ["0007"])
    assert codes_of(problems) == ["importer-code-corrected"]
    assert problems[0].severity is Severity.NOTE
    assert rows_of(text)["0007"]["packaging"] == "0.3"


def test_two_equal_codes_without_a_mark_are_an_error(tmp_path: Path) -> None:
    again = [*APPLE, *APPLE_STAGES, "0", "0", "0"]
    text, problems = import_agribalyse(
        small_stages(tmp_path, again), small_synthesis(tmp_path), ["0007"]
    )
    assert (text, codes_of(problems)) == ("", ["importer-code-twice"])


@pytest.mark.parametrize("bad", ["", "n/a", "NaN", "Infinity", "1,5"])
def test_a_cell_that_is_no_number_leaves_its_row_out(tmp_path: Path, bad: str) -> None:
    pear = ["8", "8", "Poire", "Pear", bad, *APPLE_STAGES[1:], "0", "0", "0"]
    synthesis = small_synthesis(tmp_path)
    with synthesis.open("a", encoding="utf-8") as file:
        file.write('"8","1.15","2","Ambiant"\n')
    text, problems = import_agribalyse(small_stages(tmp_path, pear), synthesis, ["8", "0007"])
    assert codes_of(problems) == ["importer-number"]
    assert list(rows_of(text)) == ["0007"]


def test_stages_that_miss_the_total_are_a_warning(tmp_path: Path) -> None:
    _, problems = import_agribalyse(
        small_stages(tmp_path), small_synthesis(tmp_path, apple="1.25"), ["0007"]
    )
    assert codes_of(problems) == ["importer-stage-sum"]


def test_a_missing_column_a_broken_file_and_no_file_are_problems(tmp_path: Path) -> None:
    synthesis = small_synthesis(tmp_path)
    other = write(tmp_path / "other.csv", [["Code AGB"], ["22000"]])
    assert codes_of(import_agribalyse(other, synthesis, [])[1]) == ["importer-column-missing"]
    latin = tmp_path / "latin.csv"
    latin.write_bytes("Agriculture;é".encode("latin-1"))
    assert codes_of(import_agribalyse(latin, synthesis, [])[1]) == ["text-encoding"]
    absent = tmp_path / "absent.csv"
    assert codes_of(import_agribalyse(absent, synthesis, [])[1]) == ["file-unreadable"]


def test_the_farm_correction_fills_nothing_but_the_farm_stage(tmp_path: Path) -> None:
    # 3.1 egg: 2.80 at the farm; 3.2 says 0.30 of its farm stage is land-use change.
    old = write(
        tmp_path / "old.csv",
        [[*HEAD, "DQR - Global"], [*EGG, "2.80", "0", "0.12", "0.168", "0", "0.08", "2.43"]],
    )
    text, problems = import_farm_correction(old, small_stages(tmp_path), ["22000"])
    assert problems == []
    row = rows_of(text)["22000"]
    assert (row["farm"], row["dqr"], row["row"]) == ("2.5", "2.43", "2")
    assert [row[name] for name in ("land_use_change", "processing", "packaging")] == ["", "", ""]


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


@shared
@needs_shared
def test_raw_egg_tells_the_editions_apart() -> None:
    wrong, problems = import_agribalyse(STAGES_31, SYNTHESIS_31, ["22000"])
    assert wrong == ""
    assert "importer-column-missing" in codes_of(problems)
    _, mixed = import_agribalyse(STAGES_32, SYNTHESIS_31, ["22000"])
    assert "importer-column-missing" in codes_of(mixed) or "importer-edition" in codes_of(mixed)


@shared
@needs_shared
def test_the_stored_tables_are_what_the_importer_writes_and_a_second_run_is_identical(
    tmp_path: Path,
) -> None:
    first, problems = import_agribalyse(STAGES_32, SYNTHESIS_32, CODES)
    second, _ = import_agribalyse(STAGES_32, SYNTHESIS_32, list(reversed(CODES)))
    assert not has_errors(problems)
    assert first == second
    assert (PRODUCTION / "agribalyse-3.2.csv").read_text(encoding="utf-8") == first
    eggs, problems = import_farm_correction(STAGES_31, STAGES_32, EGGS)
    assert problems == []
    assert (PRODUCTION / "agribalyse-3.1-eggs.csv").read_text(encoding="utf-8") == eggs
    out, codes = tmp_path / "out.csv", PRODUCTION / "agribalyse-3.2.codes.txt"
    assert main([str(STAGES_32), str(SYNTHESIS_32), str(codes), str(out)]) == 0
    assert out.read_bytes() == (PRODUCTION / "agribalyse-3.2.csv").read_bytes()


@shared
@needs_shared
def test_the_four_parts_add_up_to_the_three_published_stages() -> None:
    text, _ = import_agribalyse(STAGES_32, SYNTHESIS_32, CODES)
    source = published()
    rows = rows_of(text)
    assert len(rows) == len(CODES)
    for code, row in rows.items():
        parts = ("farm", "land_use_change", "processing", "packaging")
        ours = sum(Decimal(row[part]) for part in parts)
        theirs = sum(
            Decimal(source[code][column]) for column in agribalyse_tables.STAGE_COLUMNS[:3]
        )
        assert abs(ours - theirs) <= Decimal("1e-6"), code


@shared
@needs_shared
def test_stages_meet_the_total_within_two_percent_where_they_miss_the_printed_digits() -> None:
    _, problems = import_agribalyse(STAGES_32, SYNTHESIS_32, CODES)
    assert set(codes_of(problems)) <= {"importer-stage-sum"}
    for problem in problems:
        values = dict(problem.values)
        found, expected = Decimal(values["found"]), Decimal(values["expected"])
        assert abs(found - expected) <= expected * Decimal("0.02"), values


@shared
@needs_shared
def test_the_whole_table_holds_2451_foods_and_one_that_contradicts_itself() -> None:
    # README of shared/data/factors/agribalyse-3.2: row 11194, fish sauce, 0.99 against 1.06.
    whole, problems = agribalyse_tables.read(STAGES_32, agribalyse_tables.IDENTITY)
    assert (len(whole), problems) == (2451, [])
    _, problems = import_agribalyse(STAGES_32, SYNTHESIS_32, ["11194"])
    assert codes_of(problems) == ["importer-stage-sum"]


@shared
@needs_shared
def test_figures_are_those_that_ademe_prints() -> None:
    # Read from the published table: farm and packaging stages, to their three digits.
    text, _ = import_agribalyse(STAGES_32, SYNTHESIS_32, ["20009", "19042", "22000", "4008"])
    rows = rows_of(text)
    assert Decimal(rows["20009"]["farm"]).quantize(Decimal("0.001")) == Decimal("0.083")
    assert rows["20009"]["source_transport"] == "0.262"
    milk = sum(Decimal(rows["19042"][part]) for part in ("farm", "land_use_change"))
    assert milk.quantize(Decimal("0.01")) == Decimal("0.93")
    assert rows["22000"]["dqr"] == "2.44"
    assert Decimal(rows["4008"]["packaging"]).quantize(Decimal("0.01")) == Decimal("0.45")


def test_the_module_names_the_columns_the_library_reads() -> None:
    assert agribalyse.COLUMNS[0] == "code_agb"
    assert agribalyse.COLUMNS[-1] == "row"
