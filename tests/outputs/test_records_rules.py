"""Letters under the other published rules: points, other criteria, life-cycle cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from carbon.outputs import records
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.law.verdicts import State
from carbon.tender.records import Assessment, Criterion, Evaluation, Judgement, Points
from tests.outputs.proceedings import pages, proceedings
from tests.outputs.test_records import codes, text
from tests.tender.procedures import mark, whole

CRITERION = Criterion(
    id="lordag",
    title="Leverans på lördagar <b>",
    kind="fact",
    amount_sek=Decimal(-90000),
    lowest_sek=Decimal(0),
    highest_sek=Decimal(0),
    lots=(),
    proof="Leveransplan",
    link="Leveransen hör till varan",
    where="tender.yaml:9",
)
POINTS = Points(
    price_weight=Decimal(70),
    climate_weight=Decimal(30),
    price_low_sek=Decimal(800000),
    price_high_sek=Decimal(1400000),
    climate_low_kg=Decimal(10000),
    climate_high_kg=Decimal(70000),
)


def judged(supplier: str, amount: str) -> Judgement:
    return Judgement(
        supplier=supplier,
        lot="1",
        criterion="lordag",
        amount_sek=Decimal(amount),
        met=amount != "0",
        who="Anna",
        when="2027-04-01",
        why="HEMLIGT SKÄL",
        evidence="Leveransplan 2",
        where="quality.yaml:3",
    )


def under(of: Assessment, rule: Evaluation, *judgements: Judgement) -> Assessment:
    """Return the same offers ranked by another rule."""
    result = of.lots[0]
    ranked = evaluate_lot(
        result.lot,
        {offer.supplier: offer.lines for offer in result.ranking},
        rule=rule,
        stage_kg=of.footprint.stage_kg,
        coverages={},
        judgements=judgements,
    )
    return replace(of, tender=replace(of.tender, evaluation=rule), lots=(ranked,))


def test_another_criterion_stands_in_the_letter_with_both_amounts(
    tmp_path: Path, three_offers: Assessment
) -> None:
    rule = replace(three_offers.tender.evaluation, criteria=(CRITERION,))
    of = under(three_offers, rule, judged("A", "0"), judged("B", "-90000"), judged("C", "0"))
    made = pages(proceedings(tmp_path, of, whole(of)))
    said = text(made["brev-01"])
    # B: 1 174 000 - 90 000 = 1 084 000 against 1 180 000 of A.
    assert "J = P + c · E + M" in said
    assert "−90 000,00 kr för vinnande anbud, 0,00 kr för ert" in said
    assert "Jämförelsesumman är 96 000,00 kr lägre än i ert anbud." in said
    assert "<b>" not in made["brev-01"]


def test_an_offer_that_nobody_judged_gets_no_letter_without_a_reason(
    tmp_path: Path, three_offers: Assessment
) -> None:
    rule = replace(three_offers.tender.evaluation, criteria=(CRITERION,))
    of = under(three_offers, rule, judged("A", "0"), judged("B", "-90000"))
    content = whole(of)
    content["checks"] = [c for c in content["checks"] if c["outcome"] == "met"]
    drafts = records.drafted(proceedings(tmp_path, of, content), "sv")
    assert codes(drafts) == ["letter-value-missing"]


def test_a_masked_judgement_hides_the_sum_that_would_give_it_away(
    tmp_path: Path, three_offers: Assessment
) -> None:
    rule = replace(three_offers.tender.evaluation, criteria=(CRITERION,))
    of = under(three_offers, rule, judged("A", "0"), judged("B", "-90000"), judged("C", "0"))
    content = whole(of)
    content["secrecy"] = [mark("B", "judgements")]
    seen = proceedings(tmp_path, of, content)
    said = text(pages(seen)["brev-01"])
    for hidden in ("1 084 000", "90 000,00", "96 000,00", "HEMLIGT"):
        assert hidden not in said, hidden
    assert "1 060 000" in said
    verdicts = {one.id: one.state for one in records.drafted(seen, "sv").verdicts}
    assert verdicts["EQ-27"] is State.HOLDS


def test_points_are_told_as_points(tmp_path: Path, three_offers: Assessment) -> None:
    rule = replace(three_offers.tender.evaluation, model="M3", points={"1": POINTS})
    of = under(three_offers, rule)
    # S of A, B, C: 51.67, 55.67, 54.17 (lou.md 4.2, M3); B wins by 4.00 over A.
    content = whole(of)
    assert content["decision"]["awards"][0]["supplier"] == "B"
    said = text(pages(proceedings(tmp_path, of, content))["brev-01"])
    assert "Poängsumman är 4,00 poäng högre än i ert anbud." in said
    english = text(pages(proceedings(tmp_path, of, content), "en")["letter-01"])
    assert "The points are 4.00 more than yours." in english
