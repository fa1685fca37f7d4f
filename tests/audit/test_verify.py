"""`carbon verify`: one word, and what stands behind it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from carbon import resources
from carbon.audit.records import Finding, State, Step, Verdict
from carbon.audit.verify import judged
from tests.audit.tampering import (
    EXAMPLE,
    RESULT,
    carbon,
    changed,
    contents,
    evaluated,
    resealed,
    with_cell,
    with_result,
)

FREIGHT = "transport/desnz-2025-freight.csv"
DAIRY = "Gryningsmejeriet Exempel AB"


def differing(found: tuple[Finding, ...], **wanted: str) -> list[Finding]:
    return [
        one
        for one in found
        if one.verdict is Verdict.DIFFERS
        and all(getattr(one, name) == value for name, value in wanted.items())
    ]


def test_a_bundle_as_it_was_written_matches(bundle: Path) -> None:
    answer = judged(bundle)
    assert answer.verdict is Verdict.MATCH
    assert answer.findings == ()
    assert set(answer.steps.values()) == {State.FINE}
    assert answer.same_engine is True
    assert answer.compared > 5000


def test_the_command_says_one_word_and_leaves_with_its_code(bundle: Path, tmp_path: Path) -> None:
    ran = carbon("verify", bundle, "--json")
    said = json.loads(ran.stdout)
    assert (ran.returncode, said["verdict"], said["findings"]) == (0, "MATCH", [])
    other = "0" * 64
    ran = carbon("verify", bundle, "--sha256", other, "--lang", "en")
    assert ran.returncode == 1
    assert ran.stdout.startswith("DIFFERS")
    assert other[:20] in ran.stdout
    nothing = tmp_path / "nothing.zip"
    nothing.write_bytes(b"")
    ran = carbon("verify", nothing)
    assert (ran.returncode, ran.stdout.split(" – ")[0]) == (3, "CANNOT TELL")
    assert ran.stderr == ""


def test_an_edited_result_is_named_by_lot_offer_figure_old_and_new(
    bundle: Path, tmp_path: Path
) -> None:
    def cheaper(result: dict[str, Any]) -> None:
        result["lots"][0]["ranking"][0]["comparison_sum_sek"] = "1"

    path = changed(bundle, tmp_path / "b.zip", RESULT, lambda old: with_result(old, cheaper))
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS
    assert answer.steps[Step.SEAL] is State.FINE
    wanted = {"lot": "mejeri", "offer": DAIRY, "figure": "comparison_sum_sek",
              "old": "1", "new": "1487397.0563"}  # fmt: skip
    assert differing(answer.findings, step=Step.REPLAY, **wanted)
    assert differing(answer.findings, step=Step.ARITHMETIC, **wanted)


def test_an_edited_factor_is_named_although_everything_was_hashed_anew(
    bundle: Path, tmp_path: Path
) -> None:
    def dearer(content: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
        place = rows[0].index("kg_co2e")
        rows[1][place] = repr(float(rows[1][place]) * 2)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        return text.getvalue().encode()

    name = next(csv.DictReader(io.StringIO(contents(bundle)["data/used/factors.csv"].decode())))
    path = changed(bundle, tmp_path / "b.zip", "data/used/factors.csv", dearer)
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS
    found = differing(answer.findings, step=Step.REPLAY, factor=name["id"], figure="kg_co2e")
    assert [one.new for one in found] == [name["kg_co2e"]]
    assert differing(answer.findings, code="flow-differs", factor=name["id"])


def one_more(content: bytes) -> bytes:
    """Return the table of freight factors with another figure for a chilled lorry."""
    assert content.count(b",0.11894,") == 1
    return content.replace(b",0.11894,", b",0.91894,")


def test_an_edited_library_file_changes_the_factor_and_its_flows(
    bundle: Path, tmp_path: Path
) -> None:
    """The forger changes the knowledge itself and leaves the recorded results as they were."""
    answer = judged(changed(bundle, tmp_path / "b.zip", f"data/knowledge/{FREIGHT}", one_more))
    assert answer.verdict is Verdict.DIFFERS
    assert differing(answer.findings, file="data/used/factors.csv", figure="kg_co2e")
    flow = differing(answer.findings, file="data/used/flows.csv", stage="transport")[0]
    assert flow.factor == "freight/all_hgv/refrigerated/tkm@GLO"
    assert flow.offer


def test_an_older_library_travels_in_its_bundle(bundle: Path, tmp_path: Path) -> None:
    """A bundle whose library is not the installed one is computed with its own."""
    library = tmp_path / "factors"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(resources.factors_folder(), library, ignore=ignored)
    (library / FREIGHT).write_bytes(one_more((library / FREIGHT).read_bytes()))
    program = (
        "import sys; from pathlib import Path; from carbon import resources\n"
        "resources.use_factors(Path(sys.argv.pop(1)))\n"
        "from carbon.cli import main; main()"
    )
    out = tmp_path / "ut"
    command = [sys.executable, "-c", program, library, "evaluate", EXAMPLE, "--out", out]
    subprocess.run(list(map(str, command)), capture_output=True, check=False)
    other = contents(out / "bundle.zip")
    assert other[RESULT] != contents(bundle)[RESULT]
    assert judged(out / "bundle.zip").verdict is Verdict.MATCH


@pytest.fixture
def price_edited(bundle: Path, tmp_path: Path) -> tuple[Path, str]:
    """The bundle with the first price of one offer changed, and that price's row."""
    name = "data/tender/offers/gryningsmejeriet.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(contents(bundle)[name])).worksheets[0]
    price = next(c for row in sheet.iter_rows() for c in row if c.value == "Anbudspris")
    cell = f"{price.column_letter}{price.row + 1}"
    path = tmp_path / "edited.zip"
    return changed(bundle, path, name, lambda old: with_cell(old, cell, "1,00")), cell


def test_an_edited_offer_is_named_by_lot_offer_line_cell_and_price(
    price_edited: tuple[Path, str],
) -> None:
    path, cell = price_edited
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS
    row = "".join(filter(str.isdigit, cell))
    found = differing(answer.findings, figure="price_sek_per_unit", lot="mejeri", offer=DAIRY)
    assert [(one.line, one.cell.endswith(row), bool(one.old)) for one in found] == [
        ("1.1", True, True)
    ]


def test_an_honest_computation_on_another_offer_is_only_told_by_its_hash(
    bundle: Path, tender: Path, tmp_path: Path
) -> None:
    """No seal inside a file can tell that the file is another one: its published hash can."""
    offer = tender / "offers" / "gryningsmejeriet.xlsx"
    sheet = openpyxl.load_workbook(offer).worksheets[0]
    price = next(c for row in sheet.iter_rows() for c in row if c.value == "Anbudspris")
    offer.write_bytes(
        with_cell(offer.read_bytes(), f"{price.column_letter}{price.row + 1}", "1,00")
    )
    other = evaluated(tender, tmp_path / "ut")
    assert judged(other).verdict is Verdict.MATCH
    answer = judged(other, judged(bundle).bundle_sha256)
    assert answer.verdict is Verdict.DIFFERS
    assert [one.code for one in answer.findings] == ["bundle-not-expected"]


def test_an_edited_workbook_is_named_by_sheet_and_cell(bundle: Path, tmp_path: Path) -> None:
    """The cell that holds the winner's name is overwritten inside the sheet's XML."""
    import zipfile

    def renamed(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
        shared = "xl/sharedStrings.xml"
        parts[shared] = parts[shared].replace(DAIRY.encode(), b"Ett annat mejeri AB")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for one, part in parts.items():
                archive.writestr(one, part)
        return stream.getvalue()

    path = changed(bundle, tmp_path / "b.zip", "data/outputs/evaluation.xlsx", renamed)
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS
    assert {one.step for one in answer.findings} == {Step.OUTPUTS}
    found = differing(answer.findings, old="Ett annat mejeri AB", new=DAIRY)
    assert found
    assert all("!" in one.cell for one in found)


def test_a_bundle_of_another_engine_is_compared_figure_by_figure(
    bundle: Path, tmp_path: Path
) -> None:
    def older(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), "carbon": "0.0.9"}).encode()

    members = contents(bundle)
    members["data/engine.json"] = older(members["data/engine.json"])
    members["data/outputs/report.html"] = b"<p>as it was written then</p>"
    answer = judged(resealed(tmp_path / "b.zip", members))
    assert (answer.verdict, answer.same_engine) == (Verdict.MATCH, False)
    assert answer.steps[Step.OUTPUTS] is State.NOT_DONE
    assert {one.code for one in answer.findings} == {"engine-differs", "outputs-not-compared"}


def test_another_engine_does_not_excuse_another_award(bundle: Path, tmp_path: Path) -> None:
    def swapped(result: dict[str, Any]) -> None:
        first, second = result["lots"][0]["ranking"][:2]
        first["rank"], second["rank"] = second["rank"], first["rank"]

    members = contents(bundle)
    members[RESULT] = with_result(members[RESULT], swapped)
    members["data/engine.json"] = members["data/engine.json"].replace(b'"zlib": "', b'"zlib": "x')
    answer = judged(resealed(tmp_path / "b.zip", members))
    assert answer.verdict is Verdict.DIFFERS
    assert differing(answer.findings, figure="rank", offer=DAIRY, old="2", new="1")
