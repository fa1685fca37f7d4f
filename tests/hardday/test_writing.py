"""What an evaluation leaves behind when the disk, the rights or its life end in the middle.

The first line of each test's docstring is its row in docs/hard-day.md.
"""

from __future__ import annotations

import resource
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from carbon.outputs.files import write_aside
from carbon.problems import UsageError
from tests.hardday.conftest import NIGHTLY, OUTPUTS, contents, evaluate
from tests.hardday.forge import Ended, Forge

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the limits of these runs are those of the Linux kernel"
)
Good = Mapping[str, Mapping[str, bytes]]
MOMENTS = 24  # at least as many as an evaluation does things to files; a test counts them
SOME = range(1, MOMENTS + 1) if NIGHTLY else (13,)  # asides that lie there, not yet moved
SIZES = (0, 1, 30_000, 38_000, 10**6) if NIGHTLY else (38_000,)


def whole(folder: Path, good: Mapping[str, bytes]) -> set[str]:
    """Return the outputs in a folder, each of which must be whole; nothing else may be seen."""
    found = contents(folder) if folder.is_dir() else {}
    shown = {name: content for name, content in found.items() if not name.startswith(".")}
    assert shown.items() <= good.items()
    return set(found) - set(shown)


@pytest.mark.parametrize("moment", SOME)
def test_a_run_that_is_killed_leaves_whole_files_and_a_rerun_heals(
    moment: int, forge: Forge, place: Path, good: Good
) -> None:
    """`kill -9` before each thing that an evaluation does to a file. Each output is there whole or
    not at all; a rerun gives what a good day gives, and takes away what was left."""
    out = place / f"killed-{moment}"
    ended = forge.run(evaluate("a", out.name, place, kill_at=moment))
    assert ended.code == (-signal.SIGKILL if ended.moments >= moment else 0)
    left = whole(out, good["a"])
    assert all(name.endswith(".part") for name in left)
    if moment == SOME[-1]:
        assert forge.run(evaluate("a", out.name, place)).code == 0
        assert contents(out) == good["a"]


@pytest.mark.skipif(not NIGHTLY, reason="counted in the nightly run: CARBON_FUZZ_EXAMPLES > 5")
def test_an_evaluation_has_no_more_moments_than_are_tried(forge: Forge, place: Path) -> None:
    """Whether the moments are all. None of those at which an evaluation could be killed is left
    untried in the nightly run."""
    assert 10 < forge.run(evaluate("a", "moments", place)).moments < MOMENTS


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_is_one_sentence_and_no_half_file(
    size: int, forge: Forge, place: Path, good: Good
) -> None:
    """The disk is full after so many bytes of a file. The command names the file and says what to
    do, exit 2; no half file, nothing hidden left, and the results from before stay whole."""
    out = place / f"full-{size}"
    shutil.copytree(place / "good-a", out)
    ended = forge.run(evaluate("b", out.name, place, largest_file=size))
    told_at_all = size > 1  # on a disk of no byte there is no room for the sentence either
    assert ended.code == 2
    assert not told_at_all or "[output-unwritable]" in ended.err
    found = contents(out)
    assert tuple(sorted(found)) == OUTPUTS
    assert all(content in (good["a"][name], good["b"][name]) for name, content in found.items())


def test_a_run_that_the_kernel_ends_in_the_middle_of_a_file_leaves_no_half_file(
    forge: Forge, place: Path, good: Good
) -> None:
    """Ended by the kernel while a file is being written, at its 1,000th byte. Nothing lies under a
    final name, and a rerun takes the half one away."""
    out = place / "ended"
    ended = forge.run(evaluate("a", out.name, place, largest_file=1000, ends_when_full=True))
    assert ended.code == -signal.SIGXFSZ
    (half,) = whole(out, good["a"])
    assert 0 < len(contents(out)[half]) <= 1000
    write_aside(out / "evaluation.xlsx", b"new")
    assert contents(out) == {"evaluation.xlsx": b"new"}


def test_two_runs_in_one_folder_never_mix_the_halves_of_a_file(
    forge: Forge, place: Path, good: Good
) -> None:
    """Two evaluations of different tenders into one folder at the same time. Each file is whole and
    of one of them; neither run fails over the other's temporary files, and none is left."""
    out = place / "two"
    ended = forge.runs(evaluate("a", out.name, place), evaluate("b", out.name, place))
    codes = [one.code for one in ended]
    assert codes == [0, 0] or (sorted(codes) == [0, 2] and _busy(ended)), ended
    found = contents(out)
    assert tuple(sorted(found)) == OUTPUTS
    for name in OUTPUTS[1:]:
        assert found[name] in (good["a"][name], good["b"][name])
    assert codes == [0, 0] or found in (good["a"], good["b"])


def _busy(ended: list[Ended]) -> bool:
    return any("[output-folder-busy]" in one.err for one in ended)


def test_what_a_living_run_writes_is_not_taken_away_and_what_a_dead_one_left_is(
    tmp_path: Path,
) -> None:
    """Temporary files of another run. Those of a run that is alive stay; a dead one's go."""
    import fcntl

    with (tmp_path / ".x.1.part").open("wb") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        (tmp_path / ".x.2.part").write_bytes(b"half")
        (tmp_path / ".x.part").write_bytes(b"half, of an older edition of carbon")
        (tmp_path / ".x[1].3.part").write_bytes(b"of another file")
        write_aside(tmp_path / "x", b"new")
    assert set(contents(tmp_path)) == {"x", ".x.1.part", ".x[1].3.part"}


def test_a_folder_that_may_only_be_read_is_one_sentence(
    forge: Forge, place: Path, good: Good
) -> None:
    """A results folder that may only be read. One sentence with a remedy, exit 2, and nothing in
    the folder is touched."""
    out = place / "only-read"
    shutil.copytree(place / "good-a", out)
    out.chmod(0o555)
    try:
        ended = forge.run(evaluate("b", out.name, place, common=True))
    finally:
        out.chmod(0o755)
    assert ended.code == 2
    assert "[output-unwritable]" in ended.err
    assert contents(out) == good["a"]


SHUT = ["offers", "tender.yaml", "offers/anbud.csv"]


@pytest.mark.parametrize("name", SHUT if NIGHTLY else SHUT[:2])
def test_what_may_not_be_read_is_one_sentence(
    name: str, forge: Forge, place: Path, tmp_path: Path
) -> None:
    """A file or folder of the tender that may not be read. A sentence that names it, and never a
    traceback; an offer that cannot be read is told, and no result passes it by in silence."""
    shutil.copytree(place / "a", tmp_path / "a")
    shut = tmp_path / "a" / name
    mode = shut.stat().st_mode
    shut.chmod(0)
    try:
        ended = forge.run(evaluate("a", "out", tmp_path, common=True))
    finally:
        shut.chmod(mode)
    assert ended.code in (1, 2), ended
    assert "Permission denied" in ended.err


def test_a_limit_of_no_byte_is_told_too(tmp_path: Path) -> None:
    """Not one byte may be written. A problem, no exception, and nothing is left."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(UsageError) as caught:
            write_aside(tmp_path / "x", b"new")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [one.code for one in caught.value.problems] == ["output-unwritable"]
    assert contents(tmp_path) == {}
