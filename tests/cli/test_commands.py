"""The command line's contract: names, exit codes, JSON keys, languages, no traceback."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, ROOT, carbon

COMMANDS = [
    *("new", "check", "read", "match", "simulate", "publish", "evaluate", "explain", "route"),
    "factors",
]


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Path]:
    out = tmp_path_factory.mktemp("ut")
    ran = carbon("evaluate", EXAMPLE, "--out", out, "--json")
    assert ran.code == 1, ran.err  # the example has an offer with gaps, on purpose
    return ran.json(), out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself_in_one_language(command: str) -> None:
    swedish = carbon(*filter(None, [command]), "--help")
    english = carbon(*filter(None, [command]), "--lang=en" if command else "--help", "--help")
    assert swedish.code == 0
    assert swedish.out.startswith("Användning:")
    if command and command != "factors":
        assert english.out.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "swedish", "english"),
    [
        (["evaluate"], "TENDER saknas.", "TENDER is missing."),
        (["evaluate", "--nix"], "Flaggan --nix finns inte.", "There is no option --nix."),
        (["nix"], "Det kommandot finns inte.", "There is no such command."),
    ],
)
def test_wrong_use_is_a_sentence_in_one_language_and_exit_code_two(
    arguments: list[str], swedish: str, english: str
) -> None:
    ran = carbon(*arguments)
    assert (ran.code, ran.err.splitlines()[0]) == (2, swedish)
    ran = carbon(*arguments, "--lang=en")
    assert (ran.code, ran.err.splitlines()[0]) == (2, english)


def test_carbon_alone_shows_its_help() -> None:
    ran = carbon()
    assert ran.code == 2
    assert "Användning:" in ran.err


def test_the_example_is_ranked_and_adds_up(evaluated: tuple[dict, Path]) -> None:
    result, _ = evaluated
    assert [lot["id"] for lot in result["lots"]] == ["mejeri", "rotfrukter", "brod"]
    for lot in result["lots"]:
        for offer in lot["ranking"]:
            if offer["rank"] is None:
                continue
            price, carbon_cost = Decimal(offer["price_sek"]), Decimal(offer["carbon_cost_sek"])
            assert price + carbon_cost == Decimal(offer["comparison_sum_sek"])
            assert carbon_cost == 3 * Decimal(offer["kg_co2e"])
            assert sum(map(Decimal, offer["coverage"].values())) == 1


def test_the_json_of_evaluate_has_the_keys_the_world_relies_on(
    evaluated: tuple[dict, Path],
) -> None:
    result, _ = evaluated
    assert {"lots", "pack_sha256", "problems"} <= set(result)
    lot = result["lots"][0]
    assert {"id", "ranking", "switch_prices"} <= set(lot)
    assert {
        "supplier",
        "rank",
        "price_sek",
        "kg_co2e",
        "carbon_cost_sek",
        "comparison_sum_sek",
        "coverage",
        "probability_first",
    } <= set(lot["ranking"][0])
    assert {"code", "severity", "where", "message", "hint"} == set(result["problems"][0])


def test_the_story_of_the_example_is_told_by_its_figures(evaluated: tuple[dict, Path]) -> None:
    result, _ = evaluated
    winners = {lot["id"]: lot["ranking"][0]["supplier"] for lot in result["lots"]}
    assert winners["mejeri"] == "Gryningsmejeriet Exempel AB"  # near, and proves its own value
    roots = [offer["supplier"] for offer in result["lots"][1]["ranking"]]
    assert roots[-1] == "Åkerbo Låtsasgård"  # nearest, cheapest, and a half-empty van
    bread = {o["supplier"]: o for o in result["lots"][2]["ranking"]}
    assert bread["Nordgrossisten Påhitt AB"]["rank"] is None
    assert bread["Nordgrossisten Påhitt AB"]["missing_lines"] == ["3.2", "3.3"]


def test_evaluate_writes_four_files_and_nothing_else(evaluated: tuple[dict, Path]) -> None:
    _, out = evaluated
    assert sorted(p.name for p in out.iterdir()) == [
        "bundle.zip",
        "evaluation.xlsx",
        "report.html",
        "result.json",
    ]


def test_two_runs_in_two_places_and_locales_give_the_same_bytes(
    evaluated: tuple[dict, Path], tmp_path: Path
) -> None:
    _, first = evaluated
    folder = tmp_path / "en annan mapp"
    shutil.copytree(EXAMPLE, folder)
    carbon(
        "evaluate",
        folder,
        "--out",
        tmp_path / "ut",
        cwd=tmp_path,
        PYTHONPATH=str(ROOT),
        LC_ALL="C",
        TZ="Pacific/Auckland",
        PYTHONHASHSEED="7",
    )
    for name in ("bundle.zip", "evaluation.xlsx", "report.html", "result.json"):
        assert (tmp_path / "ut" / name).read_bytes() == (first / name).read_bytes(), name


def test_english_is_english(tmp_path: Path) -> None:
    ran = carbon("evaluate", EXAMPLE, "--out", tmp_path, "--lang", "en")
    assert "comparison sum" in ran.out
    assert "jämförelsesumma" not in ran.out
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "köparens" not in page  # nor the reasons of matches
    line = carbon("explain", EXAMPLE, "Åkerbo Låtsasgård", "2.2", "--lang=en", "--json").json()
    assert "buyer" in str(line)


def test_a_folder_that_is_no_tender_is_wrong_use_and_says_why(tmp_path: Path) -> None:
    ran = carbon("evaluate", tmp_path, "--out", tmp_path / "ut")
    assert ran.code == 2
    assert "tender.yaml" in ran.err
    assert not (tmp_path / "ut").exists()


def test_new_makes_a_folder_that_check_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "min upphandling"
    assert carbon("new", folder).code == 0
    ran = carbon("check", folder, "--fast", "--json")
    codes = {p["code"] for p in ran.json()["problems"]}
    assert {"tender-not-filled-in", "carbon-price-missing"} <= codes
    assert not any(code.startswith("yaml-") for code in codes), codes
    assert carbon("new", folder).code == 2  # never writes over a tender


def test_check_lists_everything_at_once_and_exits_with_one() -> None:
    ran = carbon("check", EXAMPLE, "--json")
    assert ran.code == 1
    assert {"no-bid", "pack-unknown"} <= {p["code"] for p in ran.json()["problems"]}


def test_explain_adds_up_from_flows_to_the_comparison_sum() -> None:
    ran = carbon("explain", EXAMPLE, "Gryningsmejeriet Exempel AB", "1.1", "--json")
    assert ran.code == 0
    line = ran.json()
    flows = sum(Decimal(flow["kg_co2e"]) for flow in line["flows"])
    assert flows == Decimal(line["kg_co2e_per_unit"])
    assert flows * Decimal(line["quantity"]) == Decimal(line["kg_co2e"])


def test_explain_of_an_unknown_offer_names_what_there_is() -> None:
    ran = carbon("explain", EXAMPLE, "Ingen AB", "1.1")
    assert ran.code == 2
    assert "Ingen AB" in ran.err


def test_route_gives_distance_legs_and_method() -> None:
    ran = carbon("route", "Falun", "Borlänge", "--json")
    assert ran.code == 0
    route = ran.json()
    assert {"from", "to", "distance_km", "legs", "kg_co2e_per_tonne"} <= set(route)
    assert 18 <= route["distance_km"] <= 28  # 23 km by road (transport.md section 10)
    back = carbon("route", "Borlänge", "Falun", "--json").json()
    assert back["distance_km"] == route["distance_km"]


def test_an_ambiguous_place_is_a_question_with_candidates() -> None:
    ran = carbon("route", "Järna", "Falun")
    assert ran.code == 2
    assert ran.err.count("Järna") >= 2


def test_match_hides_supplier_and_price_and_keeps_decisions(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    shutil.copytree(EXAMPLE, folder)
    text = (folder / "tender.yaml").read_text(encoding="utf-8")
    (folder / "tender.yaml").write_text(
        text.replace(", product: crispbread", "").replace('"Knäckebröd"', '"Knaperkakor"'),
        encoding="utf-8",
    )
    ran = carbon("match", folder, "--json")
    pending = ran.json()["pending"]
    assert "Hittepå" not in ran.out
    assert "36,80" not in ran.out
    for one in pending:
        made = carbon(
            "match", folder, "--name", one["name"], "--product", "crispbread",
            "--who", "Test Person", "--why", "prövning",
        )  # fmt: skip
        assert made.code in (0, 1), made.err
    if pending:
        assert (folder / "decisions.yaml").exists()
        assert carbon("match", folder, "--json").json()["pending"] == []


def test_a_decision_without_name_and_reason_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    shutil.copytree(EXAMPLE, folder)
    ran = carbon("match", folder, "--name", "Kålrot", "--product", "swede")
    assert ran.code == 2
    assert "--who" in ran.err
    assert not (folder / "decisions.yaml").exists()


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("mellanmjölk", "milk-semi-skimmed"),
        ("kålrot", "swede"),
        ("gul lök", "onion-yellow"),
        ("knäckebröd", "crispbread"),
        ("vispgrädde", "cream-whipping"),
        ("carrot", "carrot"),
    ],
)
def test_search_gives_the_right_product_first(text: str, product: str) -> None:
    hits = carbon("factors", "search", text, "--json").json()["products"]
    assert hits[0]["id"] == product


def test_show_gives_source_edition_and_page_of_a_factor() -> None:
    shown = carbon("factors", "show", "freight/artic_40t/ambient/tkm@GLO", "--json").json()
    text = str(shown)
    assert "DESNZ" in text
    assert "27_304_3132_14_1" in text
    assert "0.09502" in text


def test_list_holds_factors_and_products() -> None:
    listing = carbon("factors", "list", "--json").json()
    assert len(listing["factors"]) > 500
    assert len(listing["products"]) >= 120
