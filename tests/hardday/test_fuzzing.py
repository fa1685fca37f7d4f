"""Whatever stands in a file that people or other programs wrote: problems in words, no exception.

CARBON_FUZZ_EXAMPLES makes the walk longer, as in tests/intake/test_fuzzing.py, which holds the same
for xlsx, xls, xlsb, ods and csv. Every walk is the same every time: it begins at a fixed number.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfWriter

from carbon import language
from carbon.audit import container, log, openings
from carbon.audit.opening import as_problem, laid_out
from carbon.intake import (
    decisions,
    evidencefiles,
    files,
    layouts,
    pact,
    procedurefile,
    producerfile,
    reading,
    tenderfile,
)
from carbon.problems import Problem
from carbon.tender.folder import assess_folder
from carbon.tender.law import documents
from carbon.tender.publication import changes, lock
from carbon.transport import ileap
from tests.hardday.conftest import EXAMPLES
from tests.hardday.striking import struck
from tests.intake import messages
from tests.tender import evidenced, procedures, published

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "mejeri"
PER_READER = 4 * EXAMPLES  # cheap: a reader takes a millisecond
LARGE = 100_000  # bytes; a lock of as many takes half a second
WHOLE = EXAMPLES // 2  # dear: an evaluation takes a fifth of a second
DEADLY = {"file-takes-too-long", "reader-died", "file-needs-memory"}
Read = Callable[[Path], Iterable[Problem]]


def _told(problems: Iterable[Problem], what: object) -> None:
    """Each problem speaks both languages, and none says that the reader died."""
    for one in problems:
        assert one.code not in DEADLY, (what, one)
        for lang in language.LANGUAGES:
            said = language.described(one, lang)
            assert said["message"], (what, one)
            assert said["hint"], (what, one)


def _opening(path: Path) -> list[Problem]:
    try:
        openings.read(path)
    except ValueError:
        return []  # what its docstring promises; the command makes a sentence of it
    return []


def _ileap(path: Path) -> list[Problem]:
    return ileap.read(path.read_text("utf-8", "replace"), path.name)[1]


def _pact(path: Path) -> list[Problem]:
    return pact.read(path.read_text("utf-8", "replace"), path.name)[1]


@cache
def _tender() -> tuple[object, list[Problem]]:
    return tenderfile.read_tender(EXAMPLE)


def _procedure(path: Path) -> list[Problem]:
    tender, _ = _tender()
    names = ["Flodmejeriet Exempel ek. för.", "Norrgrossisten Påhitt AB"]
    return procedurefile.read_procedure(path.parent, tender, names)[1]  # type: ignore[arg-type]


def _evidence(path: Path) -> list[Problem]:
    return list(evidencefiles._read(path).problems)


DECISIONS = """officer: Anna Ek
decisions:
- key: a1
  name: Morot, tvättad
  product: carrot
  who: Anna Ek
  when: '2027-04-01'
  why: Samma vara.
"""
CHANGES = """changes:
- who: Anna Ek
  when: '2027-02-01'
  why: Mängden var felskriven.
  deadline_extended: 'yes'
  deadline_reason: Mängden är väsentlig.
  old_pack: ''
  new_pack: ''
  differs: []
"""
OPENING = (
    '{"kind": "opening", "format": 1, "key": "00", "supplier": "Ana", "tables": [{"rows": [1]}]}'
)
ILEAP = """{"data": [{"shipmentId": "s1", "mass": "1000", "tces": [{"tceId": "t1", "mass": "1000",
 "distance": {"actual": "120"}, "transportActivity": "120", "co2eWTW": "12", "co2eTTW": "9"}]}]}"""
EPD = evidenced.epd({"farm": "0.10", "packaging": "0.01"})
READERS: dict[str, tuple[str, Callable[[], bytes], Read]] = {
    "tender": ("tender.yaml", lambda: (EXAMPLE / "tender.yaml").read_bytes(),
               lambda path: tenderfile.read_tender(path.parent)[1]),
    "procedure": ("procedure.yaml", lambda: (EXAMPLE / "procedure.yaml").read_bytes(), _procedure),
    "decisions": ("decisions.yaml", DECISIONS.encode,
                  lambda path: decisions.read_decisions(path.parent)[1]),
    "changes": (changes.FILE, CHANGES.encode, lambda path: changes.read(path.parent)[1]),
    "lock": ("lock.json", lambda: (EXAMPLE / "lock.json").read_bytes(),
             lambda path: lock.read(path.parent)[1]),
    "log": ("log.jsonl", lambda: (EXAMPLE / "log.jsonl").read_bytes(),
            lambda path: log.read(path.parent)[1]),
    "layout": ("own.yaml", lambda: (ROOT / "factors/layouts/anbudslista.yaml").read_bytes(),
               lambda path: layouts.read_layout(path)[1]),
    "answers": ("answers.yaml",
                lambda: evidenced.json.dumps(evidenced.POTATO_ANSWERS, indent=1).encode(),
                lambda path: producerfile.read(path)[1]),
    "pact": ("pcf.json", lambda: evidenced.pact().encode(), _pact),
    "evidence": ("epd.yaml", EPD.encode, _evidence),
    "ileap": ("toc.json", ILEAP.encode, _ileap),
    "opening": ("opening.json", OPENING.encode, _opening),
}  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_a_struck_text_is_read_or_told_and_never_an_exception(reader: str, tmp_path: Path) -> None:
    """Fuzz: tender, procedure, decisions, changes, lock, log, layout, a producer's answers, PACT,
    EPD, iLEAP and openings, with values, keys, lines and signs exchanged. Problems in two languages
    with a remedy, never an exception."""
    name, make, read = READERS[reader]
    good = make()
    times = PER_READER if len(good) < LARGE else EXAMPLES // 2
    for number in range(times):
        content = struck(good, Random(f"{reader}-{number}"))
        path = tmp_path / name
        path.write_bytes(content)
        _told(read(path), content)


def _docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", WORDS)
    return out.getvalue()


WORDS = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Pris 5 kr</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ursprung</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>"
)


def _pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_struck_document_is_read_or_told(tmp_path: Path) -> None:
    """Fuzz: the buyer's own documents, Word and PDF and text. Read, or told why not; the process
    that reads them never dies."""
    goods = {"a.docx": _docx(), "b.pdf": _pdf()}
    names = []
    for number in range(PER_READER):
        chance = Random(f"document-{number}")
        name, data = chance.choice(sorted(goods.items()))
        at = chance.randrange(len(data))
        blow = bytes([chance.randrange(256)]) * chance.randint(0, 9)
        names.append(f"{number}-{name}")
        (tmp_path / names[-1]).write_bytes(data[:at] + blow + data[at + len(blow) :])
    _told(documents.read(tmp_path, names, "tender.yaml")[1], names)


def test_a_struck_trade_message_is_read_or_told(tmp_path: Path) -> None:
    """Fuzz: trade messages in XML (Peppol, UBL). Read or told, and the reading process lives."""
    good = messages.catalogue(messages.line(), messages.line("2"))
    paths = []
    for number in range(PER_READER):
        paths.append((tmp_path / f"{number}.xml", f"{number}.xml"))
        paths[-1][0].write_bytes(struck(good, Random(f"xml-{number}")))
    for (path, _), (workbook, wrong) in zip(paths, files.read_workbooks(paths), strict=True):
        read = wrong if workbook is None else reading.read_sheets(workbook, wrong).problems
        _told(read, path.read_bytes())


def test_a_struck_container_gets_a_verdict(tmp_path: Path) -> None:
    """Fuzz: bytes of a small bundle, anywhere in its archive. A verdict each time; nothing is left
    in the temporary folder and nothing is written beside the bundle."""
    members = {"bagit.txt": b"BagIt-Version: 1.0\n", "data/a.json": b"{}", "data/b.csv": b"a\n"}
    whole = b"".join(piece for _, piece in container.pieces(members))
    path = tmp_path / "b.zip"
    for number in range(PER_READER):
        chance = Random(f"zip-{number}")
        struck_ = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            struck_[chance.randrange(len(struck_))] = chance.randrange(256)
        path.write_bytes(struck_[: chance.choice((len(struck_), chance.randrange(len(struck_))))])
        with laid_out(path) as (bundle, found):
            assert bundle is None
            assert found or bytes(struck_) == whole
            _told(map(as_problem, found), bytes(struck_))
    assert [one.name for one in tmp_path.iterdir()] == ["b.zip"]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tender folder with a file of every kind that shapes a result."""
    folder = tmp_path_factory.mktemp("all")
    bids = [
        evidenced.Bid(
            supplier="Ana AB", evidence="pcf.json", value="0,08", stages="farm", level="2"
        ),
        evidenced.Bid(
            supplier="Bo AB", evidence="epd.yaml", value="0,10", stages="farm", level="2"
        ),
        evidenced.Bid(supplier="Cy AB", evidence="own.yaml"),
    ]
    own = evidenced.json.dumps(evidenced.POTATO_ANSWERS, indent=1)
    proof = {"pcf.json": evidenced.pact(), "epd.yaml": EPD, "own.yaml": own}
    evidenced.tender(folder, bids, proof)
    (folder / "decisions.yaml").write_text(DECISIONS.replace("officer: Anna Ek\n", ""), "utf-8")
    assessment, problems = assess_folder(folder)
    assert assessment is not None, problems
    procedures.write(folder, procedures.whole(assessment))
    return folder


def test_a_struck_tender_folder_is_evaluated_or_refused_with_words(
    everything: Path, tmp_path: Path
) -> None:
    """Fuzz: one file of a whole tender folder (tender, offers, decisions, PACT, EPD, answers) is
    struck, then everything is evaluated. A result or a refusal in words, never an exception; a
    figure that comes out is a number."""
    kinds = [p for p in sorted(everything.rglob("*")) if p.is_file() and p.name != "procedure.yaml"]
    library = published.known()
    for number in range(WHOLE):
        folder = Path(shutil.copytree(everything, tmp_path / str(number)))
        chance = Random(f"whole-{number}")
        name = chance.choice(kinds).relative_to(everything)
        content = struck((folder / name).read_bytes(), chance)
        (folder / name).write_bytes(content)
        assessment, problems = assess_folder(folder, library=library)
        _told(problems, (name, content))
        if assessment is not None:
            _told(assessment.problems, (name, content))
            figures = assessment.footprint.line_kg.values()
            assert all(figure.is_finite() for figure in figures), (name, content)
