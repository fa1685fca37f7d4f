"""The example tenders: lawful, invented, reproducible, each with the outcome it is known for."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from carbon.library import load
from carbon.library.records import Library
from carbon.outputs import rules
from carbon.outputs.charts import winner_chart
from carbon.outputs.summary import summary_lines
from carbon.problems import Severity
from carbon.tender.folder import assess_folder
from carbon.tender.law.review import review
from carbon.tender.lens.winners import Reign
from carbon.tender.publication import terms
from carbon.tender.records import Assessment
from tests.cli.running import carbon

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
LARGEST = 3_000_000  # bytes of all examples together
INVENTED = (
    "Beispiel", "Eksempel", "Exempel", "Fantasi", "Hittepå", "Låtsas", "Make-Believe", "Påhitt",
    "Voorbeeld",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who comes first in each lot, who gets no rank, and every error and warning but the lock's."""

    first: dict[str, str]
    unranked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    kinds: tuple[str, ...]  # how the files in offers/ end


EXPECTED = {
    "mejeri-och-rotfrukter": Expected(
        first={
            "mejeri": "Gryningsmejeriet Exempel AB",
            "rotfrukter": "Nordgrossisten Påhitt AB",
            "brod": "Bageri Hittepå AB",
        },
        unranked={"brod": ("Nordgrossisten Påhitt AB",)},
        problems=("pack-unknown",),
        kinds=(".xlsx",),
    ),
    "mejeri": Expected(
        first={"mjolk": "Flodmejeriet Exempel ek. för.", "ost": "Norrgrossisten Påhitt AB"},
        kinds=(".csv", ".ods", ".xlsx"),
    ),
    "kott-och-chark": Expected(
        first={
            "not": "Mjölkbondens Låtsaskött HB",
            "flask": "Slagteriet Eksempel ApS",
            "fagel": "Importhuset Hittepå AB",
        },
        unranked={"not": ("Make-Believe Meats of Ireland Ltd",)},
        problems=("above-ceiling", "evidence-level"),
        kinds=(".csv", ".xlsx"),
    ),
    "frukt-och-gront": Expected(
        first={
            "frukt": "Fruitimport Voorbeeld B.V.",
            "gronsaker": "Fruitimport Voorbeeld B.V.",
            "rotfrukter": "Älvbrinkens Låtsaslantbruk HB",
        },
        problems=("evidence-expired",),
        kinds=(".csv", ".ods", ".xlsx"),
    ),
    "brod": Expected(
        first={"matbrod": "Brödfabriken Påhitt AB", "kaffebrod": "Bageri Exempel i Småland AB"},
        unranked={"matbrod": ("Surdegsboden Fantasi HB",)},
        kinds=(".ods", ".xlsx"),
    ),
    "fisk": Expected(
        first={"fryst": "Ocean Beispiel Handels GmbH", "farsk": "Sjømat Eksempel AS"},
        kinds=(".ods", ".xlsx", ".xml"),
    ),
    "fryst-och-torrt": Expected(
        first={"Fryst": "Lågprisgrossisten Hittepå AB", "Torrt": "Lågprisgrossisten Hittepå AB"},
        unranked={"Torrt": ("Kvarnen Låtsas ek. för.",)},
        problems=("evidence-level",),
        kinds=(".csv", ".ods", ".xlsx"),
    ),
    "grossist-400": Expected(
        first={
            "Mejeri": "Import Exempel Livs AB",
            "Kött": "Import Exempel Livs AB",
            "Fisk": "Import Exempel Livs AB",
            "Frukt och grönt": "Norrlandsfärskt Fantasi AB",
            "Fryst": "Import Exempel Livs AB",
            "Bröd": "Import Exempel Livs AB",
            "Kolonial": "Riksgrossisten Hittepå AB",
            "Växtbaserat": "Import Exempel Livs AB",
        },
        unranked={
            "Fryst": ("Riksgrossisten Hittepå AB",),
            "Kolonial": ("Import Exempel Livs AB",),
        },
        problems=("pack-unknown", "pack-unknown"),
        kinds=(".csv", ".ods", ".xlsx"),
    ),
}


@pytest.fixture(scope="module")
def library() -> Library:
    """The library that every example is read with."""
    return load.load()


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def assessed(request: pytest.FixtureRequest, library: Library) -> tuple[str, Assessment, list[str]]:
    """An example, what it comes to, and its errors and warnings."""
    assessment, problems = assess_folder(EXAMPLES / request.param, library=library)
    # A lock that no longer holds: run python scripts/build_examples.py --publish
    assert assessment is not None, problems
    codes = [one.code for one in problems if one.severity is not Severity.NOTE]
    return request.param, assessment, codes


@pytest.fixture(scope="module")
def script() -> object:
    """The script that writes the examples, imported from its folder."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        yield import_module("build_examples")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


def test_every_example_is_expected_to_come_to_something() -> None:
    assert sorted(EXPECTED) == sorted(one.name for one in EXAMPLES.iterdir() if one.is_dir())


def test_each_lot_has_the_winner_and_the_unranked_that_it_is_known_for(assessed) -> None:
    name, assessment, _ = assessed
    first = {
        result.lot.id: [one.supplier for one in result.ranking if one.rank == 1]
        for result in assessment.lots
    }
    assert first == {lot: [supplier] for lot, supplier in EXPECTED[name].first.items()}
    unranked = {
        result.lot.id: tuple(one.supplier for one in result.ranking if one.rank is None)
        for result in assessment.lots
    }
    assert {lot: names for lot, names in unranked.items() if names} == EXPECTED[name].unranked


def test_an_example_has_the_errors_and_warnings_it_was_given_and_no_others(assessed) -> None:
    name, _, codes = assessed
    unlocked = () if (EXAMPLES / name / "lock.json").exists() else ("lock-missing",)
    assert sorted(codes) == sorted((*unlocked, *EXPECTED[name].problems))


def test_no_example_breaks_a_rule_of_procurement_law(assessed) -> None:
    name, assessment, _ = assessed
    found = review(EXAMPLES / name, assessment.tender, assessment.library)
    assert not found.blocking
    assert not [one for one in found.problems if one.severity is Severity.ERROR]


def test_the_terms_of_every_example_may_be_published(assessed) -> None:
    _, assessment, _ = assessed
    assert terms.lacking(assessment.tender) == []


def test_every_supplier_says_in_its_name_that_it_is_invented(assessed) -> None:
    _, assessment, _ = assessed
    named = {one.supplier for result in assessment.lots for one in result.ranking}
    assert named
    for supplier in named:
        assert any(word.casefold() in supplier.casefold() for word in INVENTED), supplier


def test_the_files_of_an_example_have_the_shapes_it_shows(assessed) -> None:
    name, _, _ = assessed
    files = (EXAMPLES / name / "offers").iterdir()
    assert tuple(sorted({path.suffix for path in files})) == EXPECTED[name].kinds


def test_the_wholesale_range_has_four_hundred_lines(library: Library) -> None:
    assessment, _ = assess_folder(EXAMPLES / "grossist-400", library=library)
    assert assessment is not None
    assert sum(len(lot.lines) for lot in assessment.tender.lots) == 400


def test_all_examples_together_stay_small_and_hold_no_pdf() -> None:
    files = [path for path in EXAMPLES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    assert not [path for path in files if path.suffix in (".pdf", ".key")]


def test_the_script_writes_every_offer_again_byte_for_byte(
    script: ModuleType, tmp_path: Path
) -> None:
    for name in script.MODULES:
        shutil.copytree(EXAMPLES / name, tmp_path / name, ignore=shutil.ignore_patterns("offers"))
    assert script.main([], tmp_path) == 0
    for name in script.MODULES:
        for path in sorted((tmp_path / name).rglob("*")):
            kept = EXAMPLES / path.relative_to(tmp_path)
            assert path.is_dir() or path.read_bytes() == kept.read_bytes(), kept


def test_the_published_example_leads_to_a_complete_protocol_letters_and_a_public_edition(
    tmp_path: Path,
) -> None:
    folder, out = tmp_path / "mejeri", tmp_path / "ut"
    shutil.copytree(EXAMPLES / "mejeri", folder)
    ran = carbon("evaluate", folder, "--out", out, "--records", "--public", "--json")
    assert ran.code == 0, ran.err
    assert {one["state"] for one in ran.json()["records"]["verdicts"]} == {"holds"}
    protocol = (out / "protokoll.html").read_text(encoding="utf-8")
    assert "Protokollet är inte fullständigt" not in protocol
    assert len(list(out.glob("brev-*.html"))) == 4
    assert len(list(out.glob("avtalsbilaga-0?.html"))) == 2
    assert (out / "public").is_dir()


@pytest.mark.parametrize(
    ("name", "part"),
    [("brod", "påslag, kr"), ("frukt-och-gront", "svinn, kr"), ("fryst-och-torrt", "poäng")],
)
def test_the_terminal_shows_every_part_of_a_sum(name: str, part: str, library: Library) -> None:
    assessment, _ = assess_folder(EXAMPLES / name, library=library)
    assert assessment is not None
    assert any(part in line for line in summary_lines(assessment, "sv"))


def test_the_terminal_says_that_an_offer_lies_above_the_ceiling(library: Library) -> None:
    assessment, _ = assess_folder(EXAMPLES / "kott-och-chark", library=library)
    assert assessment is not None
    told = [line for line in summary_lines(assessment, "sv") if "Make-Believe" in line]
    assert len(told) == 1
    assert told[0].endswith("över taket")


def test_the_rule_in_words_names_other_criteria_where_there_are_some(library: Library) -> None:
    for name, there in (("brod", True), ("fisk", False)):
        assessment, _ = assess_folder(EXAMPLES / name, library=library)
        assert assessment is not None
        rule = assessment.tender.evaluation
        for told in (rules.in_short(rule, "sv"), rules.in_full(rule, "sv")):
            assert ("J = P + c·E + M" in told) is there


def test_the_announced_price_is_written_inside_the_chart_at_either_end() -> None:
    reigns = [Reign(supplier="Påhitt AB", low=Decimal(0), high=None)]
    for price in ("0", "1000"):
        chart = winner_chart("w", reigns, Decimal(price), "sv")
        assert chart.marker is not None
        half = len(chart.marker.text) * 3
        assert half < float(chart.marker_text_x) < chart.width - half
