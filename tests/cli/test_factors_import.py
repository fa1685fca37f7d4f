"""`carbon factors import`: the publisher's file in, or every byte of the library as it was."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

from carbon import resources
from carbon.cli.importing import import_
from carbon.library.importers import agribalyse_tables as published

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
STAGES_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-detail-par-etape.csv"
SYNTHESIS_32 = SHARED / "agribalyse-3.2" / "agribalyse-32-synthese.csv"
STAGES_31 = SHARED / "agribalyse-3.1" / "agribalyse-31-detail-par-etape.csv"

shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not SYNTHESIS_32.is_file(), reason="../shared/data/factors/agribalyse-3.2 is absent"
)


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.json()["problems"]]


def run(*arguments: str | Path) -> Ran:
    ran = CliRunner().invoke(import_, [str(one) for one in arguments], prog_name="import")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.factors_folder(), tmp_path / "factors"))


def rewritten(path: Path, target: Path, delimiter: str = ",", **changed: str) -> Path:
    """Write a published CSV anew, headings replaced as told."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[0] = [changed.get(name, name) for name in rows[0]]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return target


def hostile(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.csv"
    head = ",".join(f'"{name}"' for name in published.STAGE_TABLE).encode()
    cells = b",".join([b"1"] * len(published.STAGE_TABLE))
    contents = {
        "empty": b"",
        "nul": head + b"\n" + cells.replace(b"1", b"\x00", 1) + b"\n",
        "latin-1": head.decode().encode("latin-1") + b"\n" + cells,
        "utf-16": head.decode().encode("utf-16"),
        "open-quote": head + b'\n"1,' + cells,
        "ragged": head + b"\n" + cells + b",2\n",
        "short": head + b"\n" + cells[:-4] + b"\n",
        "pdf": b"%PDF-1.7\n" + bytes(200),
        "binary": bytes(range(256)) * 20,
        "zip": b"PK\x03\x04" + bytes(200),
        "wide-cell": head + b'\n"' + b"x" * 300_000 + b'"\n',
    }
    path.write_bytes(contents[kind])
    return path


EXPECTED = {
    "empty": "importer-file-empty",
    "nul": "importer-nul",
    "latin-1": "text-encoding",
    "utf-16": "importer-nul",
    "open-quote": "importer-table",
    "ragged": "importer-row-ragged",
    "short": "importer-row-ragged",
    "pdf": "importer-file-kind",
    "binary": "importer-nul",
    "zip": "",
    "wide-cell": "importer-table",
}


@pytest.mark.parametrize("kind", sorted(EXPECTED))
def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_2(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "library"
    ran = run("agribalyse", hostile(kind, tmp_path), "--to", target, "--json")
    assert ran.code == 2
    problem = ran.json()["problems"][0]
    assert problem["code"].startswith(EXPECTED[kind])
    assert problem["where"]
    assert problem["message"]
    assert problem["hint"]
    assert not target.exists()


def test_no_file_a_folder_and_an_over_long_file_are_refused(tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    long.touch()
    os.truncate(long, 200_000_000)  # sparse: it takes no room
    for path, code in (
        (tmp_path / "absent.csv", "file-unreadable"),
        (tmp_path, "importer-folder"),
        (long, "file-too-large"),
    ):
        ran = run("ember", path, "--json")
        assert (ran.code, ran.codes()) == (2, [code])
        assert str(path) in ran.json()["problems"][0]["where"]


def test_an_unknown_source_and_no_file_are_wrong_use(tmp_path: Path) -> None:
    assert run("agribalyze", tmp_path).code == 2
    assert run("agribalyse").code == 2


def test_a_table_of_something_else_is_a_problem_and_nothing_is_written(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    target = tmp_path / "library"
    ran = run("agribalyse", other, "--to", target, "--lang", "sv")
    assert ran.code == 1
    assert "Ingenting skrevs" in ran.out
    assert "Code AGB" in ran.err
    assert not target.exists()


@shared
@needs_shared
def test_the_real_files_give_the_shipped_tables_and_a_second_run_says_so(library: Path) -> None:
    before = bytes_of(library)
    name = "production/agribalyse-3.2.csv"
    table = library / name
    table.write_bytes(table.read_bytes().replace(b"Egg, raw", b"Egg, row"))
    files = (STAGES_32, SYNTHESIS_32, STAGES_31)
    first = run("agribalyse", *files, "--to", library, "--json")
    assert (first.code, first.json()["written"]) == (0, [name])
    assert bytes_of(library) == before
    second = run("agribalyse", *files, "--to", library, "--json").json()
    assert second["written"] == []
    assert second["unchanged"] == ["production/agribalyse-3.1-corrections.csv", name]
    assert second["converted"][name] == 2451
    assert [one["rows"] for one in second["read"]] == [2451, 2451, 2500]


@shared
@needs_shared
def test_a_semicolon_file_and_a_workbook_with_the_same_table_give_the_same_bytes(
    library: Path, tmp_path: Path
) -> None:
    before = bytes_of(library)
    semicolons = rewritten(STAGES_32, tmp_path / "stages.txt", delimiter=";")
    ran = run("agribalyse", semicolons, SYNTHESIS_32, "--to", library, "--json")
    assert (ran.code, ran.json()["written"]) == (0, [])
    workbook = as_workbook(STAGES_32, tmp_path / "stages.xlsx")
    ran = run("agribalyse", workbook, SYNTHESIS_32, "--to", library, "--json")
    assert (ran.code, ran.json()["written"]) == (0, [])
    assert bytes_of(library) == before


def as_workbook(path: Path, target: Path) -> Path:
    """Write a published CSV as .xlsx: numbers as numbers, codes as text, a front sheet before."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("Lisez-moi").write_string(0, 0, "AGRIBALYSE")
    sheet = book.add_worksheet("Détail")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if r and c >= len(published.IDENTITY):
                sheet.write_number(r, c, float(cell))
            else:
                sheet.write_string(r, c, cell)
    book.close()
    return target


def spoiled(kind: str, folder: Path) -> Path:
    data = STAGES_32.read_bytes()
    lines = data.splitlines(keepends=True)
    path = folder / "agribalyse-32-detail-par-etape.csv"
    if kind == "cut-in-a-row":
        path.write_bytes(data[: len(data) // 2])
    elif kind == "cut-between-rows":
        path.write_bytes(b"".join([*lines[:1200], lines[-1]]))
    elif kind == "row-twice":
        path.write_bytes(data + lines[500])
    elif kind == "old-edition":
        path.write_bytes(STAGES_31.read_bytes())
    elif kind == "renamed-column":
        old = "Changement climatique - Emballage"
        rewritten(STAGES_32, path, **{old: "Climat - Emballage"})
    else:
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        for row in rows[1:]:
            row[6:] = [cell.replace(".", ",") for cell in row[6:]]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    return path


@shared
@needs_shared
@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("cut-in-a-row", 2, {"importer-table", "importer-row-ragged"}),
        ("cut-between-rows", 1, {"importer-egg-missing"}),
        ("row-twice", 1, {"importer-code-twice"}),
        ("old-edition", 1, {"importer-edition"}),
        ("renamed-column", 1, {"importer-column-missing"}),
        ("decimal-comma", 1, {"importer-decimal-comma"}),
    ],
)
def test_a_spoiled_real_file_leaves_the_library_byte_for_byte(
    kind: str, code: int, expected: set[str], library: Path, tmp_path: Path
) -> None:
    before = bytes_of(library)
    ran = run("agribalyse", spoiled(kind, tmp_path), SYNTHESIS_32, "--to", library, "--json")
    assert ran.code == code
    assert set(ran.codes()) & expected
    assert bytes_of(library) == before


@shared
@needs_shared
def test_a_library_that_would_not_load_is_left_alone(library: Path) -> None:
    head = library / "production/agribalyse-3.2.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("gwp: EF3.1", "gwp: EF9"), encoding="utf-8")
    table = library / "production/agribalyse-3.2.csv"
    table.write_bytes(table.read_bytes().replace(b"Egg, raw", b"Egg, row"))
    before = bytes_of(library)
    ran = run("agribalyse", STAGES_32, SYNTHESIS_32, "--to", library, "--json")
    assert ran.code == 1
    assert "importer-library-refuses" in ran.codes()
    assert bytes_of(library) == before


@shared
@needs_shared
def test_a_dry_run_says_what_it_would_write(library: Path) -> None:
    table = library / "production/agribalyse-3.2.csv"
    table.write_bytes(table.read_bytes().replace(b"Egg, raw", b"Egg, row"))
    before = bytes_of(library)
    ran = run("agribalyse", STAGES_32, SYNTHESIS_32, "--to", library, "--dry-run", "--lang", "en")
    assert ran.code == 0
    assert "Would write production/agribalyse-3.2.csv" in ran.out
    assert bytes_of(library) == before
