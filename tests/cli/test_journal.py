"""The log that commands keep in a tender folder: it only grows, and it shows where it was cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbon.audit import log
from tests.cli.running import carbon
from tests.tender import published

DECISION = ("--name", "Morot lös", "--product", "carrot", "--who", "Anna Ek", "--why", "samma vara")


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    folder = published.folder(tmp_path)
    published.write(folder, ", product: carrot}", "}")
    (folder / "offers").mkdir()
    heading = "Rad;Offererad produkt;Pris;Enhet;Leverantör;Ursprung"
    offer = "1.1;Morot lös;9;kg;Ana AB;Skara"
    (folder / "offers" / "a.csv").write_text(f"{heading}\n{offer}\n", "utf-8")
    return folder


def events(folder: Path) -> list[dict[str, object]]:
    text = (folder / log.FILE).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_what_changes_a_folder_is_written_down_with_who_when_and_the_hash_of_each_file(
    tender: Path,
) -> None:
    assert carbon("match", tender, *DECISION).code == 0
    assert carbon("publish", tender, "--date", "2027-01-15").code in (0, 1)
    first, second = events(tender)
    assert (first["what"], first["who"]) == ("decided", "Anna Ek")
    assert list(first["files"]) == ["decisions.yaml"]  # type: ignore[call-overload]
    assert (second["what"], second["when"]) == ("published", "2027-01-15")
    assert "lock.json" in second["files"]  # type: ignore[operator]
    assert log.broken((tender / log.FILE).read_bytes()) is None


def test_a_log_that_somebody_cut_is_not_written_on(tender: Path) -> None:
    for _ in range(2):
        assert carbon("match", tender, *DECISION).code == 0
    lines = (tender / log.FILE).read_bytes().splitlines(keepends=True)
    (tender / log.FILE).write_bytes(lines[1])
    ran = carbon("match", tender, *DECISION)
    assert ran.code == 2
    assert "[log-broken]" in ran.err
    assert (tender / log.FILE).read_bytes() == lines[1]


def test_an_evaluation_leaves_the_log_alone(tender: Path, tmp_path: Path) -> None:
    assert carbon("match", tender, *DECISION).code == 0
    before = (tender / log.FILE).read_bytes()
    carbon("evaluate", tender, "--out", tmp_path / "ut")
    assert (tender / log.FILE).read_bytes() == before
