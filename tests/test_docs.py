"""The documents tell the truth: pages are current, links lead somewhere, numbers are real."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, carbon

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = {"upphandlare.md": "sv", "officers.md": "en"}
PAGES = [ROOT / "README.md", ROOT / "SOURCES.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def written() -> object:
    """The script that writes docs/reference/, imported from its folder."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        yield import_module("build_reference")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The result of the example as the guide's reader gets it."""
    folder = tmp_path_factory.mktemp("ut")
    assert carbon("evaluate", EXAMPLE, "--out", folder).code == 1
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def _prose(path: Path) -> str:
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def _guide(name: str) -> Path:
    return DOCS / "guide" / name


def test_generated_pages_and_the_views_in_the_guides_are_up_to_date(written) -> None:
    stale = written.out_of_date()
    assert not stale, f"run python scripts/build_reference.py: {stale}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_something(page: Path) -> None:
    for target in LINK.findall(_prose(page)):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}: {target}"


def test_every_command_and_option_is_named_in_the_reference(written) -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    for words, command in written.cli.commands():
        heading = f"### `{' '.join(('carbon', *words))}`\n"
        assert heading in page
        told = page.partition(heading)[2].partition("\n### ")[0]
        for parameter in command.params:
            for name in parameter.opts if parameter.param_type_name == "option" else ():
                assert name in told, f"{heading.strip()} {name}"


def test_the_commands_of_the_readme_are_the_commands_there_are(written) -> None:
    there_are = {words[0] for words, _ in written.cli.commands() if words}
    assert set(re.findall(r"^\| `carbon (\w+)", README, re.MULTILINE)) == there_are


def test_every_command_takes_json_and_lang_as_the_readme_says(written) -> None:
    for words, command in written.cli.commands():
        if not hasattr(command, "commands") and words not in ((), ("factors",)):
            options = {name for parameter in command.params for name in parameter.opts}
            assert {"--json", "--lang"} <= options, words


def test_the_exit_codes_are_those_of_the_readme(tmp_path: Path) -> None:
    assert "0 bra · 1 anmärkningar i underlaget · 2 fel användning eller oläsbar fil" in README
    assert carbon("route", "Falun", "Stockholm").code == 0
    assert carbon("check", EXAMPLE, "--fast").code == 1
    assert carbon("evaluate", EXAMPLE).code == 2  # --out is missing
    assert carbon("read", tmp_path / "none.xlsx").code == 2


def test_json_is_one_object_and_nothing_else() -> None:
    for arguments in (
        ("check", EXAMPLE, "--fast"),
        ("route", "Falun", "Stockholm"),
        ("match", EXAMPLE),
    ):
        assert isinstance(carbon(*arguments, "--json").json(), dict)


def test_both_guides_have_the_same_headings_and_pictures() -> None:
    texts = [_prose(_guide(name)) for name in GUIDES]
    levels = [HEADING.findall(text) for text in texts]
    assert levels[0] == levels[1]
    numbers = [re.findall(r"^## (\d+)\.", text, re.MULTILINE) for text in texts]
    assert numbers[0] == numbers[1] == [str(n) for n in range(1, len(numbers[0]) + 1)]
    pictures = [re.findall(r"pictures/(\w+)-(\w+)\.png", text) for text in texts]
    assert [name for name, _ in pictures[0]] == [name for name, _ in pictures[1]]
    assert {language for _, language in pictures[0]} == {"sv"}
    assert {language for _, language in pictures[1]} == {"en"}


def test_pictures_are_small() -> None:
    pictures = sorted((DOCS / "guide" / "pictures").glob("*.png"))
    assert pictures
    assert not [path.name for path in pictures if path.stat().st_size > 200_000]


@pytest.mark.parametrize("name", GUIDES)
def test_the_comparison_sums_in_a_guide_are_those_of_the_example(name: str, result: dict) -> None:
    text = _guide(name).read_text(encoding="utf-8").replace("\u00a0", " ")
    sums = [
        offer["comparison_sum_sek"]
        for lot in result["lots"]
        for offer in lot["ranking"]
        if offer["rank"] is not None
    ]
    space = " " if GUIDES[name] == "sv" else ","
    expected = {f"{round(float(one)):,}".replace(",", space) for one in sums}
    view = text.partition("<!-- filled: evaluate -->")[2].partition("<!-- /filled -->")[0]
    ranked = re.findall(r"^ +\d  .*?(\d{1,3}(?:[ ,]\d{3})+)$", view, re.MULTILINE)
    assert len(ranked) == len(sums)
    for quoted in ranked:
        assert any(quoted.endswith(one) for one in expected), quoted


def test_what_the_guide_says_about_the_example_holds(result: dict) -> None:
    lots = {lot["id"]: lot for lot in result["lots"]}
    roots = {one["supplier"]: one for one in lots["rotfrukter"]["ranking"]}
    grower = roots.pop("Åkerbo Låtsasgård")
    assert all(float(grower["price_sek"]) < float(one["price_sek"]) for one in roots.values())
    assert all(float(grower["kg_co2e"]) > float(one["kg_co2e"]) for one in roots.values())
    assert grower["rank"] == max(one["rank"] for one in lots["rotfrukter"]["ranking"])
    # The yellow cell at 1.00: the grower's price plus its footprint is the lowest.
    at_one = {
        name: float(one["price_sek"]) + float(one["kg_co2e"])
        for name, one in (roots | {"Åkerbo Låtsasgård": grower}).items()
    }
    assert min(at_one, key=at_one.__getitem__) == "Åkerbo Låtsasgård"
    gaps = {one["supplier"]: one for one in lots["brod"]["ranking"]}["Nordgrossisten Påhitt AB"]
    assert gaps["rank"] is None
    assert gaps["missing_lines"] == ["3.2", "3.3"]
    dairy = {one["supplier"]: one for one in lots["mejeri"]["ranking"]}
    assert float(dairy["Gryningsmejeriet Exempel AB"]["coverage_mass"]["declared"]) > 0
    lowest = min(dairy.values(), key=lambda one: float(one["price_sek"]))
    assert lowest["supplier"] == "Alpenmolkerei Beispiel GmbH"


@pytest.mark.parametrize("name", GUIDES)
def test_the_problem_codes_that_a_guide_names_exist(name: str) -> None:
    from carbon import language

    table = _prose(_guide(name)).partition("\n## 6.")[2].partition("\n## 7.")[0]
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table))
    assert "mass-unknown" in named
    assert named <= set(language.problem_codes()), named - set(language.problem_codes())


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_explains_every_key_of_the_tender_file(name: str) -> None:
    keys = re.findall(
        r"^ *(\w+):", (ROOT / "templates/tender/tender.yaml").read_text("utf-8"), re.M
    )
    table = _prose(_guide(name)).partition("\n## 7.")[2].partition("\n## 8.")[0]
    assert keys
    assert not [key for key in keys if f"`{key}`" not in table]


def test_no_guide_says_that_climate_must_be_weighed_under_lou() -> None:
    for name in GUIDES:
        prose = " ".join(_prose(_guide(name)).lower().split())
        for claim in ("lou kräver", "lagen kräver att klimat", "the act requires", "lou requires"):
            assert claim not in prose


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_names_a_path_of_one_machine(page: Path) -> None:
    found = re.findall(
        r"(?:/(?:home|Users|tmp|work|root)/|C:\\Users)\S*", page.read_text(encoding="utf-8")
    )
    assert not found
