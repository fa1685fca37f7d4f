"""`carbon publish` and what its lock does to `carbon evaluate`, as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, ROOT, carbon

DAY = ("--date", "2027-01-15")
CHANGE = ("--change", "--who", "Anna Ek", "--why", "Felskriven mängd", *DAY)
ANSWER = ("--deadline-extended", "yes", "--reason", "Mängden är väsentlig")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("t") / "tender"
    shutil.copytree(EXAMPLE, folder)
    ran = carbon("publish", folder, *DAY, "--json")
    assert ran.code == 0, ran.err
    told = ran.json()
    assert told["published"] == "2027-01-15"
    assert {Path(one).name for one in told["written"]} >= {"metodbilaga.html", "lock.json"}
    return folder


def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "tender"))


def test_a_published_tender_is_evaluated_with_the_published_hash(
    published: Path, tmp_path: Path
) -> None:
    ran = carbon("evaluate", published, "--out", tmp_path, "--json")
    lock = json.loads((published / "lock.json").read_text("utf-8"))
    assert ran.json()["pack_sha256"] == lock["pack_sha256"]
    assert "lock-missing" not in ran.out


def test_a_changed_tender_is_refused_until_the_change_is_recorded(
    published: Path, tmp_path: Path
) -> None:
    folder = copy(published, tmp_path)
    path = folder / "tender.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("quantity: 22000", "quantity: 21000"), "utf-8")
    ran = carbon("evaluate", folder, "--out", tmp_path / "ut")
    assert ran.code == 1
    assert "basket/rotfrukter/2.2: quantity är 21000 men publicerades som 22000" in ran.err
    assert not (tmp_path / "ut").exists()
    assert carbon("publish", folder, *DAY).code == 1
    refused = carbon("publish", folder, *CHANGE)
    assert refused.code == 2
    assert "--deadline-extended, --reason" in refused.err
    done = carbon("publish", folder, *CHANGE, *ANSWER)
    assert done.code == 0, done.err
    assert "Anna Ek" in (folder / "changes.yaml").read_text("utf-8")
    assert "Anna Ek" in (folder / "publish" / "metodbilaga.html").read_text("utf-8")
    assert carbon("evaluate", folder, "--out", tmp_path / "ut").code == 1  # an offer has gaps
    assert (tmp_path / "ut" / "result.json").exists()


def test_one_digit_of_a_factor_or_a_road_file_in_another_installation_stops_it(
    published: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "carbon", tmp_path / "carbon")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "factors", tmp_path / "factors", ignore=ignored)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    table = tmp_path / "factors" / "production" / "agribalyse-3.2.csv"
    text = table.read_text("utf-8")
    row = next(one for one in text.splitlines() if ",milk-semi-skimmed-pasteurised-19042," in one)
    table.write_text(text.replace(row, row.replace("0.836702813", "0.836702814")), "utf-8")
    there = {"cwd": tmp_path, "PYTHONPATH": str(tmp_path)}
    ran = carbon("evaluate", published, "--out", tmp_path / "ut", **there)
    assert ran.code == 1
    name = "factors/food/milk-semi-skimmed-pasteurised-19042/farm@FR: kg_co2e"
    assert f"{name} är 0.836702814 men publicerades som 0.836702813" in ran.err
    assert "factors/production/agribalyse-3.2.csv" in ran.err
    table.write_text(text, "utf-8")
    roads = tmp_path / "factors" / "roads" / "links.csv"
    roads.write_text(roads.read_text("utf-8") + "\n", "utf-8")
    ran = carbon("evaluate", published, "--out", tmp_path / "ut", "--lang", "en", **there)
    assert ran.code == 1
    assert "The file factors/roads/links.csv is not the one that was published" in ran.err
    assert "kg_co2e is" not in ran.err


def test_options_of_a_change_need_the_change(published: Path) -> None:
    ran = carbon("publish", published, "--who", "Anna Ek")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--change saknas.")
    ran = carbon("publish", published, "--date", "i går")
    assert ran.code == 2
    assert "--date" in ran.err


def test_the_command_explains_itself_in_one_language() -> None:
    swedish, english = carbon("publish", "--help"), carbon("publish", "--lang=en", "--help")
    assert swedish.out.startswith("Användning:")
    assert english.out.startswith("Usage:")
    assert "Förlängs anbudstiden?" in swedish.out
    assert "Is the deadline extended?" in english.out


def test_a_lock_whose_hash_was_written_by_hand_still_refuses_another_method(
    published: Path, tmp_path: Path
) -> None:
    from carbon.intake.tenderfile import read_tender
    from carbon.library.load import load
    from carbon.tender import pack

    folder = copy(published, tmp_path)
    path = folder / "tender.yaml"
    path.write_text(path.read_text("utf-8").replace('per_kg: "3.00"', 'per_kg: "1.00"'), "utf-8")
    tender, _ = read_tender(folder)
    assert tender is not None
    lock = json.loads((folder / "lock.json").read_text("utf-8"))
    lock["pack_sha256"] = pack.digest(tender, load())
    (folder / "lock.json").write_text(json.dumps(lock), "utf-8")
    ran = carbon("evaluate", folder, "--out", tmp_path / "ut")
    assert ran.code == 1
    assert not (tmp_path / "ut").exists()


def test_a_lock_that_was_taken_away_is_missed(published: Path, tmp_path: Path) -> None:
    folder = copy(published, tmp_path)
    (folder / "lock.json").unlink()
    ran = carbon("evaluate", folder, "--out", tmp_path / "ut")
    assert "[lock-gone]" in ran.err
    assert ran.code == 1
    assert "[lock-gone]" in carbon("publish", folder, *DAY).err
