"""Guides, short pages and glossary: one word per thing, both languages alike, numbers that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import carbon

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAIRS = [
    ("guide/upphandlare.md", "guide/officers.md"),
    ("guide/producent.md", "guide/producers.md"),
    ("guide/granskare.md", "guide/auditors.md"),
    ("metod.md", "method.md"),
    ("metod-i-korthet.md", "method-in-short.md"),
]
SHORT = PAIRS[-1]
# The words that the design decides, in the Swedish that users read.
DECIDED = {
    "upphandling", "anbudsområde", "rad", "anbudsgivare", "anbud", "offererad produkt",
    "livscykelsteg", "emissionsfaktor", "källa, utgåva", "flöde", "klimatavtryck", "schablon",
    "leverantörsuppgift", "bevisnivå", "metodpaket", "lås", "jämförelsesumma", "koldioxidpris",
    "brytpris", "beslut", "anmärkning",
}  # fmt: skip
# Words that the glossary does not use for one thing, and that have a meaning of their own.
OWN_MEANING = {
    "varugrupp", "artikel", "leverantör", "offert", "modul", "klimatvärde", "version", "post",
    "utsläpp", "klimatpåverkan", "uppskattning", "datakvalitet", "säkerhet", "modell", "signatur",
    "poäng", "varning", "etapp", "ben", "tur", "mall", "export", "kod", "miljövarudeklaration",
    "som är granskad", "anonymiserad", "arkiv", "dokumentation", "sortiment",
}  # fmt: skip


def _text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8").replace("\u00a0", " ")


def _rows() -> list[list[str]]:
    """Return the glossary's rows, headings left out."""
    lines = [line for line in _text("glossary.md").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "svenska"]


def _avoided() -> Iterator[str]:
    for row in _rows():
        # In the first table the last column holds what is not said; in the second a provision.
        swedish = "" if re.match(r"\d", row[3]) else row[3].partition(" · ")[0]
        for one in re.sub(r"\([^)]*\)", "", swedish).split(","):
            word = one.partition(":")[0].strip().lower()
            if word and word not in OWN_MEANING:
                yield word


def test_the_glossary_has_every_decided_word_once_and_in_both_languages() -> None:
    words = [row[0] for row in _rows()]
    assert set(words) >= DECIDED
    assert len(words) == len(set(words))
    english = [row[1] for row in _rows()]
    assert len(english) == len(set(english))
    assert all(" · " in row[2] for row in _rows() if row[0] not in ("livscykelsteg", "bevisnivå"))


def test_no_text_for_users_says_a_thing_by_a_word_that_the_glossary_avoids() -> None:
    avoided = list(_avoided())
    assert {"skuggpris", "överstyrning", "utvärderingspris"} <= set(avoided)
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, avoided))})(?:et|en|er|ar|s)?\b")
    pages = [DOCS / swedish for swedish, _ in PAIRS]
    for page in [*pages, *sorted((ROOT / "templates/lang/words").glob("*.yaml"))]:
        found = said.findall(page.read_text(encoding="utf-8").lower())
        assert not found, f"{page.name}: {found}"


@pytest.mark.parametrize(("swedish", "english"), PAIRS)
def test_a_page_and_its_twin_have_the_same_headings_pictures_and_tables(
    swedish: str, english: str
) -> None:
    for pattern in (r"^(#{1,6}) ", r"^(\|---.*)$"):
        found = [re.findall(pattern, _text(name), re.MULTILINE) for name in (swedish, english)]
        assert found[0] == found[1]
    pictures = [re.findall(r"pictures/(\w+)-(sv|en)\.png", _text(n)) for n in (swedish, english)]
    assert [name for name, _ in pictures[0]] == [name for name, _ in pictures[1]]
    assert {language for _, language in pictures[0]} <= {"sv"}
    assert {language for _, language in pictures[1]} <= {"en"}


def test_every_picture_is_shown_and_all_together_are_small() -> None:
    shown = {f"{n}-{lang}" for page in DOCS.rglob("*.md")
             for n, lang in re.findall(r"pictures/(\w+)-(\w+)\.png",
                                       page.read_text(encoding="utf-8"))}  # fmt: skip
    pictures = {path.stem: path.stat().st_size for path in DOCS.glob("guide/pictures/*.png")}
    assert set(pictures) == shown
    assert max(pictures.values()) < 150_000
    assert sum(pictures.values()) < 2_500_000


@pytest.mark.parametrize("name", SHORT)
def test_the_figures_of_a_short_page_are_those_of_the_guide(name: str) -> None:
    # test_docs.py holds the guide's own figures against a run of the example.
    guide = PAIRS[0][SHORT.index(name)]
    view = _text(guide).partition("<!-- filled: evaluate -->")[2].partition("\n\n")[0]
    for row in re.findall(r"^\| (\w.+ (?:AB|GmbH)) \| (.+) \|$", _text(name), re.MULTILINE):
        told = " ".join([row[0], *(cell.strip(" *") for cell in row[1].split("|"))])
        assert told in " ".join(view.split()), told
    assert _text(name).count("| **1") == 3
    share = re.search(r"(\d+) ?% (?:i exemplet|in the example)", _text(name))
    assert share is not None
    assert f" {share[1]}%" in view.replace(" %", "%")
    price = re.search(r"\*\*(?:SEK )?(\d[.,]\d\d)(?: kr)?\*\*", _text(name))
    assert price is not None
    assert f"GmbH: {price[1]} " in view


@pytest.mark.parametrize("name", SHORT)
def test_a_short_page_fits_on_two_printed_pages(name: str) -> None:
    # Some 55 lines of 100 characters to a page, a picture of half a page left out.
    lines = sum(1 + len(line) // 100 for line in _text(name).splitlines())
    assert lines <= 100


@pytest.mark.parametrize("name", PAIRS[1])
def test_the_producers_text_file_gives_the_number_that_the_guide_says(
    name: str, tmp_path: Path
) -> None:
    text = _text(name)
    answers = text.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
    said = re.search(r"(?:ger|gives) (\d[.,]\d+) kg CO2e", text)
    assert said is not None
    got = float(carbon("footprint", tmp_path / "answers.yaml", "--json").json()["kg_co2e_per_unit"])
    assert f"{got:.3f}" == said[1].replace(",", ".")


def test_every_anchor_of_a_link_is_a_heading_of_the_page_it_leads_to() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target, anchor in re.findall(r"\]\(([^)\s#:]*\.md)#([^)\s]+)\)",
                                         page.read_text(encoding="utf-8")):  # fmt: skip
            other = (page.parent / target).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.+)$", other, re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
            assert anchor in slugs, f"{page.name}: {target}#{anchor}"
