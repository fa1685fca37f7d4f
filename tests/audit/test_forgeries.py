"""What somebody could make of a bundle who seals it again: each way to another truth is told."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from carbon.audit import bag, log, records, tables
from carbon.audit.records import Judgement, State, Step, Verdict
from carbon.audit.verify import judged
from tests.audit.tampering import (
    RESULT,
    carbon,
    contents,
    evaluated,
    packed,
    resealed,
    with_cell,
    with_result,
)

Members = dict[str, bytes]
Forgery = Callable[[Members], None]
CONTENTS, ENGINE, RUN = "data/contents.csv", "data/engine.json", "data/run.json"
REPORT, WORKBOOK = "data/outputs/report.html", "data/outputs/evaluation.xlsx"
OFFER = "data/tender/offers/gryningsmejeriet.xlsx"
COLUMNS = ("name", "kind", "original", "commitment")
DAIRY = "Gryningsmejeriet Exempel AB"


def listed(members: Members, change: Callable[[dict[str, dict[str, str]]], None]) -> None:
    """Change the table of contents: rows by the name of the member below data/."""
    rows = {row["name"]: dict(row) for row in tables.from_csv(members[CONTENTS])}
    change(rows)
    members[CONTENTS] = tables.as_csv(
        COLUMNS, [[rows[name][one] for one in COLUMNS] for name in sorted(rows)]
    )


def added(members: Members, name: str, content: bytes, kind: str, original: str = "") -> None:
    members[name] = content
    below = name.removeprefix("data/")
    row = {"name": below, "kind": kind, "original": original, "commitment": ""}
    listed(members, lambda rows: rows.update({below: row}))


def dropped(members: Members, name: str) -> None:
    del members[name]

    def without(rows: dict[str, dict[str, str]]) -> None:
        del rows[name.removeprefix("data/")]

    listed(members, without)


def kind(members: Members, name: str, to: str, commitment: str = "") -> None:
    changed = {"kind": to, "commitment": commitment}
    listed(members, lambda rows: rows[name.removeprefix("data/")].update(changed))


def said(members: Members, name: str, **values: Any) -> None:
    content = {**json.loads(members[name]), **values}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    members[name] = f"{text}\n".encode()


def renamed(content: bytes) -> bytes:
    assert DAIRY.encode() in content
    return content.replace(DAIRY.encode(), b"Bluff AB")


def forged(bundle: Path, path: Path, forgery: Forgery) -> Judgement:
    members = contents(bundle)
    forgery(members)
    return judged(resealed(path, members))


def other_prices(content: bytes) -> bytes:
    """Return a price list in which the first price is another."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    price = next(c for row in sheet.iter_rows() for c in row if c.value == "Anbudspris")
    return with_cell(content, f"{price.column_letter}{price.row + 1}", "1,00")


def decoy(members: Members) -> None:
    real = members[OFFER]
    kind(members, OFFER, "used")
    members[OFFER] = other_prices(real)
    added(members, "data/x/real.xlsx", real, "tender", OFFER.removeprefix("data/tender/"))


def decoy_of_another_name(members: Members) -> None:
    """The price list that is shown is another file of the tender; the real one hides its name."""
    real = members[OFFER]
    members[OFFER] = other_prices(real)
    row = {"original": "offers/gryningsmejeriet.txt"}
    listed(members, lambda rows: rows[OFFER.removeprefix("data/")].update(row))
    added(members, "data/tender/real.xlsx", real, "tender", OFFER.removeprefix("data/tender/"))


def outputs_as_records(members: Members) -> None:
    said(members, RUN, records=["evaluation.xlsx", "report.html"], environment="ab" * 32)
    members[REPORT] = renamed(members[REPORT])


def output_of_kind_used(members: Members) -> None:
    kind(members, REPORT, "used")
    members[REPORT] = renamed(members[REPORT])


def output_masked_though_there(members: Members) -> None:
    kind(members, REPORT, "masked", "ab" * 32)
    members[REPORT] = renamed(members[REPORT])


def output_masked(members: Members) -> None:
    kind(members, REPORT, "masked", "ab" * 32)
    del members[REPORT]


MISPLACED: dict[str, tuple[Forgery, str]] = {
    "a decoy of an offer": (decoy, OFFER),
    "a decoy with another name": (decoy_of_another_name, OFFER),
    "outputs called records": (outputs_as_records, RUN),
    "an output called used": (output_of_kind_used, REPORT),
    "an output masked and shown": (output_masked_though_there, REPORT),
    "an output masked without need": (output_masked, REPORT),
    "no report": (lambda members: dropped(members, REPORT), REPORT),
    "no log": (lambda members: dropped(members, "data/log.jsonl"), "data/log.jsonl"),
    "no flows": (lambda members: dropped(members, "data/used/flows.csv"), "data/used/flows.csv"),
    "no routes": (lambda members: dropped(members, "data/used/routes.csv"), "data/used/routes.csv"),
    "an output more": (lambda members: added(members, "data/outputs/beslut.html", b"x", "output"),
                       RUN),
    "a used file more": (lambda members: added(members, "data/used/note.txt", b"x", "used"),
                         "data/used/note.txt"),
    "an unknown room": (lambda members: added(members, "data/other/note.txt", b"x", "tender"),
                        "data/other/note.txt"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ["the same engine", "another engine"])
@pytest.mark.parametrize("name", MISPLACED)
def test_a_member_that_is_not_where_carbon_puts_it_differs_by_name_whatever_the_engine(
    bundle: Path, tmp_path: Path, name: str, engine: str
) -> None:
    forgery, file = MISPLACED[name]

    def both(members: Members) -> None:
        forgery(members)
        if engine == "another engine":
            said(members, ENGINE, carbon="0.0.1")

    answer = forged(bundle, tmp_path / "b.zip", both)
    assert answer.verdict is Verdict.DIFFERS
    assert file in {one.file for one in answer.findings}


def test_a_file_beside_the_payload_that_is_none_of_the_bag_differs(
    bundle: Path, tmp_path: Path
) -> None:
    """Sealed with a line of its own in the manifest of tag files, as the form of bags allows."""
    members = {**contents(bundle), "notes.txt": b"x"}
    line = f"{bag.sha256(b'x')}  notes.txt\n"
    lines = [*members[bag.TAGS].decode().splitlines(keepends=True), line]
    members[bag.TAGS] = "".join(sorted(lines, key=lambda one: one[66:])).encode()
    answer = judged(packed(tmp_path / "b.zip", members))
    assert [(one.file, one.verdict) for one in answer.findings] == [("notes.txt", Verdict.DIFFERS)]


def test_a_row_of_the_contents_twice_differs(bundle: Path, tmp_path: Path) -> None:
    def twice(members: Members) -> None:
        members[CONTENTS] += b"engine.json,engine,,\r\n"

    answer = forged(bundle, tmp_path / "b.zip", twice)
    assert answer.verdict is Verdict.DIFFERS


def crate_of_another_date(members: Members) -> None:
    old = members[bag.CRATE]
    members[bag.CRATE] = old.replace(b'"datePublished": "', b'"datePublished": "1')
    assert members[bag.CRATE] != old


def info_of_another_buyer(members: Members) -> None:
    old = members[bag.INFO]
    members[bag.INFO] = old.replace(b"Source-Organization: ", b"Source-Organization: X")
    assert members[bag.INFO] != old


REMADE: dict[str, tuple[Forgery, str]] = {
    "the description": (crate_of_another_date, bag.CRATE),
    "the information": (info_of_another_buyer, bag.INFO),
    "an offer more that nobody reads": (
        lambda members: added(members, "data/tender/note.txt", b"x", "tender"), "data/log.jsonl"),
}  # fmt: skip


@pytest.mark.parametrize("name", REMADE)
def test_what_is_not_made_again_with_the_same_bytes_is_named(
    bundle: Path, tmp_path: Path, name: str
) -> None:
    forgery, file = REMADE[name]
    answer = forged(bundle, tmp_path / "b.zip", forgery)
    assert answer.verdict is Verdict.DIFFERS
    assert answer.same_engine is True
    assert file in {one.file for one in answer.findings}


def test_a_library_file_that_nobody_reads_is_told_by_name(bundle: Path, tmp_path: Path) -> None:
    """It changes no figure; a library that is not the installed one is told whatever it changes."""
    name = "data/knowledge/note.yaml"
    answer = forged(bundle, tmp_path / "b.zip", lambda members: added(members, name, b"x: 1\n",
                                                                      "knowledge"))  # fmt: skip
    told = [one for one in answer.findings if one.code == "library-not-installed"]
    assert [(one.old, one.new) for one in told] == [("1", "note.yaml")]


def test_a_library_file_taken_out_differs(bundle: Path, tmp_path: Path) -> None:
    """The edition of the library is a hash over all tables in it, so that none can be spared."""
    name = "data/knowledge/places/large.csv"
    answer = forged(bundle, tmp_path / "b.zip", lambda members: dropped(members, name))
    assert answer.verdict is not Verdict.MATCH


def older(forgery: Forgery) -> Forgery:
    """Return a forgery that also claims another engine, to be judged less strictly."""

    def both(members: Members) -> None:
        said(members, ENGINE, carbon="0.0.1")
        forgery(members)

    return both


def of_result(change: Callable[[dict[str, Any]], None]) -> Forgery:
    def forgery(members: Members) -> None:
        members[RESULT] = with_result(members[RESULT], change)

    return forgery


def second_entry(result: dict[str, Any]) -> None:
    ranking = result["lots"][0]["ranking"]
    ranking.insert(0, {**ranking[0], "price_sek": "1.00"})


def offers_reversed(result: dict[str, Any]) -> None:
    result["lots"][1]["ranking"].reverse()


def lots_reversed(result: dict[str, Any]) -> None:
    result["lots"].reverse()


def another_title(result: dict[str, Any]) -> None:
    result["tender"]["title"] = "En annan upphandling"


def fields_dropped(result: dict[str, Any]) -> None:
    for lot in result["lots"]:
        del lot["switch_prices"]


def log_emptied(members: Members) -> None:
    members["data/log.jsonl"] = log.chained([])


def row_twice(members: Members) -> None:
    head, first, *rest = members["data/used/routes.csv"].splitlines(keepends=True)
    members["data/used/routes.csv"] = b"".join([head, first, first, *rest])


def matches_emptied(members: Members) -> None:
    members["data/used/matches.csv"] = members["data/used/matches.csv"].splitlines(True)[0]


OTHER_ENGINE: dict[str, tuple[Forgery, str]] = {
    "a supplier twice": (of_result(second_entry), RESULT),
    "offers in another order": (of_result(offers_reversed), RESULT),
    "lots in another order": (of_result(lots_reversed), RESULT),
    "another title": (of_result(another_title), RESULT),
    "fields left out": (of_result(fields_dropped), RESULT),
    "an empty log": (log_emptied, "data/log.jsonl"),
    "a row twice": (row_twice, "data/used/routes.csv"),
    "a table emptied": (matches_emptied, "data/used/matches.csv"),
    "another description": (crate_of_another_date, bag.CRATE),
    "another buyer": (info_of_another_buyer, bag.INFO),
}


@pytest.mark.parametrize("name", OTHER_ENGINE)
def test_another_engine_excuses_nothing_that_follows_from_the_tender(
    bundle: Path, tmp_path: Path, name: str
) -> None:
    forgery, file = OTHER_ENGINE[name]
    answer = forged(bundle, tmp_path / "b.zip", older(forgery))
    assert answer.same_engine is False
    assert answer.verdict is Verdict.DIFFERS
    weighty = {one.file for one in answer.findings if one.verdict is Verdict.DIFFERS}
    assert file in weighty


@pytest.mark.parametrize("name", [RESULT, ENGINE, RUN, "data/log.jsonl"])
def test_a_key_that_stands_twice_differs_in_its_file(
    bundle: Path, tmp_path: Path, name: str
) -> None:
    def twice(members: Members) -> None:
        members[name] = members[name].replace(b"{", b'{"a":1,"a":2,', 1)

    answer = forged(bundle, tmp_path / "b.zip", twice)
    assert answer.verdict is Verdict.DIFFERS
    assert name in {one.file for one in answer.findings}


def test_what_another_engine_leaves_unchecked_is_said_in_the_answer_itself(
    bundle: Path, tmp_path: Path
) -> None:
    members = contents(bundle)
    said(members, ENGINE, carbon="0.0.1")
    members[REPORT] = renamed(members[REPORT])
    path = resealed(tmp_path / "b.zip", members)
    ran = carbon("verify", path, "--lang", "en")
    first = ran.stdout.splitlines()[0]
    assert first == (
        "MATCH – award: MATCH; outputs and probabilities: not checked (engine differs)"
    )
    found = json.loads(carbon("verify", path, "--json", "--lang", "en").stdout)
    assert (found["verdict"], found["answer"]) == ("MATCH", first)
    assert found["steps"]["outputs"] == "not-done"


RECORDS = Path(__file__).parent.parent / "data" / "bundles" / "0.1.0-records" / "bag"


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with records, as this version writes it."""
    place = tmp_path_factory.mktemp("records")
    shutil.copytree(RECORDS / "data" / "tender", place / "tender")
    (place / "tender" / "lock.json").unlink()  # it holds to the library of that version
    ran = carbon("evaluate", place / "tender", "--out", place / "ut", "--records")
    assert (place / "ut" / "bundle.zip").is_file(), ran.stderr
    return place / "ut" / "bundle.zip"


def test_records_of_another_environment_are_not_all_checked_and_the_answer_says_so(
    recorded: Path, tmp_path: Path
) -> None:
    """Pages are held to their bytes all the same: only how a PDF is set may differ."""
    assert judged(recorded).verdict is Verdict.MATCH
    members = contents(recorded)
    before = json.loads(members[RUN])["environment"]
    other = "ab" * 32
    for name in members:
        if name.endswith((".html", ".json")) and not name.startswith("data/knowledge/"):
            members[name] = members[name].replace(before.encode(), other.encode())
    documents = json.loads(members[RUN])["records"]
    assert any(name.endswith(".html") for name in documents)
    pdf = next((one for one in documents if one.endswith(".pdf")), "")
    if pdf:
        members[f"data/outputs/{pdf}"] += b"\n%"
    answer = judged(resealed(tmp_path / "b.zip", members))
    assert answer.steps[Step.OUTPUTS] is not State.FINE or not pdf
    members["data/outputs/protokoll.html"] += b"<p>Bluff AB</p>"
    answer = judged(resealed(tmp_path / "c.zip", members))
    assert answer.verdict is Verdict.DIFFERS
    assert "data/outputs/protokoll.html" in {one.file for one in answer.findings}


def test_a_table_that_this_format_has_cannot_be_left_out(bundle: Path, tmp_path: Path) -> None:
    def without(members: Members) -> None:
        said(members, ENGINE, carbon="0.0.1")
        dropped(members, f"data/{records.SOURCES}")

    answer = forged(bundle, tmp_path / "b.zip", without)
    assert answer.verdict is Verdict.DIFFERS


def test_an_honest_bundle_of_names_that_need_spelling_matches(tender: Path, tmp_path: Path) -> None:
    deep = tender.joinpath(*["å" * 60] * 12)
    deep.mkdir(parents=True)
    (deep / "f.txt").write_text("x", encoding="utf-8")
    (tender / "A.txt").write_text("1", encoding="utf-8")
    (tender / "a.txt").write_text("2", encoding="utf-8")
    (tender / "new\nline.txt").write_text("3", encoding="utf-8")
    assert judged(evaluated(tender, tmp_path / "ut")).verdict is Verdict.MATCH
