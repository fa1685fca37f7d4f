"""The same tender folder gives the same bytes of every output, whoever runs it and where.

Two processes at once, in two folders, under two locales, time zones, hash seeds and numbers of
threads, write everything that the program can write; then every file and every line of text must
be the same (R1 of the performance targets, EQ-12).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from carbon.tender.folder import assess_folder
from tests.cli.running import EXAMPLE, ROOT
from tests.tender import procedures, published

DAY = ("--date", "2027-01-15")
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"}
THERE = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4242"}
COMMANDS: dict[str, tuple[str, ...]] = {
    "evaluate": ("evaluate", "tender", "--out", "out/evaluate", "--json"),
    "english": ("evaluate", "tender", "--out", "out/english", "--lang", "en", "--json"),
    "records": ("evaluate", "decided", "--out", "out/records", "--records", "--json"),
    "simulate": ("simulate", "tender", "--out", "out/simulate", "--json"),
    "publish": ("publish", "open", "--out", "out/publish", *DAY, "--json"),
    "explain": ("explain", "tender", "Åkerbo Låtsasgård", "2.1", "--json"),
    "return": ("read", "tender/offers/akerbo.xlsx", "--return", "out/back.xlsx"),
    "draft": ("read", "tender/offers/akerbo.xlsx", "--draft-layout", "out/draft.yaml"),
    "names": ("match", "tender", "--sheet", "out/names.xlsx", "--json"),
    "routes": ("route", "--table", "tender", "--out", "out/routes.xlsx", "--json"),
    "new": ("new", "out/new", "--json"),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a tender as offered, one to publish and one that was decided."""
    root = tmp_path_factory.mktemp("same")
    shutil.copytree(EXAMPLE, root / "tender")
    (root / "open").mkdir()
    published.write(root / "open")
    decided = root / "decided"
    (decided / "offers").mkdir(parents=True)
    published.write(decided)
    for name, price in (("Ana AB", "9,50"), ("Bo AB", "9,00")):
        rows = f"1.1;Morot;{price};kg;{name};Skara\n1.2;Gul lök;{price};kg;{name};Kalmar, SE\n"
        text = f"Rad;Benämning;Pris;Enhet;Leverantör;Ursprung\n{rows}"
        (decided / "offers" / f"{name[:2]}.csv").write_text(text, "utf-8")
    published.published(decided)
    assessment, problems = assess_folder(decided)
    assert assessment is not None, problems
    names = [name for offer in assessment.offers for name in offer.files]
    facts = procedures.whole(assessment, procedures.hashes(decided, names))
    procedures.write(decided, facts)
    return root


def run(place: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Run every command in a folder of its own; return all that it wrote and said."""
    found: dict[str, bytes] = {}
    (place / "out").mkdir()
    for name, arguments in COMMANDS.items():
        done = subprocess.run(
            [sys.executable, "-m", "carbon.cli", *arguments],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert done.returncode in (0, 1), (name, done.stderr.decode())
        found[f"{name}: what it said"] = done.stdout
    for path in sorted((place / "out").rglob("*")):
        if path.is_file():
            found[path.relative_to(place).as_posix()] = path.read_bytes()
    return found


@pytest.fixture(scope="module")
def twice(folders: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    places = [tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("a longer second name")]
    for place in places:
        shutil.copytree(folders, place, dirs_exist_ok=True)
    with ThreadPoolExecutor() as both:
        return list(both.map(run, places, (HERE, THERE)))


def test_two_runs_at_once_in_two_worlds_write_the_same_bytes(
    twice: list[dict[str, bytes]],
) -> None:
    first, second = twice
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_every_kind_of_output_is_among_them(twice: list[dict[str, bytes]]) -> None:
    endings = {name.rpartition(".")[2] for name in twice[0] if name.startswith("out/")}
    assert endings >= {"xlsx", "html", "json", "pdf", "docx", "yaml", "zip"}
