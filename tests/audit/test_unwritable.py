"""What `verify` could not read again is told, and no bundle of it is written."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from carbon.audit import bundling, container, names
from carbon.audit.received import received
from carbon.audit.records import Verdict
from carbon.audit.verify import judged
from tests.audit.tampering import carbon


def test_offers_behind_a_link_leave_no_bundle_and_the_command_says_so(
    tender: Path, tmp_path: Path
) -> None:
    (tender / "offers").rename(tmp_path / "elsewhere")
    (tender / "offers").symlink_to(tmp_path / "elsewhere")
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut")
    assert ran.returncode == 1
    assert "[bundle-link]" in ran.stderr
    assert not (tmp_path / "ut" / "bundle.zip").exists()


def test_a_link_to_one_offer_is_named_with_its_folder(tender: Path, tmp_path: Path) -> None:
    offer = tender / "offers" / "akerbo.xlsx"
    offer.rename(tmp_path / "akerbo.xlsx")
    offer.symlink_to(tmp_path / "akerbo.xlsx")
    _, problems = received(tender)
    assert [(one.code, one.where) for one in problems] == [("bundle-link", "offers/akerbo.xlsx")]


def test_names_that_not_every_computer_can_have_leave_no_bundle(
    tender: Path, tmp_path: Path
) -> None:
    for name in ("a:b.txt", "C:x.txt", "back\\slash.txt"):
        (tender / name).write_text("x", encoding="utf-8")
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--json")
    assert ran.returncode == 1
    assert ran.stderr.count("bundle-name-unfit") == 3 or ran.stdout.count("bundle-name-unfit") == 3
    assert not (tmp_path / "ut" / "bundle.zip").exists()


def test_twelve_long_folders_have_a_name_that_is_read_again() -> None:
    original = "/".join([*["å" * 60] * 12, "f.txt"])
    name = names.encoded([original])[original]
    assert names.is_safe(f"data/tender/{name}")
    assert names.encoded([f"{original}2"])[f"{original}2"] != name


@pytest.mark.parametrize("room", ["offers", "evidence"])
def test_offers_are_never_taken_for_an_earlier_evaluation(tender: Path, room: str) -> None:
    (tender / room).mkdir(exist_ok=True)
    for name in ("result.json", "evaluation.xlsx", "offer.csv"):
        (tender / room / name).write_text("{}", encoding="utf-8")
    found, problems = received(tender)
    assert {f"{room}/result.json", f"{room}/evaluation.xlsx", f"{room}/offer.csv"} <= found.keys()
    assert problems == []


def test_a_folder_that_is_left_out_is_told(tender: Path) -> None:
    (tender / "ut").mkdir()
    for name in ("result.json", "evaluation.xlsx"):
        (tender / "ut" / name).write_text("{}", encoding="utf-8")
    found, problems = received(tender)
    assert not any(name.startswith("ut/") for name in found)
    assert [(one.code, one.where) for one in problems] == [("bundle-folder-left-out", "ut")]


def test_more_files_than_a_reader_opens_are_not_written() -> None:
    whole = {f"data/{number}": b"" for number in range(container.MOST_MEMBERS)}
    assert bundling.beyond(whole) == []
    found = bundling.beyond({**whole, "data/x": b""})
    assert [one.code for one in found] == ["bundle-too-many"]


def peak(path: Path) -> tuple[container.Opened, int]:
    """Return what is read of a file, and the most memory that it took."""
    tracemalloc.start()
    try:
        return container.read(path), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_bomb_takes_no_more_memory_than_its_file_is_long(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bagit.txt", b"x")
        for number in range(4):
            archive.writestr(f"data/{number}", bytes(50 << 20))
    found, most = peak(path)
    assert [(one.code, one.verdict) for one in found.findings] == [
        ("bundle-packed-anew", Verdict.DIFFERS)
    ]
    assert not found.contents
    assert most < 4 * path.stat().st_size + (1 << 20)
    assert judged(path).verdict is Verdict.DIFFERS


def test_members_that_share_their_bytes_are_not_read(tmp_path: Path) -> None:
    """Ten thousand names for one content: stored, and still much larger than the file."""
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bagit.txt", bytes(1 << 20))
        first = archive.infolist()[0]
        for number in range(500):
            info = zipfile.ZipInfo(f"data/{number}")
            info.CRC, info.file_size, info.compress_size = first.CRC, 1 << 20, 1 << 20
            info.header_offset = first.header_offset
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
    found, most = peak(path)
    assert [one.code for one in found.findings] == ["bundle-packed-anew"]
    assert most < 4 * path.stat().st_size + (1 << 20)


def test_a_directory_without_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(b"PK\x01\x02" + bytes(100) + b"PK\x05\x06" + bytes(8)
                     + (1 << 30).to_bytes(4, "little") + bytes(6))  # fmt: skip
    assert [one.code for one in container.read(path).findings] == ["bundle-too-large"]
