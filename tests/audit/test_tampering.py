"""Whatever byte of a bundle is changed, however it is packed: never MATCH, never a traceback."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbon.audit import bag, container
from carbon.audit.opening import laid_out, opened
from carbon.audit.records import Finding, Verdict
from carbon.audit.verify import judged
from tests.audit.tampering import carbon, contents, packed, resealed

ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


def sealed(path: Path) -> list[Finding]:
    """What container and manifests say; the rest of the verdict can only add doubt."""
    read = container.read(path)
    return [*read.findings, *(bag.check(read.contents, path.name) if read.contents else [])]


@pytest.fixture(scope="session")
def spans(bundle: Path) -> list[tuple[str, int, int]]:
    """Where each member lies in the file: name, first byte, byte after the last."""
    found: list[tuple[str, int, int]] = []
    place = 0
    for name, piece in container.pieces(contents(bundle)):
        found.append((name, place, place + len(piece)))
        place += len(piece)
    return found


@given(data=st.data())
@ON_DISK
def test_no_byte_can_change_unseen(
    bundle: Path, spans: list[tuple[str, int, int]], tmp_path: Path, data: st.DataObject
) -> None:
    name, first, last = data.draw(st.sampled_from([one for one in spans if one[1] < one[2]]))
    place = data.draw(st.integers(first, last - 1))
    whole = bytearray(bundle.read_bytes())
    whole[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "flipped.zip"
    path.write_bytes(whole)
    found = sealed(path)
    assert found
    files = {one.file for one in found} | {one.old for one in found} | {one.new for one in found}
    told = " ".join(files)
    assert name in told or path.name in told


def test_every_single_byte_of_a_small_bag_is_held(tmp_path: Path) -> None:
    members = bag.made({"a.txt": b"one", "sub/b.txt": b"two\n"}, {"A": "b"}, b"{}\n")
    whole = b"".join(piece for _, piece in container.pieces(members))
    path = tmp_path / "small.zip"
    path.write_bytes(whole)
    assert sealed(path) == []
    for place in range(len(whole)):
        other = whole[place] ^ (1 << place % 8)
        path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
        assert sealed(path), place
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert sealed(path), length


def test_a_change_of_content_names_its_member_with_both_hashes(
    bundle: Path, tmp_path: Path
) -> None:
    members = contents(bundle)
    name = "data/tender/offers/akerbo.xlsx"
    before = bag.sha256(members[name])
    members[name] += b"\0"
    found = sealed(packed(tmp_path / "b.zip", members))
    assert [(one.file, one.old, one.new) for one in found] == [
        (name, before, bag.sha256(members[name]))
    ]


def repacked(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_bundle_that_was_packed_anew_differs_in_its_container_alone(
    bundle: Path, tmp_path: Path
) -> None:
    members = contents(bundle)
    found = sealed(repacked(tmp_path / "b.zip", dict(reversed(members.items()))))
    assert [(one.code, one.file, one.verdict) for one in found] == [
        ("bundle-packed-anew", "b.zip", Verdict.DIFFERS)
    ]


@pytest.mark.parametrize("extra", [b"x", b"PK\x05\x06"])
def test_nothing_may_stand_before_or_behind_a_bundle(
    bundle: Path, tmp_path: Path, extra: bytes
) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(bundle.read_bytes() + extra)
    assert sealed(path)
    path.write_bytes(extra + bundle.read_bytes())
    assert sealed(path)


UNSAFE = ("../out.txt", "data/../../out.txt", "/out.txt", "C:/out.txt", "C:out.txt",
          "data\\..\\out.txt", "data/con", "data/a\0b", "data/å.txt", "data//x", "data/.",
          "data/x.", "~/out.txt" + "\n", "data/" + "x" * 2000, "data/folder/")  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_a_name_that_could_leave_the_folder_stops_everything(
    bundle: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "in" / "b.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in contents(bundle).items():
            archive.writestr(one, content)
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"out")
    before = set(tmp_path.rglob("*"))
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS
    assert {one.code for one in answer.findings} <= {"bundle-member-unsafe", "bundle-member-twice"}
    assert set(tmp_path.rglob("*")) == before


def test_a_link_in_a_bundle_stops_everything(bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in contents(bundle).items():
            archive.writestr(one, content)
        info = zipfile.ZipInfo("data/tender/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert [one.code for one in judged(path).findings] == ["bundle-member-unsafe"]


def test_a_member_twice_stops_everything(bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in contents(bundle).items():
            archive.writestr(one, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("bagit.txt", b"another")
    assert [one.code for one in judged(path).findings] == ["bundle-member-twice"]


def test_a_bundle_that_would_inflate_without_end_is_not_opened(tmp_path: Path) -> None:
    path = repacked(tmp_path / "bomb.zip", {"bagit.txt": b"x", "data/zeros": bytes(1 << 20)})
    whole = path.read_bytes()
    place = whole.rindex(b"PK\x01\x02")  # its directory says: two thousand million bytes
    path.write_bytes(whole[: place + 24] + (2 << 30).to_bytes(4, "little") + whole[place + 28 :])
    answer = judged(path)
    assert (answer.verdict, [one.code for one in answer.findings]) == (
        Verdict.CANNOT_TELL,
        ["bundle-too-large"],
    )


def test_a_member_that_lies_about_its_size_is_damaged(bundle: Path, tmp_path: Path) -> None:
    path = repacked(tmp_path / "b.zip", contents(bundle))
    whole = path.read_bytes()
    place = whole.rindex(b"PK\x01\x02")
    path.write_bytes(whole[: place + 24] + (7).to_bytes(4, "little") + whole[place + 28 :])
    assert judged(path).verdict is Verdict.DIFFERS


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_cannot_be_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(content)
    assert judged(path).verdict is Verdict.CANNOT_TELL


def test_a_folder_a_missing_file_and_a_device_cannot_be_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "missing.zip", tmp_path / "pipe"):
        answer = judged(path)
        assert answer.verdict is Verdict.CANNOT_TELL
        assert [one.code for one in answer.findings] == ["bundle-not-file"]


def test_any_other_zip_is_no_bundle(tmp_path: Path) -> None:
    path = repacked(tmp_path / "b.zip", {"readme.txt": b"hello"})
    answer = judged(path)
    assert answer.verdict is Verdict.DIFFERS or answer.findings[0].code == "bundle-no-bag"


@pytest.mark.parametrize("name", [bag.MANIFEST, bag.TAGS, bag.CRATE, "data/engine.json",
                                  "data/contents.csv", "data/tender/tender.yaml",
                                  "data/used/flows.csv"])  # fmt: skip
def test_a_missing_member_is_named(bundle: Path, tmp_path: Path, name: str) -> None:
    members = contents(bundle)
    del members[name]
    found = sealed(packed(tmp_path / "b.zip", members))
    assert name in {one.file for one in found}


@pytest.mark.parametrize("name", ["data/engine.json", "data/run.json", "data/contents.csv",
                                  "data/results/result.json"])  # fmt: skip
@pytest.mark.parametrize("content", [b"", b"{}", b"[[[[", b"\xff\xfe\0", b"a,a\n1\n"])
def test_members_of_nonsense_get_a_verdict(
    bundle: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    """Sealed again, so that only their content can tell; the replay is spared where it may be."""
    members = contents(bundle)
    members[name] = content
    members.pop("data/tender/tender.yaml")  # no tender: the evaluation stops at once
    assert judged(resealed(tmp_path / "b.zip", members)).verdict is not Verdict.MATCH


def test_another_format_cannot_be_told(bundle: Path, tmp_path: Path) -> None:
    members = contents(bundle)
    engine = {**json.loads(members["data/engine.json"]), "format": 2}
    members["data/engine.json"] = json.dumps(engine).encode()
    path = resealed(tmp_path / "b.zip", members)
    ran = carbon("verify", path, "--json")
    assert ran.returncode == 3
    assert [one["code"] for one in json.loads(ran.stdout)["findings"]] == ["bundle-format"]


def test_a_bag_of_another_version_cannot_be_told(bundle: Path, tmp_path: Path) -> None:
    members = contents(bundle)
    old = members[bag.DECLARATION]
    members[bag.DECLARATION] = old.replace(b"1.0", b"2.0")
    line = f"{bag.sha256(old)}  ", f"{bag.sha256(members[bag.DECLARATION])}  "
    members[bag.TAGS] = members[bag.TAGS].replace(line[0].encode(), line[1].encode())
    found = sealed(packed(tmp_path / "b.zip", members))
    assert [(one.code, one.verdict) for one in found] == [
        ("bundle-declaration", Verdict.CANNOT_TELL)
    ]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of our own, to see what is left in it."""
    import tempfile

    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_nothing_is_left_behind_and_nothing_written_elsewhere(
    bundle: Path, temporary: Path, tmp_path: Path
) -> None:
    beside = sorted(bundle.parent.rglob("*"))
    with opened(bundle) as (unpacked, problems):
        assert problems == []
        assert unpacked is not None
        assert unpacked.folder.is_relative_to(temporary)
        assert (unpacked.tender / "tender.yaml").is_file()
    assert list(temporary.iterdir()) == []
    assert sorted(bundle.parent.rglob("*")) == beside


def test_a_contents_table_cannot_put_a_file_outside(
    bundle: Path, temporary: Path, tmp_path: Path
) -> None:
    members = contents(bundle)
    line = b"tender/tender.yaml,tender,,"
    assert line in members["data/contents.csv"]
    evil = b"tender/tender.yaml,tender,../../../out.yaml,"
    members["data/contents.csv"] = members["data/contents.csv"].replace(line, evil)
    with laid_out(resealed(tmp_path / "b.zip", members)) as (unpacked, found):
        assert unpacked is None
        assert "bundle-member-unsafe" in {one.code for one in found}
    assert not list(tmp_path.parent.rglob("out.yaml"))


def test_the_library_of_congress_agrees_that_it_is_a_bag(bundle: Path, tmp_path: Path) -> None:
    import bagit

    with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as archive:
        archive.extractall(tmp_path / "bag")
    found = bagit.Bag(str(tmp_path / "bag"))
    assert found.validate()
    assert found.version_info == (1, 0)
    assert found.algorithms == ["sha256"]


NONSENSE = {
    "data/used/flows.csv": [b"", b"line,stage\n1\n", b"line,stage,order\n" + b"x,farm,0\n" * 2],
    "data/used/lines.csv": [b"line\n\n", b"line,lot\nx,y\n"],
    "data/used/factors.csv": [b"\xff", b"factor,id,kg_co2e\n0,x,nan\n"],
    "data/log.jsonl": [b"[]\n", b"{}"],
    "data/results/result.json": [b'{"lots": 5}', b'{"lots": [{"ranking": [{}, 1]}, 2]}',
                                 b'{"lots": ' + b"[" * 400 + b"]" * 400 + b"}"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"), [(name, one) for name, many in NONSENSE.items() for one in many]
)
def test_tables_of_nonsense_differ_and_raise_nothing(
    bundle: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    members = contents(bundle)
    members[name] = content
    answer = judged(resealed(tmp_path / "b.zip", members))
    assert answer.verdict is Verdict.DIFFERS
    assert name in {one.file for one in answer.findings}
