"""`carbon evaluate --records`, as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon.tender.folder import assess_folder
from tests.cli.running import EXAMPLE, carbon
from tests.tender import procedures, published

OFFER = "Rad;Benämning;Pris;Enhet;Leverantör;Ursprung\n1;Morot;{price};kg;{name};Skara\n"


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    folder = tmp_path / "tender"
    (folder / "offers").mkdir(parents=True)
    text = (EXAMPLE / "tender.yaml").read_text("utf-8").partition("lots:")[0]
    line = '{number: "1", name: Morot, quantity: 1000, unit: kg, product: carrot}'
    text += f'lots:\n  - id: "1"\n    title: Morot\n    lines:\n      - {line}\n'
    (folder / "tender.yaml").write_text(text, "utf-8")
    for name, price in (("Ana AB", "9,50"), ("Bo AB", "9,00")):
        offer = OFFER.format(price=price, name=name)
        (folder / "offers" / f"{name[:2]}.csv").write_text(offer, "utf-8")
    return folder


def test_without_procedure_yaml_the_other_files_are_written_and_the_rest_is_told(
    tender: Path, tmp_path: Path
) -> None:
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--records")
    assert ran.code == 1
    assert "procedure-missing" in ran.err
    found = {path.name for path in (tmp_path / "ut").iterdir()}
    assert found == {"bundle.zip", "evaluation.xlsx", "report.html", "result.json"}


def test_with_a_whole_procedure_every_record_is_written_and_every_property_holds(
    tender: Path, tmp_path: Path
) -> None:
    assessment, _ = assess_folder(tender)
    assert assessment is not None
    names = [name for offer in assessment.offers for name in offer.files]
    hashes = procedures.hashes(tender, names)
    procedures.write(tender, procedures.whole(assessment, hashes))
    published.published(tender)
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--records", "--json")
    assert ran.code == 0, ran.err
    told = ran.json()["records"]
    assert {one["id"]: one["state"] for one in told["verdicts"]} == {
        "EQ-26": "holds",
        "EQ-27": "holds",
        "EQ-29": "holds",
        "EQ-30": "holds",
    }
    found = {path.name for path in (tmp_path / "ut").iterdir()}
    assert found >= {
        "protokoll.html",
        "protokoll.docx",
        "granskning.html",
        "avtalsbilaga-01.html",
        "brev-01.html",
        "brev-02.docx",
    }
    assert found >= set(told["documents"])


def test_a_procedure_that_cannot_be_read_writes_no_record(tender: Path, tmp_path: Path) -> None:
    (tender / "procedure.yaml").write_text("decision: {when: 2027-04-12}\n", "utf-8")
    ran = carbon("evaluate", tender, "--out", tmp_path / "ut", "--records")
    assert ran.code == 1
    assert "decision.who" in ran.err
    assert not (tmp_path / "ut" / "protokoll.html").exists()
