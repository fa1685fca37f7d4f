"""SU-EATABLE LIFE and Poore & Nemecek are read as published; a damaged file gives no table."""

import csv
import io
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import language, resources
from carbon.library.importers import poore_nemecek, su_eatable
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, has_errors

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
SINGLE_CSV = SHARED / "su-eatable-life" / "sel-cf-data-sources.csv"
STATISTICS_CSV = SHARED / "su-eatable-life" / "sel-cf-items-stat.csv"
WORKBOOK = SHARED / "su-eatable-life" / "SuEatableLife_Food_Fooprint_database.xlsx"
MEANS_CSV = SHARED / "owid-poore-nemecek" / "poore-nemecek-2018-global-means.csv"
REGIONAL_CSV = SHARED / "owid-poore-nemecek" / "poore-nemecek-2018-regional-ghg.csv"
SPREAD_CSV = SHARED / "derived" / "pn2018-producer-spread-lognormal.csv"
shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not SINGLE_CSV.is_file(), reason="../shared/data/factors/su-eatable-life is absent"
)

# A small table of our own in the publisher's layout: three swedes, one of them Swedish, and milk.
HEAD = su_eatable.SINGLE
SMALL = (
    ("SWEDE", "VEGETABLES OPENFIELD", "0.2", "2008", "Sweden", "RDC"),
    ("SWEDE", "VEGETABLES OPENFIELD", "0.4", "2011", "Switzerland", "RDC"),
    ("SWEDE ", "VEGETABLES OPENFIELD", "0.8", "2010", "Norway", "RDC"),
    ("COW'S MILK", "MILK", "1.1", "2012", "Sweden", "RDC"),
)


def table(
    rows: Sequence[Sequence[str]],
    head: Sequence[str] = HEAD,
    file: str = "sel.csv",
    sheet: str = "",
) -> PublishedTable:
    return PublishedTable(
        file=file,
        sheet=sheet,
        sha256="0" * 64,
        rows=(tuple(head), *(tuple(row) for row in rows)),
        lines=tuple(range(1, len(rows) + 2)),
    )


def published(path: Path) -> PublishedTable:
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    numbered = [(tuple(row), reader.line_num) for row in reader]
    return PublishedTable(
        file=path.name,
        sheet="",
        sha256="0" * 64,
        rows=tuple(row for row, _ in numbered),
        lines=tuple(line for _, line in numbered),
    )


def small(
    rows: Sequence[Sequence[str]] = SMALL, head: Sequence[str] = HEAD, expected: int = len(SMALL)
) -> tuple[dict[str, str], list[Problem]]:
    known = {"SWEDE": "root-vegetables"}
    return su_eatable.convert_with([table(rows, head)], known, expected)


def lines_of(texts: dict[str, str]) -> dict[str, dict[str, str]]:
    (text,) = texts.values()
    return {line["id"]: line for line in csv.DictReader(io.StringIO(text))}


def told(problems: Sequence[Problem], code: str) -> Problem:
    """Return the problem of a code, once both languages have words for it."""
    found = next(one for one in problems if one.code == code)
    for lang in ("sv", "en"):
        assert "{" not in language.message(found, lang)
    return found


def test_an_item_becomes_the_median_of_its_studies_and_how_far_they_differ() -> None:
    texts, problems = small()
    line = lines_of(texts)["reference/su-eatable/swede@GLO"]
    assert problems == []
    assert (line["value"], line["n"], line["unit"]) == ("0.4", "3", "kgCO2e/kg")
    # ln 0.2, ln 0.4 and ln 0.8 lie ln 2 apart, so their sample deviation is ln 2 = 0.693.
    assert line["sigma_ln"] == f"{math.log(2):.3f}"
    # Linear between the values: a fifth of the way from 0.2 to 0.4 and from 0.8 back to 0.4.
    assert line["notes"] == "published 2008-2011; 10th to 90th percentile 0.240-0.720"
    assert (line["year"], line["commodity"]) == ("2011", "root-vegetables")


def test_swedish_studies_stand_in_a_row_of_their_own() -> None:
    line = lines_of(small()[0])["reference/su-eatable/swede@SE"]
    assert (line["value"], line["n"], line["sigma_ln"]) == ("0.2", "1", "")
    assert line["notes"] == "published 2008"


def test_a_drink_is_counted_by_the_litre_and_says_so() -> None:
    line = lines_of(small()[0])["reference/su-eatable/cows-milk@GLO"]
    assert line["unit"] == "kgCO2e/L"
    assert "per litre" in line["notes"]


def test_the_marks_behind_a_name_make_different_ids() -> None:
    names = ("TOMATO", "TOMATO (g)", "TOMATO (G)", "TOMATO (F)", "TOMATO (I)")
    assert len({su_eatable.slug(name) for name in names}) == len(names)


def test_a_missing_column_is_named_and_nothing_is_written() -> None:
    texts, problems = small([row[:-1] for row in SMALL], HEAD[:-1])
    assert texts == {}
    found = told(problems, "importer-column-missing")
    assert dict(found.values)["found"] == " ".join(su_eatable.BOUNDARY.split())


def test_a_decimal_comma_is_told_with_its_row() -> None:
    rows = [SMALL[0], (*SMALL[1][:2], "0,4", *SMALL[1][3:]), *SMALL[2:]]
    texts, problems = small(rows)
    assert texts == {}
    assert told(problems, "importer-decimal-comma").where == "sel.csv:3"


@pytest.mark.parametrize("cell", ["", "much", "-1", "0", "nan", "1e999999999", "1e-999999999"])
def test_a_value_that_is_no_positive_number_is_refused_with_its_row(cell: str) -> None:
    rows = [(*SMALL[0][:2], cell, *SMALL[0][3:]), *SMALL[1:]]
    texts, problems = small(rows)
    assert texts == {}
    assert told(problems, "importer-number").where == "sel.csv:2"


def test_a_row_too_many_is_told_with_the_row_that_stands_twice() -> None:
    texts, problems = small([*SMALL, SMALL[1]])
    assert texts == {}
    assert dict(told(problems, "importer-rows-many").values)["found"] == "5"
    twice = told(problems, "importer-row-twice")
    assert (twice.where, dict(twice.values)["other"]) == ("sel.csv:6", "sel.csv:3")


def test_a_file_cut_off_gives_no_table() -> None:
    texts, problems = small(SMALL[:2])
    assert texts == {}
    assert dict(told(problems, "importer-rows-few").values)["found"] == "2"


def test_a_year_that_is_no_year_is_refused() -> None:
    rows = [(*SMALL[0][:3], "2008.5", *SMALL[0][4:]), *SMALL[1:]]
    assert told(small(rows)[1], "importer-number").where == "sel.csv:2"


def test_no_table_at_all_is_a_problem() -> None:
    texts, problems = su_eatable.convert([])
    assert texts == {}
    told(problems, "importer-reference-table-missing")


def test_a_published_median_of_its_own_is_noted_and_water_is_not_compared() -> None:
    statistics = [("SWEDE*", "3", "0.5", "0.3", "0.6")]
    tables = [
        table(SMALL),
        table(statistics, su_eatable.STATISTICS, "sel.xlsx", "SEL CF ITEMS STAT"),
        table(statistics, su_eatable.STATISTICS, "sel.xlsx", "SEL WF ITEMS STAT"),
    ]
    texts, problems = su_eatable.convert_with(tables, {}, len(SMALL))
    (found,) = problems
    assert told(problems, "importer-median-differs").where == "sel.xlsx!SEL CF ITEMS STAT!2"
    assert dict(found.values)["expected"] == "0.5"
    assert texts


@shared
@needs_shared
def test_the_published_file_gives_the_librarys_table_byte_for_byte_each_time() -> None:
    tables = [published(SINGLE_CSV), published(STATISTICS_CSV)]
    texts, problems = su_eatable.convert(tables)
    again, _ = su_eatable.convert(tables)
    assert not has_errors(problems)
    assert texts == again
    stored = resources.factors_folder() / su_eatable.PATH
    assert texts[su_eatable.PATH].encode() == stored.read_bytes()


@shared
@needs_shared
def test_a_row_of_the_published_file_said_twice_is_found() -> None:
    whole = published(SINGLE_CSV)
    # The last row goes and the first comes twice, so the number of rows is right.
    rows = (*whole.rows[:-1], whole.rows[1])
    damaged = PublishedTable(
        file=whole.file, sheet="", sha256=whole.sha256, rows=rows, lines=whole.lines
    )
    texts, problems = su_eatable.convert([damaged])
    assert texts == {}
    told(problems, "importer-row-twice")


@shared
@needs_shared
@pytest.mark.parametrize(
    "item",
    [
        *("ALMOND", "BANANA (I)", "BUTTER", "COD", "CUCUMBER (G)", "GRAHAM FLOUR", "HERRING"),
        *("LAMB BONE FREE MEAT", "LETTUCE", "MUSHROOM", "ONION", "ORANGE", "PASTA", "POTATO"),
        *("PORK BONE FREE MEAT", "PORK MEAT WITH BONE", "TOFU", "TOMATO (G)", "WHEAT"),
    ],
)
def test_medians_are_those_that_the_publisher_prints(item: str) -> None:
    head, *rows = published(STATISTICS_CSV).rows
    names = [row[head.index(su_eatable.ITEM)].rstrip("*") for row in rows]
    printed = Decimal(rows[names.index(item)][head.index("median")])
    line = lines_of(su_eatable.convert([published(SINGLE_CSV)])[0])[
        f"reference/su-eatable/{su_eatable.slug(item)}@GLO"
    ]
    assert abs(printed - Decimal(line["value"])) < Decimal("0.001")


@shared
@needs_shared
def test_the_medians_that_differ_from_the_published_ones_are_eleven() -> None:
    _, problems = su_eatable.convert([published(SINGLE_CSV), published(STATISTICS_CSV)])
    items = {dict(one.values)["item"] for one in problems}
    assert items == {
        *("APPLE", "APRICOT", "BEEF BONE FREE MEAT", "CARROT", "CRANBERRY JUICE (I)", "CURRANT"),
        *("EGGS", "RAPESEED OIL", "RICE", "SOYBEAN OIL", "SPINACH"),
    }


@shared
@needs_shared
def test_edition_1_has_372_rows_of_which_48_are_swedish() -> None:
    lines = lines_of(su_eatable.convert([published(SINGLE_CSV)])[0]).values()
    assert len(lines) == 372
    swedish = [line for line in lines if line["region"] == "SE"]
    assert (len(swedish), sum(int(line["n"]) for line in swedish)) == (48, 170)
    assert sum(int(line["n"]) for line in lines if line["region"] == "GLO") == su_eatable.ROWS


# Poore & Nemecek, in the layout of the distributed tables.
MEANS = (("Oatmeal", "2.48"), ("Nuts", "0.43"))
REGIONAL = (
    ("Oatmeal", "Global", "2.5"),
    ("Oatmeal", "Europe", "1.7"),
    ("Nuts", "Asia", "-1.4"),
    ("Milk", "Europe", "2.2"),
    ("Tea", "Global", "21.0"),
)


def two(
    means: Sequence[Sequence[str]] = MEANS, regional: Sequence[Sequence[str]] = REGIONAL
) -> tuple[dict[str, str], list[Problem]]:
    tables = [
        table(means, (poore_nemecek.ITEM, poore_nemecek.MEAN), "means.csv"),
        table(
            regional,
            (poore_nemecek.ITEM, poore_nemecek.REGION, poore_nemecek.BY_REGION),
            "regional.csv",
        ),
        table(
            [("Oatmeal", "17", "0.612")],
            (poore_nemecek.PRODUCT, poore_nemecek.OBSERVATIONS, poore_nemecek.SIGMA),
            "spread.csv",
        ),
    ]
    known = {"Oatmeal": "oats"}
    return poore_nemecek.convert_with(tables, known, (len(MEANS), len(REGIONAL)))


def test_means_stand_as_printed_and_the_one_with_more_digits_counts() -> None:
    texts, problems = two()
    lines = lines_of(texts)
    world = lines["reference/poore-nemecek/oatmeal@GLO"]
    assert (world["value"], world["n"], world["sigma_ln"]) == ("2.48", "17", "0.612")
    europe = lines["reference/poore-nemecek/oatmeal@EUROPE"]
    assert (europe["value"], europe["n"], europe["commodity"]) == ("1.7", "", "oats")
    assert lines["reference/poore-nemecek/milk@EUROPE"]["unit"] == "kgCO2e/L"
    assert lines["reference/poore-nemecek/tea@GLO"]["value"] == "21"
    assert told(problems, "importer-value-negative").where == "regional.csv:4"
    assert "reference/poore-nemecek/nuts@ASIA" not in lines


def test_two_means_that_disagree_are_noted() -> None:
    regional = (("Oatmeal", "Global", "3.5"), *REGIONAL[1:])
    assert told(two(regional=regional)[1], "importer-means-differ").where == "regional.csv:2"


def test_a_region_unknown_a_comma_and_a_row_twice_are_told_with_their_rows() -> None:
    regional = (*REGIONAL[:3], ("Milk", "Europa", "2.2"), ("Tea", "Global", "21,0"))
    huge = ("Rice", "1e999999999")
    texts, problems = two((*MEANS, MEANS[0], huge), regional)
    assert texts == {}
    assert told(problems, "importer-region-unknown").where == "regional.csv:5"
    assert told(problems, "importer-decimal-comma").where == "regional.csv:6"
    assert told(problems, "importer-row-twice").where == "means.csv:4"
    assert told(problems, "importer-number").where == "means.csv:5"


def test_a_table_left_out_or_cut_off_gives_nothing() -> None:
    texts, problems = poore_nemecek.convert([table(MEANS, ("Item", poore_nemecek.MEAN))])
    assert texts == {}
    told(problems, "importer-rows-few")
    told(problems, "importer-reference-table-missing")


@shared
@needs_shared
def test_the_distributed_tables_give_the_librarys_means_byte_for_byte() -> None:
    tables = [published(path) for path in (MEANS_CSV, REGIONAL_CSV, SPREAD_CSV)]
    texts, problems = poore_nemecek.convert(tables)
    assert [one.code for one in problems] == ["importer-value-negative"] * 2
    stored = resources.factors_folder() / poore_nemecek.PATH
    assert texts[poore_nemecek.PATH].encode() == stored.read_bytes()
    assert len(lines_of(texts)) == 222  # 43 world, 6 more world, 175 regional less 2 negative


@pytest.mark.parametrize("path", [su_eatable.PATH, poore_nemecek.PATH])
def test_every_reference_has_an_id_of_its_own_domain(path: str) -> None:
    text = (resources.factors_folder() / path).read_text("utf-8")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(text))]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"reference/[a-z-]+/[a-z0-9-]+@[A-Z]{2,8}", one) for one in ids)
