"""`carbon export` and `carbon read` of PACT files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import EXAMPLE, carbon
from tests.tender import evidenced


def test_a_line_is_exported_and_read_again(tmp_path: Path) -> None:
    offer, line = "Gryningsmejeriet Exempel AB", "1.1"
    for form in ("pact", "ileap"):
        path = tmp_path / f"{form}.json"
        ran = carbon("export", EXAMPLE, offer, line, "--to", form, "--out", path)
        assert ran.code == 0, ran.err
        again = carbon("read", path, "--json")
        assert again.code == 0, again.err
    assert carbon("export", EXAMPLE, "Ingen", "1.1", "--to", "pact", "--out", path).code == 2


def test_a_pact_file_is_read_to_what_it_comes_to(tmp_path: Path) -> None:
    path = tmp_path / "potatis.json"
    path.write_text(evidenced.pact(), encoding="utf-8")
    ran = carbon("read", path)
    assert ran.code == 0
    assert "0.080000" in ran.out
    found = json.loads(carbon("read", path, "--json").out)
    assert found["footprint"]["excluding_uptake"] == "0.08"
    assert found["footprint"]["kg_co2e_per_kg"] == "0.080000"
    path.write_text(evidenced.pact(fossilGhgEmissions="8,4"), encoding="utf-8")
    assert carbon("read", path).code == 2
