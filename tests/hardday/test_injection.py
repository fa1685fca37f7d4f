"""Formulas, markup and templates in every text that others write, proven by opening every output.

One poisoned tender goes through every command. What comes out is opened by openpyxl, by LibreOffice
with recalculation, by a parser of HTML and by Chromium with scripts allowed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree

from carbon.intake import procedurefile
from carbon.outputs import docx, publication, records
from carbon.outputs.records_page import rendered
from carbon.tender.folder import assess_folder
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.publication.lock import Lock
from carbon.tender.publication.publish import Publication
from tests.hardday import poison
from tests.hardday.conftest import NIGHTLY
from tests.hardday.forge import Day, Forge
from tests.hardday.poison import KINDS, MARK, NOBODY
from tests.outputs import offices
from tests.tender import published

TURNS = range(0, len(KINDS), 3) if NIGHTLY else (0,)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Formulas of ours that the workbook needs; none of them reaches out of it.
REACHING = re.compile(
    r"HYPERLINK|WEBSERVICE|FILTERXML|DDE|IMPORT|CALL\(|REGISTER|RTD|cmd\||https?:|file:|\[\d+\]",
    re.I,
)
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Spread:
    """The poisoned tender, the fields of it, and the folder with everything that came of it."""

    tender: Path
    fields: list[str]
    out: Path

    def files(self, suffix: str) -> list[Path]:
        """Return every output of a kind once; those inside bundles too, which are unpacked here."""
        paths = [one for one in sorted(self.out.rglob(f"*{suffix}")) if one.is_file()]
        assert paths, suffix
        return list({one.read_bytes(): one for one in paths}.values())


@pytest.fixture(scope="module", params=TURNS)
def spread(
    request: pytest.FixtureRequest, forge: Forge, tmp_path_factory: pytest.TempPathFactory
) -> Spread:
    root = tmp_path_factory.mktemp("gift")
    folder, fields = poison.tender(root, request.param)
    out = root / "out"
    made, problems = published.prepared(folder)
    assert made is not None, problems
    _written(out / "publish", _documents(made))
    ended = forge.run(_day(root, "evaluate", "gift", "--out", "out/eval", "--public", "--json"))
    supplier = json.loads(ended.out)["lots"][0]["ranking"][0]["supplier"]
    _written(out / "records", _records(folder, made.lock))
    for number, argv in enumerate(_days(supplier)):
        ended = forge.run(_day(root, *argv))
        assert ended.code in (0, 1), (argv, ended)
        (out / f"{number}-{argv[0]}.txt").write_text(ended.out + ended.err, "utf-8")
    for path in sorted(out.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if not name.startswith(("data/knowledge/", "data/tender/")):
                    archive.extract(name, out / f"inside-{path.parent.name}")
    return Spread(folder, fields, out)


def _days(supplier: str) -> list[tuple[str, ...]]:
    offer = f"gift/offers/{poison.FILE}"
    days = [
        ("read", offer, "--return", "out/returned.xlsx", "--json"),
        ("match", "gift", "--sheet", "out/queue.xlsx"),
    ]
    return days if not NIGHTLY else [
        *days,
        ("route", "--table", "gift", "--out", "out/routes.xlsx"),
        ("read", offer, "--draft-layout", "out/layout.yaml"),
        ("simulate", "gift", "--out", "out/simulate", "--json"),
        ("explain", "gift", supplier, "1", "--html", "out/explain.html"),
        ("explain", "gift", supplier, "1", "--json"),
        ("diff", "gift", "gift", "--html", "out/diff.html", "--json"),
        ("export", "gift", supplier, "1", "--to", "pact", "--out", "out/pact.json"),
        ("check", "gift", "--fast", "--json"),
        ("footprint", "gift/evidence/own.yaml", "--out", "out/own", "--tender", "gift"),
    ]  # fmt: skip


def _documents(made: Publication) -> Mapping[str, bytes]:
    """Return what `carbon publish` writes, but for the PDFs, which are made of the same pages."""
    named = {
        "appendix.html": publication.appendix(made, "sv"),
        "contract.html": publication.contract(made, "sv"),
    }
    rest, _ = publication.documents(made, "sv", publication.MAKERS[1:])
    return {**{name: page.encode() for name, page in named.items()}, **rest}


def _records(folder: Path, made: Lock) -> Mapping[str, bytes]:
    """Return what `carbon evaluate --records` writes, without the review of the tender's text."""
    assessment, problems = assess_folder(folder, library=published.known())
    assert assessment is not None, problems
    suppliers = [offer.supplier for offer in assessment.offers]
    procedure, problems = procedurefile.read_procedure(folder, assessment.tender, suppliers)
    assert procedure is not None, problems
    of = Proceedings(assessment=assessment, procedure=procedure, lock=made,
                     files={}, review=None, environment="e" * 64)  # fmt: skip
    found = {}
    for draft in records.drafted(of, "sv").made:
        found[f"{draft.name}.html"] = rendered(draft.page, draft.template).encode()
        if draft.word_file:
            found[f"{draft.name}.docx"] = docx.of_page(draft.page)
    return found


def _written(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _day(root: Path, *argv: str) -> Day:
    return Day(argv=list(argv), cwd=str(root))


def test_every_field_of_the_tender_is_somewhere_in_the_outputs(spread: Spread) -> None:
    """The attacks do arrive: what stands in each field is found in an output, so that the tests
    below look at something."""
    seen = set()
    for path in spread.out.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix in (".xlsx", ".docx"):
                with zipfile.ZipFile(path) as archive:
                    data = b"".join(archive.read(name) for name in archive.namelist())
            seen |= set(re.findall(rb"GIFT-([a-z0-9-]+?)-(?![a-z0-9])", data))
    missing = {one for one in spread.fields if one.encode() not in seen}
    assert missing <= NOT_SHOWN


# Who verified a declaration stands in its own file alone, which goes into the bundle as it is.
NOT_SHOWN = {"epd-verified_by"}


def test_no_cell_of_any_workbook_became_a_formula_or_a_link(spread: Spread) -> None:
    """Every workbook, as openpyxl reads it: texts from outside are texts; no formula of ours holds
    one or reaches out; no link, no external part, no macro, no DDE."""
    cells = 0
    for path in spread.files(".xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    if MARK in str(cell.value):
                        cells += 1
                        assert cell.data_type == "s", (path.name, sheet.title, cell.coordinate)
                    if cell.data_type == "f":
                        assert not REACHING.search(str(cell.value)), (path.name, cell.value)
                    link = cell.hyperlink
                    assert link is None or not link.target, (path.name, cell.coordinate)
        with zipfile.ZipFile(path) as archive:
            _no_way_out(path, archive)
    assert cells > 100


def _no_way_out(path: Path, archive: zipfile.ZipFile) -> None:
    """Nothing in the parts of an Office file leads out of it."""
    for name in archive.namelist():
        assert not re.search(r"external|vba|macro|ddeLink|oleObject", name, re.I), (path, name)
        if name.endswith(".rels"):
            assert b"TargetMode" not in archive.read(name), (path, name)


def test_no_word_file_holds_a_field_a_link_or_markup_of_others(spread: Spread) -> None:
    """Every Word file: well-formed, no field, no link, no part that leads out; what was written is
    there as text."""
    marked = 0
    for path in spread.files(".docx"):
        with zipfile.ZipFile(path) as archive:
            _no_way_out(path, archive)
            document = ElementTree.fromstring(archive.read("word/document.xml"))
        names = {element.tag.rpartition("}")[2] for element in document.iter()}
        assert not names & {"instrText", "fldSimple", "hyperlink", "object", "altChunk", "pict"}
        marked += MARK in "".join(document.itertext())
    assert marked


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_no_page_holds_a_tag_or_an_attribute_that_others_wrote(spread: Spread) -> None:
    """Every page, taken apart: no script, frame, form or picture from elsewhere, no `on…`, no link
    but to itself, a policy that forbids the rest, and no template was filled in."""
    for path in spread.files(".html"):
        text = path.read_text("utf-8")
        page = _Page()
        page.feed(text)
        for tag, attributes in page.tags:
            assert tag not in ("script", "iframe", "object", "embed", "form", "base", "link"), path
            for name, value in attributes.items():
                assert not name.startswith("on"), (path, name)
                if name in ("href", "src", "action", "xlink:href", "formaction"):
                    assert (value or "").startswith(("#", "data:image/")), (path, name, value)
        policies = [a.get("content") for _, a in page.tags
                    if a.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
        assert len(policies) == 1, path
        assert "default-src 'none'" in str(policies[0]), path
        assert not INVISIBLE.search(text), path
        assert "${49}" not in text, path


def test_chromium_runs_nothing_and_asks_nobody(spread: Spread) -> None:
    """Every page in Chromium with scripts allowed: nothing of the attacks ran, no dialog, and no
    request left the page."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        for path in spread.files(".html"):
            page.goto(path.as_uri())
            assert page.evaluate("typeof window.gift") == "undefined", path
            assert page.evaluate("document.scripts.length") == 0, path
        browser.close()
    strange = [url for url in asked if not url.startswith(("file://", "data:image/"))]
    assert strange == []


def _cells(path: Path) -> Iterator[str]:
    for row in csv.reader(io.StringIO(path.read_text("utf-8"), newline="")):
        yield from row


def test_no_cell_of_a_table_begins_as_a_formula(spread: Spread) -> None:
    """Every CSV of bundle and public edition: no cell begins with a sign that a spreadsheet takes
    for a formula, unless it is a number."""
    for path in spread.files(".csv"):
        for cell in _cells(path):
            if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                assert re.fullmatch(r"-?[\d.eE+-]+", cell), (path, cell)


def test_json_and_what_the_terminal_shows_hold_no_hidden_sign(spread: Spread) -> None:
    """Every JSON file and everything printed: valid, and no sign that turns or hides text, so that
    a terminal shows what is there."""
    for path in spread.files(".json"):
        text = path.read_text("utf-8")
        json.loads(text)
        assert not INVISIBLE.search(text), path
    for path in spread.files(".txt"):
        assert not INVISIBLE.search(path.read_text("utf-8").replace("\n", "")), path


@pytest.mark.skipif(not NIGHTLY, reason="dear: in the nightly run, CARBON_FUZZ_EXAMPLES > 5")
@pytest.mark.office
@pytest.mark.skipif(offices.SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_recalculates_and_every_text_stays_a_text(
    spread: Spread, tmp_path: Path
) -> None:
    """Every kind of workbook, recalculated by LibreOffice: each text from outside is the same text
    afterwards, and no formula of it has come into being."""
    for path in spread.files(".xlsx"):
        found = offices.recalculate(path, tmp_path)
        before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(found)
        for sheet in before:
            for row in sheet.iter_rows():
                for cell in row:
                    if MARK in str(cell.value):
                        theirs = after[sheet.title][cell.coordinate]
                        assert theirs.data_type == "s", (path.name, cell.coordinate, theirs.value)
                        assert NOBODY not in str(theirs.hyperlink and theirs.hyperlink.target)
