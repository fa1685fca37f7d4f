"""The kept library is the library, and anything else than it is passed over without a word."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import resources
from carbon.library import load, packed, records, search, select, show, store
from carbon.library.files import INDEX, Files
from carbon.library.packed import Contents
from carbon.library.records import Library
from carbon.problems import LibraryError
from tests.library import small

CODE = b"the code that wrote it"
KEY_BEGINS = len(b"carbon-library\n") + 2  # magic, format; then 32 bytes each of key and checksum
PAYLOAD_BEGINS = KEY_BEGINS + 64

OLDER = "2024-11"


def kept_and_fresh(folder: Path, edition: str | None = None) -> tuple[Library, Library]:
    files = Files(folder=folder)
    contents = load.read_contents(files, edition)
    assert contents is not None
    store.save(files, contents, CODE)
    kept = store.restore(folder, contents.index, CODE)
    assert kept is not None, "nothing was kept"
    return kept, contents.library


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "factors"
    ignored = shutil.ignore_patterns(store.FOLDER)
    shutil.copytree(resources.factors_folder(), folder, ignore=ignored)
    return folder


@pytest.fixture(scope="module", params=["real", "real, older edition", "small"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    if request.param == "small":
        return kept_and_fresh(small.write(tmp_path_factory.mktemp("small") / "factors"))
    folder = request.getfixturevalue("copy")
    return kept_and_fresh(folder, OLDER if "older" in request.param else None)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Return a small library with its store, and what the store held."""
    folder = small.write(tmp_path_factory.mktemp("stored") / "factors")
    kept_and_fresh(folder)
    return folder, store.place(folder, INDEX).read_bytes()


# The kept library is the library


def test_every_factor_is_the_same_to_the_last_digit(both: tuple[Library, Library]) -> None:
    kept, fresh = both
    assert list(kept.factors) == list(fresh.factors)
    for factor_id in fresh.factors:
        # repr tells 1 from 1.0 and 0.0 from -0.0, which are equal.
        assert repr(kept.factors[factor_id]) == repr(fresh.factors[factor_id])
        assert kept.factors[factor_id] == fresh.factors[factor_id]


def test_everything_else_is_the_same_in_the_same_order(both: tuple[Library, Library]) -> None:
    kept, fresh = both
    for field in fields(Library):
        if field.name == "factors":
            continue
        own, other = getattr(kept, field.name), getattr(fresh, field.name)
        assert repr(own) == repr(other), field.name
        assert own == other, field.name
    assert kept == fresh


def test_it_answers_the_same_questions_the_same_way(both: tuple[Library, Library]) -> None:
    kept, fresh = both
    for text in ("morot", "finns inte"):
        assert search.search(kept, text) == search.search(fresh, text)
        assert search.search_factors(kept, text) == search.search_factors(fresh, text)
    for key in [*list(fresh.products)[::50], *list(fresh.factors)[::211], "nothing/such"]:
        assert show.describe(kept, key) == show.describe(fresh, key)
    for factor_id in list(fresh.factors)[::211]:
        stem, _, region = factor_id.partition("@")
        for asked in (region, "SE", "GLO"):
            assert select.select(kept, stem, asked) == select.select(fresh, stem, asked)


def test_an_id_that_nobody_has_is_in_neither(both: tuple[Library, Library]) -> None:
    for library in both:
        assert "food/carrot/nothing@FR" not in library.factors
        with pytest.raises(KeyError):
            _ = library.factors["food/nothing/farm@FR"]


def test_what_is_restored_is_frozen_and_can_be_a_key(both: tuple[Library, Library]) -> None:
    kept, fresh = both
    for factor_id in list(fresh.factors)[::997]:
        (own, *_), (other, *_) = kept.factors[factor_id], fresh.factors[factor_id]
        assert hash(own) == hash(other)
        with pytest.raises(FrozenInstanceError):
            setattr(own, fields(own)[0].name, "moved")


def test_no_record_does_something_of_its_own_when_it_is_made() -> None:
    """The store fills the fields of a record directly; a __post_init__ would be passed over."""
    made = [one for one in vars(records).values() if isinstance(one, type) and is_dataclass(one)]
    assert made
    assert [one for one in made if hasattr(one, "__post_init__")] == []


def test_the_projects_own_library_is_the_same_from_its_store() -> None:
    first, again, fresh = load.load(), load.load(), load.load(fresh=True)
    assert first.edition == again.edition == fresh.edition
    assert again == fresh


# What makes it untrue


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("plain.yaml", "value: 41.7", "value: 41.8"),
        ("foods.csv", "0.08,", "0.09,"),
        ("products.csv", "Karotter", "Karotten"),
        ("gwp.yaml", "value: 27.9", "value: 28"),
        ("regions.yaml", "NORDIC: [DK, FI,", "NORDIC: [DK,"),
        ("sources.yaml", "edition: AR6", "edition: AR7"),
        ("assumptions/inbound.yaml", "value: 0.15", "value: 0.14"),
        ("index.yaml", 'edition: "test"', 'edition: "test2"'),
    ],
)
def test_a_changed_file_is_read_again(folder: Path, name: str, old: str, new: str) -> None:
    before = load.kept(folder)
    assert load.kept(folder).edition == before.edition
    small.edit(folder, name, old, new)
    assert store.restore(folder, INDEX) is None
    assert load.kept(folder).edition == load.load(folder).edition != before.edition


def test_every_file_that_was_read_counts(folder: Path) -> None:
    kept_and_fresh(folder)
    for path in sorted(folder.rglob("*.*")):
        if path.parent.name == store.FOLDER:
            continue
        text = path.read_bytes()
        path.write_bytes(text + b"\n")
        assert store.restore(folder, INDEX, CODE) is None, path
        path.unlink()
        assert store.restore(folder, INDEX, CODE) is None, path
        path.write_bytes(text)
        assert store.restore(folder, INDEX, CODE) is not None, path


def test_other_code_reads_for_itself(folder: Path) -> None:
    kept_and_fresh(folder)
    assert store.restore(folder, INDEX, b"another") is None
    assert store.restore(folder, INDEX) is None


def test_a_byte_of_code_is_another_code(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("VALUE = 1\n")
    os.utime(path, (0, 0))
    before = store.code_digest([path])
    assert store.code_digest([path]) == before
    path.write_text("VALUE = 2\n")
    os.utime(path, (0, 0))
    assert store.code_digest([path]) != before


def test_code_that_has_changed_since_it_was_imported_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("VALUE = 1\n")
    with pytest.raises(OSError, match="changed"):
        store.code_digest([path])


def test_a_file_that_changes_while_it_is_read_keeps_nothing(folder: Path) -> None:
    files = Files(folder=folder)
    contents = load.read_contents(files)
    assert contents is not None
    small.edit(folder, "plain.yaml", "value: 41.7", "value: 41.8")
    store.save(files, contents, CODE)
    assert not store.place(folder, INDEX).exists()


def test_editions_do_not_take_each_others_place(folder: Path) -> None:
    (folder / "editions").mkdir()
    text = (folder / INDEX).read_text(encoding="utf-8")
    for name in ("index", "old"):
        other = folder / "editions" / f"{name}.yaml"
        other.write_text(text.replace('"test"', f'"{name}"'), encoding="utf-8")
    for _ in range(2):
        for name in ("test", "index", "old"):
            assert load.kept(folder, name).name == name
        assert load.kept(folder).name == "test"


@pytest.mark.parametrize("named", ["nothing", "../../outside", "/etc/passwd", "a\0b", ""])
def test_an_edition_that_is_not_there_is_refused_as_ever(folder: Path, named: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(LibraryError, match="library-edition-unknown"):
        load.kept(folder, named)
    assert sorted(folder.parent.rglob("*")) == before
    load.kept(folder)
    with pytest.raises(LibraryError, match="library-edition-unknown"):
        load.kept(folder, named)


# What is never kept


def test_a_library_with_a_warning_is_not_kept(folder: Path) -> None:
    small.edit(folder, "products.csv", ",Ketchup,sauces", ",Ketchup; morötter,sauces")
    load.kept(folder)
    assert not store.place(folder, INDEX).exists()


def test_a_warning_about_the_folder_is_told_although_the_library_is_kept(folder: Path) -> None:
    load.kept(folder)
    (folder / "assumptions" / "more.yaml").write_text("assumptions: []\n")
    assert store.restore(folder, INDEX) is not None
    assert [one.code for one in load.check(folder)] == ["library-file-unlisted"]


def test_a_library_that_contradicts_itself_is_refused_each_time(folder: Path) -> None:
    small.edit(folder, "plain.yaml", "region: GLO", "region: MARS")
    for _ in range(2):
        with pytest.raises(LibraryError, match="library-region-unknown"):
            load.kept(folder)
    assert not (folder / store.FOLDER).exists()


def test_a_library_elsewhere_is_read_and_nothing_is_written_there(folder: Path) -> None:
    load.load(folder)
    load.check(folder)
    assert not (folder / store.FOLDER).exists()


def test_a_value_without_a_plain_form_is_not_kept(folder: Path) -> None:
    files = Files(folder=folder)
    contents = load.read_contents(files)
    assert contents is not None
    strange = Contents(
        index=INDEX, library=contents.library, frame=contents.frame, parts=(_NoTable(),)
    )
    store.save(files, strange, CODE)
    assert not store.place(folder, INDEX).exists()


class _NoTable:
    """A table that the store does not know."""

    def ids(self) -> Iterator[str]:
        return iter(())

    def find(self, factor_id: str) -> None:
        return None

    def parts_of(self, thing: str) -> dict[str, str]:
        return {}


# Where nothing can be written


def test_a_folder_that_cannot_be_made_is_no_trouble(folder: Path) -> None:
    (folder / store.FOLDER).write_text("a file is in the way")
    assert load.kept(folder).edition == load.load(folder).edition
    assert (folder / store.FOLDER).read_text() == "a file is in the way"


def test_a_file_that_cannot_be_written_is_no_trouble(folder: Path) -> None:
    store.place(folder, INDEX).mkdir(parents=True)
    assert load.kept(folder).edition == load.load(folder).edition


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write everywhere")
def test_a_folder_without_the_right_to_write_is_no_trouble(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        assert load.kept(folder).edition == load.load(folder).edition
        assert not (folder / store.FOLDER).exists()
    finally:
        folder.chmod(0o755)


def test_many_may_write_and_read_at_the_same_time(folder: Path) -> None:
    edition = load.load(folder).edition

    def work(turn: int) -> str:
        if turn % 3 == 0:
            store.place(folder, INDEX).unlink(missing_ok=True)
        return load.kept(folder).edition

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(work, range(60))) == {edition}
    assert load.kept(folder).edition == edition
    assert [path.name for path in (folder / store.FOLDER).iterdir()] == ["library-index.bin"]


# What is damaged


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_flipped_bit_anywhere_is_found(stored: tuple[Path, bytes], data: st.DataObject) -> None:
    folder, good = stored
    header = st.integers(0, PAYLOAD_BEGINS - 1)
    position = data.draw(header | st.integers(0, len(good) - 1))
    flipped = good[position] ^ data.draw(st.integers(1, 255))
    damaged = good[:position] + bytes([flipped]) + good[position + 1 :]
    store.place(folder, INDEX).write_bytes(damaged)
    assert store.restore(folder, INDEX, CODE) is None


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_torn_or_longer_file_is_found(stored: tuple[Path, bytes], data: st.DataObject) -> None:
    folder, good = stored
    length = data.draw(st.integers(0, PAYLOAD_BEGINS) | st.integers(0, len(good) - 1))
    more = data.draw(st.binary(min_size=1, max_size=50))
    for damaged in (good[:length], good + more, good[:length] + b"\0" * (len(good) - length)):
        store.place(folder, INDEX).write_bytes(damaged)
        restored = store.restore(folder, INDEX, CODE)
        assert damaged == good or restored is None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_passed_over(stored: tuple[Path, bytes], noise: bytes) -> None:
    folder, _ = stored
    store.place(folder, INDEX).write_bytes(noise)
    assert store.restore(folder, INDEX, CODE) is None


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(content=_VALUES)
def test_a_payload_of_another_form_is_passed_over(
    stored: tuple[Path, bytes], content: object
) -> None:
    folder, good = stored
    index, names, _ = msgpack.unpackb(good[PAYLOAD_BEGINS:])
    inner = msgpack.packb(content)
    for payload in (inner, msgpack.packb((index, names, inner)), msgpack.packb((index, 1, inner))):
        _write(folder, good, payload)
        assert store.restore(folder, INDEX, CODE) is None


@pytest.mark.parametrize("part", [2, 3, 4, 7])
@pytest.mark.parametrize("change", ["fewer fields", "more fields", "a value lost", "not a column"])
def test_records_of_another_form_are_passed_over(
    stored: tuple[Path, bytes], part: int, change: str
) -> None:
    folder, good = stored
    index, names, inner = msgpack.unpackb(good[PAYLOAD_BEGINS:])
    content = msgpack.unpackb(inner)
    columns = content[part][1]
    if change == "fewer fields":
        columns.pop()
    elif change == "more fields":
        columns.append([True, "new"])
    elif change == "a value lost":
        next(found for alike, found in columns if not alike).pop()
    else:
        columns[0] = 1
    _write(folder, good, msgpack.packb((index, names, msgpack.packb(content))))
    assert store.restore(folder, INDEX, CODE) is None


def test_the_form_that_these_tests_damage_is_the_form_that_is_read(
    stored: tuple[Path, bytes],
) -> None:
    folder, good = stored
    _write(folder, good, good[PAYLOAD_BEGINS:])
    assert store.place(folder, INDEX).read_bytes() == good
    assert store.restore(folder, INDEX, CODE) is not None


def test_no_byte_of_a_store_can_run_anything(stored: tuple[Path, bytes]) -> None:
    """Extension types are the only values that could become something else; none is known."""
    with pytest.raises(packed.WRONG):
        packed.unpack(msgpack.packb([msgpack.ExtType(1, b"x")]))


def _write(folder: Path, good: bytes, payload: bytes) -> None:
    head = good[: KEY_BEGINS + 32] + hashlib.sha256(payload).digest()
    store.place(folder, INDEX).write_bytes(head + payload)
