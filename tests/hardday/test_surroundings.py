"""What surrounds a run is not what its makers had in mind: locale, streams, folders, clock, links.

The first line of each test's docstring is its row in docs/hard-day.md.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hardday.conftest import NIGHTLY, contents, evaluate
from tests.hardday.forge import Day, Forge
from tests.hardday.test_writing import Good

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="these devices and limits are those of Linux"
)
ROOT = Path(__file__).resolve().parents[2]
OFFER = ("read", "a/offers/anbud.csv", "--json")
MEGABYTES = 32


def test_an_unknown_locale_and_an_ascii_terminal_change_no_byte(forge: Forge, place: Path) -> None:
    """`LC_ALL=xx_XX`, no `LANG`, `PYTHONIOENCODING=ascii`, no `HOME`, another time zone: the same
    bytes as anywhere else, in Swedish letters."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    hard = {"LC_ALL": "xx_XX", "PYTHONIOENCODING": "ascii", "TZ": "Mars/Olympus"}
    done = subprocess.run(
        [sys.executable, "-m", "carbon.cli", *OFFER],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), **kept, **hard},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    ended = forge.run(Day(argv=list(OFFER), cwd=str(place)))
    assert done.stdout.decode("utf-8") == ended.out
    assert "Bevisnivå" in ended.out or "Potatis" in ended.out


def test_a_reader_that_leaves_is_no_error(place: Path) -> None:
    """`| head -1`: the reader of stdout leaves. No word of it on stderr, exit 0."""
    command = [sys.executable, "-m", "carbon.cli", "factors", "list", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (0, b"")


def test_a_full_stdout_is_one_sentence(forge: Forge, place: Path) -> None:
    """`> /dev/full`: stdout takes no byte. One sentence on stderr, exit 2, no traceback."""
    ended = forge.run(Day(argv=list(OFFER), cwd=str(place), stdout="/dev/full"))
    assert ended.code == 2
    assert "[system-refused]" in ended.err


@pytest.mark.parametrize("command", ["match", "evaluate"] if NIGHTLY else ["match"])
def test_a_flood_on_stdin_disturbs_nobody(
    command: str, forge: Forge, place: Path, tmp_path: Path
) -> None:
    """32 MB on stdin of a command that could ask. Without a terminal nothing is asked and nothing
    read: the usual answer."""
    flood = tmp_path / "flood"
    with flood.open("wb") as stream:
        for _ in range(MEGABYTES):
            stream.write(b"yes\n" * (1 << 18))
    more = ["--out", str(tmp_path / "out")] if command == "evaluate" else []
    argv = [command, "a", *more]
    ended = forge.run(Day(argv=argv, cwd=str(place), stdin=str(flood)))
    assert (ended.code, "Traceback" in ended.err) == (0, False)
    assert ended.out.startswith(("0 namn väntar", "Rotfrukter"))


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin"] if NIGHTLY else ["/dev/zero"])
def test_a_file_without_end_is_refused_at_its_limit(name: str, forge: Forge, place: Path) -> None:
    """A device without end, or 40 MB through stdin, given as a file to read. Refused at the limit
    for files, in bounded memory; it was read until memory ended before."""
    largest = 1 << 20
    code = (
        "import sys; from pathlib import Path; from carbon.intake import files;"
        f"files.LARGEST_FILE_BYTES = {largest};"
        f"print([one.code for one in files.read_workbook(Path({name!r}), 'x')[1]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        input=b"x;y\n" * largest,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == b"['file-too-large']\n", done.stderr


def test_no_clock_decides_a_figure() -> None:
    """The clock, set back or forward. Only these places read one: the day that a person decided or
    published unless stated, the month that factors are reviewed against, the pace of the page."""
    readers = {
        "carbon/cli/factor_check.py",
        "carbon/cli/match_desk.py",
        "carbon/cli/publishing.py",
        "carbon/library/store.py",  # when this process began: a newer file of code is not trusted
        "carbon/web/app.py",
    }
    found = set()
    for path in (ROOT / "carbon").rglob("*.py"):
        text = path.read_text("utf-8")
        asked = any(one in text for one in _CLOCKS) and any(
            isinstance(node, ast.Attribute) and ast.unparse(node) in _CLOCKS
            for node in ast.walk(ast.parse(text))
        )
        if asked:
            found.add(path.relative_to(ROOT).as_posix())
    assert found == readers


_CLOCKS = {
    *(f"time.{one}" for one in ("time", "time_ns", "monotonic", "localtime", "gmtime", "ctime")),
    *(f"{one}.{two}" for one in ("datetime.datetime", "datetime") for two in ("now", "utcnow")),
    *(f"{one}.today" for one in ("datetime.date", "datetime.datetime", "date", "datetime")),
}


def test_a_folder_of_any_name_and_date_changes_no_byte(
    forge: Forge, place: Path, good: Good, tmp_path: Path
) -> None:
    """A path with a space, quotes, `$(…)`, a line break, and a leading dash; no `HOME`; files dated
    1970 and 2100, as after a clock that was wrong. The same bytes come out, and the name is neither
    run nor taken for an option."""
    odd = tmp_path / "å ä;$(touch x)`touch y`'\"\n%2e%2e"
    folder = shutil.copytree(place / "a", odd / "-a")
    for number, path in enumerate(sorted(folder.rglob("*"))):
        day = (0, 4_102_444_800)[number % 2]
        os.utime(path, (day, day))
    ended = forge.run(Day(argv=["evaluate", "./-a", "--out", "-ut å"], cwd=str(odd),
                          unset=["HOME", "LANG", "PATH"]))  # fmt: skip
    assert ended.code == 0, ended
    assert contents(odd / "-ut å") == good["a"]
    assert {one.name for one in odd.iterdir()} == {"-a", "-ut å"}


LINKS = ["offers/out.csv", "quality.yaml"]


@pytest.mark.parametrize("where", LINKS if NIGHTLY else LINKS[:1])
def test_a_link_out_of_the_folder_brings_nothing_in(
    where: str, forge: Forge, place: Path, tmp_path: Path
) -> None:
    """A link out of the tender folder, among the offers or beside them. Told, never followed: not a
    word of what it leads to is in any output, and no bundle is made."""
    (tmp_path / "secret.csv").write_text("Hemlig;Uppgift\n1;topphemligt\n", encoding="utf-8")
    folder = shutil.copytree(place / "a", tmp_path / "a")
    (folder / where).symlink_to(tmp_path / "secret.csv")
    ended = forge.run(evaluate("a", "out", tmp_path))
    assert ended.code == 1, ended
    assert "[bundle-link]" in ended.err
    found = contents(tmp_path / "out")
    assert "bundle.zip" not in found
    assert not [name for name, content in found.items() if b"topphemligt" in content]


HUGE = {
    "too-large": "x: " + "a" * 20_000_001,
    "many-lines": "x:\n" + "- {a: 1}\n" * (200_000 if NIGHTLY else 5_000),
    "deep-flow": "x: " + "[" * 100_000,
    "deep-block": "".join(f"{' ' * n}a:\n" for n in range(1000)),
    "aliases": "a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "itself": "a: &a [*a]\n",
    "merge": "a: &a {b: 1}\nc: {<<: *a}\n",
    "nul": "a: \0\n",
    "long-key": f"? {'k' * 100_000}\n: 1\n",
}


@pytest.mark.parametrize("name", HUGE if NIGHTLY else ("too-large", "deep-flow", "aliases"))
def test_a_tender_file_out_of_proportion_is_refused_with_words(
    name: str, forge: Forge, tmp_path: Path
) -> None:
    """A tender.yaml of 20 MB, of 200,000 entries, 100,000 levels deep, or with aliases of itself.
    Refused with the line and a remedy, exit 2, in seconds."""
    (tmp_path / "offers").mkdir()
    (tmp_path / "tender.yaml").write_text(HUGE[name], encoding="utf-8")
    ended = forge.run(Day(argv=["check", ".", "--json"], cwd=str(tmp_path)))
    assert ended.code == 2, ended
    problems = json.loads(ended.out)["problems"]
    assert problems
    assert all(one["message"] and one["hint"] for one in problems)
