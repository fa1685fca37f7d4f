"""`carbon read` of a carrier's iLEAP file: its legs, or one sentence on what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import carbon
from tests.transport.test_ileap import file_of, shipment, tce, toc


def test_a_shipment_is_read_to_legs(tmp_path: Path) -> None:
    path = tmp_path / "frakt.json"
    path.write_text(file_of(shipment(tce()), toc()), encoding="utf-8")
    ran = carbon("read", path, "--json")
    assert ran.code == 0
    (leg,) = ran.json()["legs"]
    assert (leg["mode"], leg["energy"], leg["period_from"]) == ("road", "diesel", "2026-01-01")
    # 3.6801 kg over 36.801 tkm
    assert leg["carrier_g_per_tkm"] == pytest.approx(100)
    assert leg["evidence"] == "frakt.json"
    assert "1 led" in carbon("read", path).out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "ileap"),
        (b"[" * 100_000, "ileap"),
        (b'{"a": NaN}', "ileap"),
        (b"\xff\xfe{", "text-encoding"),
        (b"", "ileap"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "frakt.json"
    path.write_bytes(data)
    ran = carbon("read", path)
    assert ran.code == 2
    assert code in ran.err
    assert carbon("read", tmp_path / "ingen.json").code == 2


def test_an_over_long_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.json"
    path.write_bytes(b" " * 5_000_001)
    ran = carbon("read", path)
    assert (ran.code, "file-too-large" in ran.err) == (2, True)
