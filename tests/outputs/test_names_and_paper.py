"""Factors have names in the reader's language, and paper gets what a person would read there."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from carbon.library.records import Stage
from carbon.outputs import (
    factor_names,
    formats,
    plan,
    print_setup,
    sheets_flows,
    sheets_lines,
    workbook,
)
from carbon.tender.records import Assessment
from tests.outputs.conftest import factor


def _named(assessment: Assessment, id: str) -> str:
    """Return the Swedish name of a factor that stands alone in the table of an assessment."""
    alone = (factor(id, 1.0, [Stage.TRANSPORT]),)
    flows = replace(assessment.footprint.flows, factors=alone)
    footprint = replace(assessment.footprint, flows=flows)
    return factor_names.of_assessment(replace(assessment, footprint=footprint), "sv")[0]


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("freight/rigid_17t-hvo100/refrigerated/tkm@GLO",
         "lastbil 7,5–17 ton, HVO100, kyld, per tonkm"),
        ("freight/roro/ambient/tkm@GLO", "lastfärja (roro), per tonkm"),
        ("storage/wholesale/chilled@GLO", "lager hos grossist, kylt"),
        ("hub/transhipment/refrigerated@GLO", "omlastning, kyld"),
        ("freight/unheard/ambient/tkm@GLO", "Faktor för freight/unheard/ambient/tkm@GLO"),
    ],
)  # fmt: skip
def test_a_freight_or_storage_factor_has_a_swedish_name_and_an_unknown_one_its_label(
    three_offers: Assessment, id: str, name: str
) -> None:
    assert _named(three_offers, id) == name


def test_an_english_reader_meets_the_librarys_own_labels(rich: Assessment) -> None:
    names = factor_names.of_assessment(rich, "en")
    labels = [one.label for one in rich.footprint.flows.factors]
    assert [name.partition(" (")[0] for name in names] == [one.partition(" (")[0] for one in labels]


def test_the_wide_sheets_are_one_page_wide_on_paper_and_leave_out_what_is_for_the_screen(
    rich: Assessment,
) -> None:
    stream = io.BytesIO()
    layout = plan.make(rich, "sv")
    book = workbook.opened(stream)
    looks = formats.make(book)
    sheets_lines.write(book, looks, layout)
    sheets_flows.write_legs(book, looks, layout)
    sheets_flows.write_factors(book, looks, layout)
    print_setup.apply(book, looks, layout)
    book.close()
    with zipfile.ZipFile(stream) as archive:
        whole = archive.read("xl/workbook.xml").decode("utf-8")
        sheets = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)]
        texts = archive.read("xl/sharedStrings.xml").decode("utf-8")
    areas = re.findall(r"Print_Area\"[^>]*>([^<]*)<", whole)
    ends = [(area.partition("!")[0], area.rpartition("$")[0].rpartition("$")[2]) for area in areas]
    assert sorted(ends) == [("Faktorer", "K"), ("Rader", "P"), ("Transportled", "L")]
    assert all('fitToHeight="0"' in sheet for sheet in sheets)
    assert "På papper visas" in texts
