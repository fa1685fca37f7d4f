"""`carbon read --return` and `--draft-layout`, as an officer runs them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import EXAMPLE, carbon

OFFER = next((EXAMPLE / "offers").glob("*.xlsx"))


def test_an_offer_is_handed_back_and_reads_the_same(tmp_path: Path) -> None:
    out = tmp_path / OFFER.name
    first = carbon("read", OFFER, "--return", out, "--json").json()
    again = carbon("read", out, "--json").json()
    assert first["returned"] == str(out)
    assert [sheet["rows"] for sheet in first["sheets"]] == [s["rows"] for s in again["sheets"]]
    assert first["counts"] == again["counts"]


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "finns.xlsx"
    out.write_text("en annans", encoding="utf-8")
    ran = carbon("read", OFFER, "--return", out)
    assert ran.code == 2
    assert "return-exists" in ran.err
    assert out.read_text(encoding="utf-8") == "en annans"


def test_a_draft_is_written_and_can_be_given_as_layout(tmp_path: Path) -> None:
    file, draft = tmp_path / "egen.csv", tmp_path / "egen.yaml"
    file.write_text("Pos;Vad;Benämnig;Pris/st\n1;x;Morot;12,50\n2;y;Lök;9\n", encoding="utf-8")
    ran = carbon("read", file, "--draft-layout", draft)
    assert draft.is_file(), ran.err
    assert "2 frågor" in ran.out  # which column is the price, and what it is per
    text = draft.read_text(encoding="utf-8").replace("price: []", 'price: ["Pris/st"]')
    text = text.replace("# units: {unit: kg}", "units: {unit: st}")
    draft.write_text(text, encoding="utf-8")
    read = carbon("read", file, "--layout", draft, "--json").json()
    assert [row["values"]["price"] for row in read["sheets"][0]["rows"]] == [12.5, 9]


def test_the_hint_about_an_unknown_sheet_names_the_command(tmp_path: Path) -> None:
    file = tmp_path / "egen.csv"
    file.write_text("a;b\nc;d\n", encoding="utf-8")
    assert "--draft-layout" in carbon("read", file).err
