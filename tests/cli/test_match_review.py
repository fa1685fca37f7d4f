"""`carbon match` as officers use it: at a terminal, on a sheet, two apart, and from last year."""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from carbon.cli.matching import match
from carbon.tender.folder import assess_folder

from .running import EXAMPLE, Ran

NAMES = ("Grumsak", "Rundsak", "Vitsak")  # in the order in which they are asked about
SUPPLIERS = ("Hittepå AB", "Låtsas HB")
SECONDS = 120  # for a whole conversation on a busy machine; it takes a few


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tender(tmp_path / "2027")


def tender(folder: Path) -> Path:
    """Two invented offers of the same three foods, none of which the matcher knows."""
    (folder / "offers").mkdir(parents=True)
    text = (EXAMPLE / "tender.yaml").read_text(encoding="utf-8")
    lines = [
        f'      - {{number: "{n}", name: "Vara {n}", quantity: 1000, unit: kg}}'
        for n in range(1, 4)
    ]
    head = text[: text.index("lots:")] + "lots:\n  - id: A\n    title: Blandat\n    lines:\n"
    (folder / "tender.yaml").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    columns = "Position;Årsvolym;Volymenhet;Offererad produkt;Prisenhet;Anbudspris;Ursprungsort"
    for n, supplier in enumerate(SUPPLIERS):
        rows = [f"{i};1000;kg;{name};kg;{30 + n},25;Skara" for i, name in enumerate(NAMES, 1)]
        page = "\n".join([f"Anbudsgivare:;{supplier}", "", f"{columns};Ursprungsland"])
        page += "\n" + "\n".join(f"{row};Sverige" for row in rows) + "\n"
        (folder / "offers" / f"{n}.csv").write_text(page, encoding="utf-8")
    return folder


def carbon(*arguments: str | Path) -> Ran:
    """Run `carbon match` in this process; whole processes are tried at the terminal below."""
    ran = CliRunner().invoke(match, [str(one) for one in arguments], prog_name="match")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def decide(folder: Path, name: str, product: str, *more: str) -> Ran:
    told = ("--name", name, "--product", product, "--why", "prövad")
    ran = carbon(folder, *told, *(more or ("--who", "Anna")))
    assert ran.code in (0, 1), ran.err
    return ran


def pending(folder: Path, *more: str) -> list[str]:
    found = carbon(folder, "--json", *more).json()["pending"]
    return [one["name"] for one in found]


def talk(arguments: list[str], typed: list[str], **environment: str) -> tuple[str, int]:
    """Run `carbon match` at a terminal of its own and type a line at each prompt."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals exist on Unix only")
    process, terminal = pty.fork()
    if process == 0:
        settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment}
        command = [sys.executable, "-m", "carbon.cli", "match", *arguments]
        os.execve(sys.executable, command, settings)
    end, said, since, lines = time.monotonic() + SECONDS, b"", b"", list(typed)
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # Linux says so when the other side has closed
                break
            if not data:
                break
            said, since = said + data, since + data
        elif since.endswith((b": ", b"] ", b"? ")):
            since = b""
            os.write(terminal, (lines.pop(0) + "\n").encode() if lines else b"\x04")
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return said.decode("utf-8", "replace"), os.waitstatus_to_exitcode(status)


def test_at_a_terminal_each_answer_is_kept_at_once(folder: Path) -> None:
    said, code = talk([str(folder)], ["Anna Ek", "s kålrot", "1", "", "", "morot", "1 samma"])
    text = (folder / "decisions.yaml").read_text(encoding="utf-8")
    assert code == 1  # one name was skipped
    assert "1 av 3" in said
    assert "3 av 3" in said
    assert "\x1b[" in said
    assert not any(supplier in said for supplier in SUPPLIERS)
    assert "30,25" not in said
    assert text.count("who: Anna Ek") == 2
    assert "why: samma" in text
    assert pending(folder) == ["Rundsak"]


def test_a_terminal_that_asks_for_no_colour_gets_none_and_closing_it_keeps_what_is_done(
    folder: Path,
) -> None:
    said, code = talk([str(folder), "--who", "Bo"], ["-", "inget sådant"], NO_COLOR="1")
    assert code == 1
    assert "\x1b[" not in said.replace("\x1b[?2004", "")  # readline's bracketed paste
    assert pending(folder) == ["Rundsak", "Vitsak"]


def test_a_sheet_is_written_filled_in_and_read_back(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "kö.xlsx"
    assert carbon(folder, "--sheet", sheet, "--who", "Anna").code == 1
    book = load_workbook(sheet)
    everything = " ".join(str(c.value) for page in book for row in page.iter_rows() for c in row)
    assert not any(supplier in everything for supplier in SUPPLIERS)
    page = book.worksheets[0]
    page["F6"], page["E7"], page["E8"] = "carrot", "Inget i katalogen passar", "Månsten"
    book.save(sheet)
    ran = carbon(folder, "--answers", sheet, "--json")
    assert ran.code == 1
    assert (ran.json()["kept"], ran.json()["waiting"]) == (2, 1)
    assert [(p["code"], p["where"]) for p in ran.json()["problems"]] == [
        ("queue-answer-unknown", "kö.xlsx!Att besluta!E8")
    ]
    assert pending(folder) == ["Vitsak"]


def test_the_sheet_of_another_tender_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tender(tmp_path / "annan")
    text = (other / "tender.yaml").read_text(encoding="utf-8")
    (other / "tender.yaml").write_text(text.replace("Vara 1", "Annan vara"), encoding="utf-8")
    carbon(other, "--sheet", tmp_path / "kö.xlsx")
    ran = carbon(folder, "--answers", tmp_path / "kö.xlsx", "--json")
    assert ran.code == 2
    assert [p["code"] for p in ran.json()["problems"]] == ["queue-other-tender"]
    assert carbon(folder, "--answers", EXAMPLE / "tender.yaml").code == 2


def test_two_officers_decide_apart_and_only_what_they_agree_on_is_settled(folder: Path) -> None:
    for officer, milk in (("Anna", "carrot"), ("Bo", "beef-mince")):
        decide(folder, "Grumsak", "swede", "--officer", officer)
        decide(folder, "Vitsak", milk, "--officer", officer)
    assert pending(folder) == list(NAMES)  # nothing counts before it is settled
    assert pending(folder, "--officer", "anna") == ["Rundsak"]
    early = carbon(folder, "--compare", "--json").json()
    assert (early["finished"], early["differing"]) == (False, [])
    for officer in ("Anna", "Bo"):
        decide(folder, "Rundsak", "potato", "--officer", officer)
    ran = carbon(folder, "--compare")
    assert ran.code == 1
    assert "2 namn lika, 1 olika" in ran.out
    assert not any(supplier in ran.out for supplier in SUPPLIERS)
    assert carbon(folder, "--settle", "--json").json()["settled"] == 2
    assert pending(folder) == ["Vitsak"]
    assert "who: Anna; Bo" in (folder / "decisions.yaml").read_text(encoding="utf-8")
    decide(folder, "Vitsak", "carrot", "--who", "Cia")
    assert carbon(folder, "--compare").code == 0


def test_two_files_of_one_person_settle_nothing(folder: Path) -> None:
    for officer in ("Anna", "Bo"):
        decide(folder, "Grumsak", "swede", "--officer", officer, "--who", "Anna Ek")
    ran = carbon(folder, "--settle", "--json")
    assert ran.code == 2
    assert [p["code"] for p in ran.json()["problems"]] == ["officers-same-person"]
    assert not (folder / "decisions.yaml").exists()


def test_two_officers_whose_names_make_one_file_name_do_not_share_it(folder: Path) -> None:
    decide(folder, "Grumsak", "swede", "--officer", "Åsa")
    before = (folder / "decisions.asa.yaml").read_bytes()
    assert "officer: Åsa" in before.decode("utf-8")
    told = ("--name", "Vitsak", "--product", "carrot", "--why", "prövad")
    ran = carbon(folder, *told, "--officer", "Asa")
    assert ran.code == 2
    assert "tillhör Åsa" in ran.err
    assert carbon(folder, "--officer", "Asa").code == 2  # nor does one see the other's queue
    assert (folder / "decisions.asa.yaml").read_bytes() == before


def test_a_name_that_no_offer_has_is_refused_with_the_nearest(folder: Path) -> None:
    told = ("--product", "carrot", "--who", "Anna", "--why", "prövad")
    ran = carbon(folder, "--name", "Vitsakk", *told)
    assert ran.code == 2
    assert "decision-name-unknown" in ran.err
    assert "Närmast: Vitsak" in ran.err
    assert not (folder / "decisions.yaml").exists()
    assert carbon(folder, "--name", "VITSAK 2 kg", *told).code == 1  # the same name, folded


def announce(folder: Path, name: str, product: str) -> None:
    """Put the buyer's product on a line of the tender."""
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    line = f'name: "{name}"'
    path.write_text(text.replace(line, f"{line}, product: {product}"), encoding="utf-8")


def test_a_decision_against_the_announced_product_is_refused_and_never_followed(
    folder: Path,
) -> None:
    decide(folder, "Grumsak", "carrot")  # before the buyer announced anything
    text = (folder / "decisions.yaml").read_text(encoding="utf-8")
    announce(folder, "Vara 1", "beef-mince")
    assessment, problems = assess_folder(folder)
    assert assessment is not None
    assert "decision-against-code" in {p.code for p in problems}
    assert "beef-mince" in {one.product_id for one in assessment.matches.values()}
    assert "carrot" not in {one.product_id for one in assessment.matches.values()}
    told = ("--name", "Grumsak", "--product", "carrot", "--who", "Anna", "--why", "x", "--json")
    ran = carbon(folder, *told)
    assert ran.code == 2
    (problem,) = ran.json()["problems"]
    assert problem["code"] == "decision-against-code"
    for part in ("Grumsak", "Vara 1", "beef-mince", "carrot", "Anna"):
        assert part in problem["message"]
    assert (folder / "decisions.yaml").read_text(encoding="utf-8") == text


def test_at_a_terminal_an_answer_against_the_announced_product_is_refused(folder: Path) -> None:
    for sheet in (folder / "offers").iterdir():
        text = sheet.read_text(encoding="utf-8")
        sheet.write_text(text.replace("Grumsak", "Kålrot"), encoding="utf-8")
    announce(folder, "Vara 1", "beef-mince")
    said, code = talk([str(folder), "--who", "Anna"], ["s kålrot", "1", "", "q"])
    assert code == 1
    assert "följs inte" in said
    assert not (folder / "decisions.yaml").exists()
    assert "Kålrot" in pending(folder)
    decide(folder, "Kålrot", "-")
    assert "Kålrot" not in pending(folder)


def test_last_years_decisions_are_taken_over_where_the_food_is_unchanged(
    folder: Path, tmp_path: Path
) -> None:
    old = tender(tmp_path / "2026")
    for name, product in (("Grumsak", "carrot"), ("Rundsak", "swede"), ("Vitsak", "-")):
        decide(old, name, product)
    file = old / "decisions.yaml"
    swede = file.read_text(encoding="utf-8")
    file.write_text(swede.replace("product: swede", "product: potato"), encoding="utf-8")
    assert carbon(folder, "--reuse", old).code == 2  # who takes them over?
    ran = carbon(folder, "--reuse", old, "--who", "Bo", "--json")
    assert ran.code == 1
    assert [one["product_id"] for one in ran.json()["taken"]] == ["carrot", None]
    assert [p["code"] for p in ran.json()["problems"]] == ["reuse-edited"]
    assert pending(folder) == ["Rundsak"]
    text = (folder / "decisions.yaml").read_text(encoding="utf-8")
    assert "file: 2026/decisions.yaml" in text
    assert str(tmp_path) not in text
    again = tender(tmp_path / "2028")
    assert len(carbon(
        again, "--reuse", folder / "decisions.yaml", "--who", "Cia", "--json"
    ).json()["taken"]) == 2  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["--compare", "--settle"],
        ["--sheet", "a.xlsx", "--answers", "a.xlsx"],
        ["--reuse", ".", "--officer", "anna"],
        ["--officer", "anna", "--officer", "bo"],
        ["--officer", "../.."],
        ["--compare"],
        ["--sheet", "a.csv"],
        ["--answers", "finns-inte.xlsx"],
        ["--reuse", "finns-inte", "--who", "Bo"],
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = carbon(folder, *arguments)
    assert ran.code == 2
    assert ran.err
    assert sorted(p.name for p in folder.iterdir()) == ["offers", "tender.yaml"]


def test_away_from_a_terminal_the_names_are_listed_as_before(folder: Path) -> None:
    ran = carbon(folder)
    assert ran.code == 1
    assert "3 namn väntar på beslut." in ran.out
