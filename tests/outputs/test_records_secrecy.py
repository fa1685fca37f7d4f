"""What is masked reaches nobody else: no figure, no word, nothing that gives it away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from carbon.intake.procedure_records import MASKABLE
from carbon.outputs import records
from carbon.tender.law.verdicts import State
from carbon.tender.protocol import laws, masks
from carbon.tender.records import Assessment
from tests.outputs.proceedings import pages, proceedings
from tests.outputs.test_records import CORRECTION, codes, text
from tests.tender.procedures import Data, check, mark, whole

SENTINEL = "SENTINEL-"


def secret(three: Assessment, supplier: str, *fields: str) -> Data:
    """Return a procedure in which every word about a supplier is a sentinel, and fields masked."""
    content = whole(three)
    content["checks"] = [
        c | ({"reason": f"{SENTINEL}check"} if c["supplier"] == supplier else {})
        for c in content["checks"]
    ]
    content["clarifications"] = [
        CORRECTION
        | {"supplier": supplier}
        | {k: f"{SENTINEL}{k}" for k in ("question", "answer", "field", "before", "after")}
    ]
    content["screening"] = [
        {
            "supplier": supplier,
            "lot": "1",
            "kind": "price",
            "asked": "2027-04-01",
            "question": f"{SENTINEL}asked",
            "answered": "2027-04-02",
            "answer": f"{SENTINEL}answered",
            "conclusion": "accepted",
            "reason": f"{SENTINEL}reason",
            "who": "Anna Ek",
        }
    ]
    content["verification"][0] |= {"supplier": supplier} | {
        k: f"{SENTINEL}{k}" for k in ("what", "why", "result")
    }
    content["secrecy"] = [mark(supplier, field) for field in fields]
    return content


def sentinels(of: Assessment, supplier: str) -> Assessment:
    """Return an assessment in which a supplier's own words are sentinels."""
    offers = tuple(
        offer
        if offer.supplier != supplier
        else replace(
            offer,
            products=tuple(replace(p, offered_name=f"{SENTINEL}product") for p in offer.products),
        )
        for offer in of.offers
    )
    return replace(of, offers=offers)


FIGURES = {  # of B, the winner: lou.md 4.1 at c = 3
    "price": ("1 060 000", "1 174 000", "60 000,00 kr", "6 000,00 kr"),
    "footprint": ("38 000", "114 000", "1 174 000", "22 000,0", "66 000,00"),
}


@pytest.mark.parametrize("reader", ["brev-01", "brev-03", "protokoll-maskat",
                                    "avtalsbilaga-01-maskad"])  # fmt: skip
def test_no_sentinel_of_a_supplier_reaches_another(
    tmp_path: Path, three_offers: Assessment, reader: str
) -> None:
    of = sentinels(three_offers, "B")
    made = pages(proceedings(tmp_path, of, secret(of, "B", *MASKABLE)))
    said = text(made[reader])
    assert SENTINEL not in said
    for field in ("price", "footprint"):
        for figure in FIGURES[field]:
            assert figure not in said, (reader, figure)
    assert SENTINEL in made["protokoll"]  # the buyer's own has it all


def test_the_one_it_is_about_sees_all_of_its_own(tmp_path: Path, three_offers: Assessment) -> None:
    of = sentinels(three_offers, "B")
    said = text(pages(proceedings(tmp_path, of, secret(of, "B", *MASKABLE)))["brev-02"])
    assert "1 174 000" in said
    assert "maskat:" not in said


@pytest.mark.parametrize("field", MASKABLE)
@pytest.mark.parametrize("supplier", ["A", "B", "C"])
def test_each_mark_alone_holds_for_every_reader(
    tmp_path: Path, three_offers: Assessment, field: str, supplier: str
) -> None:
    of = sentinels(three_offers, supplier)
    drafts = records.drafted(proceedings(tmp_path, of, secret(of, supplier, field)), "sv")
    verdicts = {one.id: one for one in drafts.verdicts}
    assert verdicts["EQ-27"].state is State.HOLDS, verdicts["EQ-27"].case


def test_masks_of_several_lots_and_suppliers_hold_together(
    tmp_path: Path, rich: Assessment
) -> None:
    content = whole(rich)
    names = sorted({offer.supplier for offer in rich.offers})
    content["secrecy"] = [
        mark(names[0], "price", lot="1"),
        mark(names[1], "line_footprints"),
        mark(names[2], "footprint", lot="2"),
        mark(names[3], "products"),
        mark(names[4], "stages"),
    ]
    for lang in ("sv", "en"):
        drafts = records.drafted(proceedings(tmp_path, rich, content), lang)
        states = {one.id: one for one in drafts.verdicts}
        assert states["EQ-27"].state is State.HOLDS, states["EQ-27"].case


def test_the_law_bites_when_a_letter_forgets_a_mask(
    tmp_path: Path, three_offers: Assessment
) -> None:
    of = proceedings(tmp_path, three_offers, secret(three_offers, "B", "price"))

    def careless(seen: object, reader: str) -> str:
        return str(seen)

    case = laws.secret(of, careless, ["A"])
    assert case is not None
    assert case.key == "leak"


def test_a_masked_copy_shows_the_ground_in_place_of_the_figure(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = secret(three_offers, "B", "price")
    content["secrecy"][0]["ground"] = "OSL 19:3"
    made = pages(proceedings(tmp_path, three_offers, content))
    assert "[maskat: OSL 19 kap. 3 §]" in text(made["protokoll-maskat"])
    letter = text(made["brev-01"])
    assert "[maskat: OSL 19 kap. 3 §]" in letter
    assert "Uppgiften är en affärsuppgift." in letter
    assert "Det som ändå kan sägas." in letter


def test_a_masked_reason_for_rejection_still_says_which_requirement(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["checks"].append(
        check("C", "qualification", outcome="failed") | {"reason": f"{SENTINEL}skäl"}
    )
    content["secrecy"] = [mark("C", "checks")]
    made = pages(proceedings(tmp_path, three_offers, content))
    assert "leverantören kvalificerar sig inte. Skälet är maskat (OSL 31 kap. 16 §)" in text(
        made["brev-01"]
    )
    assert SENTINEL not in made["brev-01"]
    assert f"{SENTINEL}skäl" in made["brev-03"]


def test_nothing_of_a_tender_is_made_for_others_before_the_decision(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = secret(three_offers, "B", "price")
    del content["decision"]
    made = pages(proceedings(tmp_path, three_offers, content))
    assert list(made) == ["protokoll", "granskning"]


def test_a_price_draws_with_it_everything_it_could_be_worked_out_from() -> None:
    assert set(masks.hidden_by("price")) == {"price", "line_prices", "sum", "comparison"}
    assert "stages" in masks.hidden_by("footprint")
    assert masks.hidden_by("products") == ("products",)


def test_a_mark_on_the_only_line_is_told_to_protect_nothing(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = secret(three_offers, "B", "line_prices")
    drafts = records.drafted(proceedings(tmp_path, three_offers, content), "sv")
    assert codes(drafts) == ["mask-found-out"]
