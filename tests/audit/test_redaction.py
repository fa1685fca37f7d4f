"""The public edition: what is in it, what is not, and that it is the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbon.audit import opening
from carbon.audit.redaction import Redacted, redacted
from carbon.audit.redaction_tables import KEY, own_files
from tests.audit.redacting import (
    ROOTS,
    SECRET,
    every_byte,
    full_bundle,
    public_edition,
    without_library,
)
from tests.audit.tampering import EXAMPLE, carbon, contents
from tests.outputs.second_engine import SecondEngine
from tests.tender.procedures import mark

ALPEN, DAIRY = "Alpenmolkerei Beispiel GmbH", "Gryningsmejeriet Exempel AB"
PLACES = ("Kalmar", "Ystad", "Visby", "Lund", "Karlstad", "Skövde")
HEAD = "Leverantör;Rad;Benämning;Pris;Enhet;Nettovikt kg;Ursprungsort;Artikelnr;Bevis"


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The example evaluated with `--public`: the tender folder and what was written."""
    root = tmp_path_factory.mktemp("public")
    tender = Path(shutil.copytree(EXAMPLE, root / "tender"))
    ran = carbon("evaluate", tender, "--out", root / "ut", "--public")
    assert KEY in ran.stderr
    return tender, root / "ut"


def test_the_key_is_made_once_for_its_owner_alone_and_the_bytes_come_again(
    written: tuple[Path, Path], tmp_path: Path
) -> None:
    tender, out = written
    key = (tender / KEY).read_bytes()
    assert len(bytes.fromhex(key.decode())) == 32
    assert (tender / KEY).stat().st_mode & 0o077 == 0
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--public")
    assert KEY not in ran.stderr
    assert (tender / KEY).read_bytes() == key
    names = sorted(one.relative_to(out) for one in out.rglob("*") if one.is_file())
    assert Path("public/bundle.zip") in names
    for name in names:
        assert (tmp_path / "ut" / name).read_bytes() == (out / name).read_bytes(), name


def test_both_editions_state_one_root_and_only_the_full_one_has_the_key(
    written: tuple[Path, Path],
) -> None:
    tender, out = written
    full, public = contents(out / "bundle.zip"), contents(out / "public" / "bundle.zip")
    root = json.loads(full["data/used/commitments.json"])["root"]
    assert json.loads(public[ROOTS])["root"] == root
    said = json.loads((out / "public" / "result.json").read_bytes())
    assert said["commitments"]["root"] == root
    sha256 = hashlib.sha256((out / "bundle.zip").read_bytes()).hexdigest()
    assert said["full_bundle_sha256"] == sha256
    key = (tender / KEY).read_text("ascii").strip()
    assert full[f"data/tender/{KEY}"] == f"{key}\n".encode()
    for path in (out / "public").iterdir():
        for name, content in every_byte(path.read_bytes(), knowledge=True):
            assert key.encode() not in content, name
            assert bytes.fromhex(key) not in content, name


def test_the_public_bundle_has_the_buyers_files_and_the_library_and_no_offer(
    written: tuple[Path, Path],
) -> None:
    _, out = written
    full, public = contents(out / "bundle.zip"), contents(out / "public" / "bundle.zip")
    assert [name for name in public if name.startswith("data/tender/")] == [
        "data/tender/tender.yaml"
    ]
    library = {name for name in full if name.startswith("data/knowledge/")}
    assert all(public[name] == full[name] for name in library)
    assert not any(name.startswith("data/used/") for name in public)


def test_an_opening_holds_one_supplier_and_its_name_is_in_no_path(
    written: tuple[Path, Path],
) -> None:
    _, out = written
    paths = sorted((out / "openings").iterdir())
    said = [json.loads(path.read_bytes()) for path in paths]
    assert [path.name for path in paths] == [f"{number:02}.json" for number in range(1, 8)]
    names = [one["supplier"] for one in said]
    assert names == sorted(names)
    for one in said:
        others = [name for name in names if name != one["supplier"]]
        assert not any(name in json.dumps(one, ensure_ascii=False) for name in others)
    assert len({one["key"] for one in said}) == len(said)


def test_an_opening_of_an_earlier_run_does_not_stay_where_it_could_go_to_the_wrong_one(
    written: tuple[Path, Path], tmp_path: Path
) -> None:
    tender, _ = written
    out = tmp_path / "ut"
    (out / "openings").mkdir(parents=True)
    (out / "openings" / "31.json").write_text("{}")
    (out / "openings" / "brev.txt").write_text("mitt eget")
    carbon("evaluate", tender, "--out", out, "--public")
    assert not (out / "openings" / "31.json").exists()
    assert (out / "openings" / "brev.txt").exists()


def marked(folder: Path, *marks: dict[str, str]) -> Path:
    """Return the example with secrecy marks."""
    tender = Path(shutil.copytree(EXAMPLE, folder / "tender"))
    text = yaml.safe_dump({"secrecy": list(marks)}, allow_unicode=True)
    (tender / "procedure.yaml").write_text(text, "utf-8")
    return tender


def test_a_mark_on_the_price_masks_what_would_give_it_away_and_leaves_the_rank(
    tmp_path: Path,
) -> None:
    tender = marked(tmp_path, mark(ALPEN, "price"))
    made = public_edition(full_bundle(tender, tmp_path / "b.zip"), tmp_path / "p.zip")
    lot = json.loads(made.outputs["result.json"])["lots"][0]
    found = {one["supplier"]: one for one in lot["ranking"]}
    hidden = {name for name, value in found[ALPEN].items() if isinstance(value, dict)}
    assert hidden == {"price_sek", "waste_sek", "comparison_sum_sek", "points"}
    assert (found[ALPEN]["rank"], found[ALPEN]["kg_co2e"]) == (2, "140258.5991")
    assert found[DAIRY]["price_sek"] == "1158770"
    pairs = {(one["first"], one["second"]): one for one in lot["switch_prices"]}
    assert pairs[DAIRY, ALPEN] == {"first": DAIRY, "second": ALPEN, "masked": True}
    assert sum("masked" in one for one in pairs.values()) == 2
    assert b"1120580" not in without_library((tmp_path / "p.zip").read_bytes())


def test_without_a_readable_procedure_nothing_public_is_written(tmp_path: Path) -> None:
    tender = Path(shutil.copytree(EXAMPLE, tmp_path / "tender"))
    (tender / "procedure.yaml").write_text("secrecy:\n  - {supplier: Ingen AB, field: price}\n")
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--public", "--lang", "en")
    assert "redaction-procedure" in ran.stderr
    assert (tmp_path / "ut" / "bundle.zip").is_file()
    assert not (tmp_path / "ut" / "public").exists()
    assert ran.returncode == 1


def test_a_key_that_is_none_stops_the_public_edition_and_is_not_written_over(
    tmp_path: Path,
) -> None:
    tender = Path(shutil.copytree(EXAMPLE, tmp_path / "tender"))
    (tender / KEY).write_text("hemlig")
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--public")
    assert "redaction-key-unreadable" in ran.stderr
    assert (tender / KEY).read_text() == "hemlig"
    assert not (tmp_path / "ut" / "public").exists()


def test_the_buyers_own_files_are_those_that_the_tender_names_and_never_an_offer() -> None:
    own = ["tender.yaml", "lock.json", "korg.xlsx", "publish/metod.html"]
    others = ["offers/a.xlsx", "evidence/a.yaml", "decisions.yaml", "procedure.yaml", KEY]
    named = frozenset({"korg.xlsx", "offers/a.xlsx", KEY, "procedure.yaml"})
    assert own_files([*own, *others, "anteckning.txt"], named) == set(own)


SECRETS = st.fixed_dictionaries({
    "price": st.integers(10_001, 99_999).map(lambda n: f"{n // 1000},{n % 1000:03}7"),
    "name": st.text("qxzjwv", min_size=8, max_size=8),
    "place": st.sampled_from(PLACES),
    "mass": st.integers(10_001, 99_999).map(lambda n: f"0,{n}3"),
    "article": st.integers(10**9, 10**10 - 1).map(str),
})  # fmt: skip


@given(secrets=st.tuples(SECRETS, SECRETS))
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_secret_of_a_masked_cell_is_in_any_byte_or_behind_a_plain_hash(
    secrets: tuple[dict[str, str], ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("taint")
    offers = folder / "tender" / "offers"
    offers.mkdir(parents=True)
    shutil.copy(EXAMPLE / "tender.yaml", folder / "tender")
    lines = ("2.1", "2.2", "2.3", "2.4", "2.5")
    wanted = ("Potatis", "Morot", "Kålrot", "Gul lök", "Vitkål")
    for supplier, one in zip(("Ana AB", "Bo AB"), secrets, strict=True):
        rows = [
            f"{supplier};{line};{name} {one['name']};{one['price']};st;{one['mass']};"
            f"{one['place']};{one['article']};intyg-{one['name']}"
            for line, name in zip(lines, wanted, strict=True)
        ]
        text = "\n".join((HEAD, *rows)) + "\n"
        (offers / f"{one['name']}-{supplier[:2]}.csv").write_text(text, "utf-8")
    full = full_bundle(folder / "tender", folder / "b.zip")
    made = public_edition(full, folder / "p.zip")
    computed = masked_figures(made)
    assert len(computed) > 20
    assert all(one["name"].encode() in b"".join(made.openings.values()) for one in secrets)
    public = [without_library((folder / "p.zip").read_bytes())]
    public += [found for one in made.outputs.values() for _, found in every_byte(one)]
    files = [path.read_bytes() for path in offers.iterdir()]
    for content in public:
        for one in secrets:
            for value in (*secret_texts(one), *computed):
                assert value.encode() not in content, value
                assert hashlib.sha256(value.encode()).hexdigest().encode() not in content
        for file in files:
            digest = hashlib.sha256(file)
            assert digest.hexdigest().encode() not in content
            assert digest.digest() not in content
    assert made.openings.keys() == {"01.json", "02.json"}


def masked_figures(made: Redacted) -> set[str]:
    """Every figure of a line or flow with so many digits that it cannot stand there by chance."""
    rows = [
        row["values"]
        for content in made.openings.values()
        for table in ("lines", "flows")
        for row in json.loads(content)["tables"][table]
    ]
    figures = {value for row in rows for value in row.values()}
    return {value for value in figures if re.fullmatch(r"[0-9]+\.[0-9]{4,}", value)}


def secret_texts(one: dict[str, str]) -> list[str]:
    """Every way in which a file could write what was offered."""
    numbers = [one["price"], one["mass"]]
    return [one["name"], one["place"], one["article"], *numbers,
            *(text.replace(",", ".") for text in numbers)]  # fmt: skip


def test_the_supplier_sees_its_own_words_in_its_opening_and_in_no_other(tmp_path: Path) -> None:
    """The taint test's other half: what is searched for there is really there to be found."""
    tender = Path(shutil.copytree(EXAMPLE, tmp_path / "tender"))
    made = public_edition(full_bundle(tender, tmp_path / "b.zip"), tmp_path / "p.zip")
    opened = {json.loads(one)["supplier"]: one for one in made.openings.values()}
    words = "Mellanmjölk 1,5% 10 L bag-in-box"
    coded = json.dumps(words).strip('"').encode()
    assert [name for name, one in opened.items() if coded in one] == [DAIRY]
    assert words.encode() not in without_library((tmp_path / "p.zip").read_bytes())
    assert SECRET.hex().encode() not in b"".join(opened.values())


def test_masked_cells_of_the_workbook_show_their_commitment_and_open_ones_a_formula(
    tmp_path: Path,
) -> None:
    tender = marked(tmp_path, mark(ALPEN, "price"))
    made = public_edition(full_bundle(tender, tmp_path / "b.zip"), tmp_path / "p.zip")
    book = openpyxl.load_workbook(io.BytesIO(made.outputs["evaluation.xlsx"]))
    sheet = book["Beslut"]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=8, max_row=10)}
    assert str(rows[DAIRY][7].value).startswith("=$C$")
    assert rows[DAIRY][2].value == 1158770
    mask = json.loads(made.outputs["result.json"])["lots"][0]["ranking"][1]["price_sek"]["masked"]
    assert rows[ALPEN][2].value == f"maskerad {mask[:12]}"
    whole = [row[5].value for row in book["Åtaganden"].iter_rows(min_row=6)]
    assert mask in whole
    assert all(isinstance(one, str) and len(one) == 64 for one in whole)
    page = made.outputs["report.html"].decode()
    assert mask[:12] in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_live_formulas_of_the_public_workbook_give_what_is_stored(tmp_path: Path) -> None:
    """By a formula engine that knows nothing of ours: sums, ranks and switch prices."""
    made = public_edition(
        full_bundle(marked(tmp_path, mark(ALPEN, "price")), tmp_path / "b.zip"), tmp_path / "p.zip"
    )
    path = tmp_path / "e.xlsx"
    path.write_bytes(made.outputs["evaluation.xlsx"])
    engine = SecondEngine(path)
    book = openpyxl.load_workbook(path, data_only=True)
    places = list(engine.formulas())
    assert len(places) > 30
    for sheet, row, column in places:
        stored, found = book[sheet].cell(row, column).value, engine.value((sheet, row, column))
        if isinstance(stored, str):
            assert found == stored
        else:
            assert float(found) == pytest.approx(stored, abs=1e-6)


def test_what_the_open_totals_give_away_is_told(tmp_path: Path) -> None:
    tender = tmp_path / "tender"
    (tender / "offers").mkdir(parents=True)
    content = yaml.safe_load((EXAMPLE / "tender.yaml").read_text("utf-8"))
    content["lots"] = [{**content["lots"][1], "lines": content["lots"][1]["lines"][:1]}]
    (tender / "tender.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    for name in ("Ana AB", "Bo AB"):
        text = f"Leverantör;Rad;Benämning;Pris;Enhet;Ursprungsort\n{name};2.1;Potatis;7,5;kg;Lund\n"
        (tender / "offers" / f"{name[:2]}.csv").write_text(text, "utf-8")
    (tender / "procedure.yaml").write_text(
        yaml.safe_dump({"secrecy": [mark("Ana AB", "price")]}, allow_unicode=True), "utf-8"
    )
    full = full_bundle(tender, tmp_path / "b.zip")
    with opening.opened(full) as (bundle, _):
        assert bundle is not None
        _, problems = redacted(bundle)
    told = [(one.code, dict(one.values)["supplier"]) for one in problems]
    assert told == [
        ("redaction-one-line", "Ana AB"),
        ("redaction-tie", "Ana AB"),
        ("redaction-one-line", "Bo AB"),
    ]
