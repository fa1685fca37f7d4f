"""The published documents: figures from the one pack, hostile text escaped, PDF where it can be."""

from __future__ import annotations

import html
import json
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import language
from carbon.outputs import pdf, publication, terms
from carbon.outputs import publication_notice as notice
from carbon.problems import UsageError
from carbon.tender.publication import lock
from carbon.tender.publication.publish import Publication
from tests.tender import published as small

POINTS = """
  points:
    price_weight: 70
    climate_weight: 30
    lots:
      "1": {price_low_sek: 100000, price_high_sek: 900000, climate_low_kg: 0, climate_high_kg: 9000}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    found, problems = small.prepared(small.folder(tmp_path_factory.mktemp("t")))
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def page(made: Publication) -> str:
    return publication.appendix(made, "sv")


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_the_same_publication_gives_the_same_bytes(made: Publication, page: str) -> None:
    assert publication.appendix(made, "sv") == page
    data = publication.MAKERS[1]
    assert data(made, "sv") == data(made, "sv")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_hostile_text_stays_text(made: Publication, lang: str) -> None:
    for shown in (publication.appendix(made, lang), publication.contract(made, lang)):
        assert "<script" not in shown
        assert "<b>till" not in shown
        assert "&lt;b&gt;till&lt;/b&gt;" in shown
        assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in shown
        assert f'lang="{lang}"' in shown


def test_every_factor_of_the_example_stands_in_the_appendix_with_value_and_source(
    made: Publication, page: str
) -> None:
    text = plain(page)
    for factor in made.example.footprint.flows.factors:
        if factor.id.startswith("declared/"):
            continue  # a supplier's own value is shown with its offer
        assert factor.id in text
        assert terms.reader_decimal(Decimal(repr(factor.kg_co2e)), "sv") in text
        assert factor.locator in text
        source = made.pack.library.sources[factor.source]
        assert source.licence in text


def test_every_sum_of_the_example_is_the_engines(made: Publication, page: str) -> None:
    text = plain(page)
    for offer in made.example.lots[0].ranking:
        assert offer.comparison_sum_sek is not None
        assert terms.reader_decimal(offer.comparison_sum_sek, "sv") in text
        assert language.number(offer.comparison_sum_sek, "sv", 2) in text


def test_the_default_of_every_line_stands_in_the_appendix(made: Publication, page: str) -> None:
    for one in made.vectors["defaults"]:
        kg = Decimal(one["output"]["kg_co2e_per_unit"])
        assert terms.reader_decimal(kg, "sv") in plain(page)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ('kg: "3.00"', 'kg: "3.37"', "3,37"),
        ('sek_per_kg: "4.50"', 'sek_per_kg: "7.77"', "7,77"),
        ('tolerance_percent: "5"', 'tolerance_percent: "6.5"', "6,5"),
        ('days: "60"', 'days: "47"', "47 dagar"),
        ("quantity: 22000", "quantity: 22017", "22\u00a0017"),
        ("drop_size_kg: 200", "drop_size_kg: 213", "213 kg"),
        ("flow_decimals: 6", "flow_decimals: 7", "7 decimaler"),
        ("accepted_level: 2", "accepted_level: 3", "bevisnivå minst 3"),
        ("Falun, SE", "Mora, Mora, SE", "Mora, Mora, SE"),
    ],
)
def test_a_changed_parameter_changes_text_and_hash_together(
    made: Publication, page: str, tmp_path: Path, old: str, new: str, shown: str
) -> None:
    place = small.folder(tmp_path)
    small.write(place, old, new)
    other, problems = small.prepared(place)
    assert other is not None, problems
    text = plain(publication.appendix(other, "sv"))
    assert shown not in plain(page)
    assert shown in text
    assert other.pack.sha256 != made.pack.sha256
    assert other.pack.sha256 in text


def test_a_changed_factor_changes_the_text(made: Publication, page: str) -> None:
    first, *rest = made.pack.factors
    changed = replace(made.pack, factors=(replace(first, kg_co2e=0.123454321), *rest))
    other = plain(publication.appendix(replace(made, pack=changed), "sv"))
    assert "0,123454321" in other
    assert "0,123454321" not in plain(page)


def test_a_page_speaks_one_language(made: Publication) -> None:
    english = plain(publication.appendix(made, "en"))
    for word in ("Metodbilaga", "anbudsområde", "livscykelsteg", "koldioxidpris", "schablon"):
        assert word not in english
    assert "Method appendix" in english


def test_the_notice_has_the_business_terms_of_every_lot(made: Publication) -> None:
    (lot,) = notice.eforms(made, "sv")["lots"]
    assert lot["fields"]["BT-06-Lot"] == ["env-imp"]
    assert lot["fields"]["BT-774-Lot"] == ["clim-mitig"]
    assert "c = 3,00 kr per kg CO2e" in lot["fields"]["BT-543-Lot"]
    assert made.pack.sha256 in lot["fields"]["BT-543-Lot"]
    assert [one["BT-539-Lot"] for one in lot["criteria"]] == ["price", "quality"]
    text = notice.statement(made, "sv")
    assert "Miljöhänsyn: ja" in text
    assert "3\u00a0200\u00a0000" in text


def test_points_and_their_references_stand_in_notice_and_appendix(tmp_path: Path) -> None:
    place = small.folder(tmp_path)
    text = small.TENDER.replace("model: M1", "model: M3")
    for line in ('  carbon_price_sek_per_kg: "3.00"\n', "  carbon_price_preset: mid\n"):
        text = text.replace(line, "")
    text = text.replace("  tie_rule", f"{POINTS.strip(chr(10))}\n  tie_rule").replace(
        '"4.50"', '"50"'
    )
    (place / "tender.yaml").write_text(text, "utf-8")
    found, problems = small.prepared(place)
    assert found is not None, problems
    first = notice.eforms(found, "sv")["lots"][0]["criteria"]
    assert [(one["BT-541-Lot-WeightNumber"], one["BT-5421-Lot"]) for one in first] == [
        ("70", "poi-exa"),
        ("30", "poi-exa"),
    ]
    shown = plain(publication.appendix(found, "sv"))
    assert "S = wP" in shown
    assert "900\u00a0000" in shown


def test_contract_terms_bind_with_the_buyers_own_amounts(made: Publication) -> None:
    text = plain(publication.contract(made, "sv"))
    for wanted in ("vite på 4,50 kr", "högst 5 procent", "Senast 60 dagar", "högst 3,00 kr"):
        assert wanted in text


def test_a_pdf_is_tagged_and_the_same_bytes_twice(made: Publication) -> None:
    pytest.importorskip("weasyprint", reason="weasyprint or Pango is not there")
    page = publication.contract(made, "sv")
    first, problems = pdf.of_page(page, "x")
    assert not problems
    assert first == pdf.of_page(page, "x")[0]
    assert first is not None
    assert first.startswith(b"%PDF")
    assert b"/StructTreeRoot" in first or b"/ObjStm" in first


def test_without_a_pdf_maker_the_problem_is_plain_and_html_is_still_made(
    made: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as if it were not installed
    documents, problems = publication.documents(made, "sv", publication.MAKERS[:1])
    assert set(documents) == {"metodbilaga.html", "avtalsvillkor.html"}
    assert {one.code for one in problems} == {"pdf-impossible"}
    assert "HTML" in language.hint(problems[0], "sv") + language.message(problems[0], "sv")


def test_documents_are_written_before_the_lock_and_their_hashes_stand_in_it(
    made: Publication, tmp_path: Path
) -> None:
    documents, _ = publication.documents(made, "sv", publication.MAKERS[1:])
    written = publication.write(made, documents, tmp_path)
    assert written[-1] == tmp_path / lock.FILE
    stored, problems = lock.read(tmp_path)
    assert stored is not None, problems
    assert set(stored.published_files) == set(documents)
    pack = json.loads((tmp_path / "publish" / "metodpaket.json").read_text("utf-8"))
    assert pack["pack_sha256"] == stored.pack_sha256
    assert pack["groups"] == dict(stored.groups)
    assert (tmp_path / "publish" / "anbudsformular.xlsx").stat().st_size > 0


def test_a_folder_that_cannot_be_written_is_told_and_leaves_no_lock(
    made: Publication, tmp_path: Path
) -> None:
    (tmp_path / "publish").write_text("a file", "utf-8")
    with pytest.raises(UsageError):
        publication.write(made, {"x.txt": b"x"}, tmp_path)
    assert not (tmp_path / lock.FILE).exists()
