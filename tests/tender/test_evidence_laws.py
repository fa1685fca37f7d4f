"""What must hold of evidence whatever it says: equal terms, silence no gain, proof no loss.

The laws are those of lou.md section 7: EQ-18 label-neutral, EQ-19 proof-neutral, EQ-20 no gain from
silence, EQ-21 every default can be displaced.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.footprint import build, compute
from carbon.footprint.records import LineInput
from carbon.intake import epdfile, pact
from carbon.intake.evidence_records import EvidenceFile, EvidenceFolder
from carbon.intake.records import OfferedProduct
from carbon.intake.tenderfile import read_tender
from carbon.library import load
from carbon.library.records import Library, Product, Stage
from carbon.tender import evidence
from carbon.tender.records import Tender
from carbon.yamlfile import parse
from tests import builders
from tests.tender import evidenced

GATE = (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)
KG = st.decimals(min_value=0, max_value=40, places=6)
FOODS = ("potato", "carrot", "milk-semi-skimmed", "cheese-hard", "bread-rye", "egg", "pork-chop")


@cache
def library() -> Library:
    return load.load()


@cache
def tender() -> Tender:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        found, problems = read_tender(evidenced.tender(Path(folder), [], {}))
    assert found is not None, problems
    return found


def foods() -> list[Product]:
    return [library().products[one] for one in FOODS if one in library().products]


def offered(product: Product, cell: str | None, gtin: str | None = None) -> OfferedProduct:
    return OfferedProduct(
        id=f"a/a/{product.id}", supplier="A", line_number="1", lot="a", wanted_name=None,
        offered_name=product.name_sv, article_number=None, gtin=gtin, price=None, price_unit=None,
        content_amount=None, content_unit=None, content_assumed=False, net_weight_kg=None,
        origin_place=None, origin_country=None, legs=(), footprint=None, quantity=None,
        quantity_unit=None, where="a.csv!CSV!2", evidence=cell,
    )  # fmt: skip


def kg(
    product: Product, text: str | None, name: str = "a.json", gtin: str | None = None
) -> Decimal:
    """Return kg CO2e of one kg of a food with such a file, and by default without one."""
    files: dict[str, EvidenceFile] = {}
    if text is not None:
        if name.endswith(".json"):
            content: object | None
            content, problems = pact.read(text, name)
        else:
            mapping, _ = parse(text, name)
            content, problems = epdfile.read(mapping, name)
        assert content is not None, problems
        files[name] = EvidenceFile(
            name=name, sha256="", content=content, problems=tuple(problems)
        )  # fmt: skip
    folder = EvidenceFolder(exists=True, files=files)
    cell = None if text is None else name
    figures, _ = evidence.own_figures(
        offered(product, cell, gtin), product, tender(), library(), folder
    )
    assert text is None or figures.declared is not None or figures.own is not None
    line = LineInput(
        id="1",
        product=product,
        mass_kg_per_unit=1.0,
        chain=(builders.leg("freight/all_hgv/ambient/tkm@GLO", 0.1),),
        declared=figures.declared,
        where="t",
        own=figures.own,
    )
    flows, wrong = build.build([line], boundary=tender().boundary, library=library())
    assert wrong == []
    return compute.compute(flows, decimals=6, mode="half_even").line_kg["1"]


def default_of(product: Product) -> dict[Stage, float]:
    return {one: library().factors[product.factors[one]][0].kg_co2e for one in GATE}


def separable() -> list[Product]:
    return [one for one in foods() if len(set(one.factors.values())) == len(one.factors)]


def decimal(value: float) -> str:
    return f"{Decimal(repr(value)):f}"


def test_equal_evidence_in_place_of_a_default_never_worsens_the_score() -> None:
    """Stage by stage, with the very figures of the catalogue: the same score to the last digit."""
    for product in separable():
        parts = {str(stage): decimal(value) for stage, value in default_of(product).items()}
        with_it = kg(product, evidenced.epd(parts), "epd.yaml")
        assert with_it <= kg(product, None), product.id


@given(st.sampled_from([*range(len(FOODS))]), KG, KG)
@settings(max_examples=60, deadline=None)
def test_a_lower_file_never_scores_higher(which: int, low: Decimal, more: Decimal) -> None:
    product = foods()[which % len(foods())]
    scores = [
        kg(product, evidenced.pact(pcfExcludingBiogenicUptake=f"{value:f}", fossilGhgEmissions="0"))
        for value in (low, low + more)
    ]
    assert scores[0] <= scores[1]


@given(st.sampled_from([*range(len(FOODS))]), st.decimals(min_value=0, max_value=1, places=4))
@settings(max_examples=60, deadline=None)
def test_eq_20_silence_is_no_better_than_a_true_value_at_or_below_the_default(
    which: int, share: Decimal
) -> None:
    product = separable()[which % len(separable())]
    parts = {
        str(stage): f"{Decimal(repr(max(value, 0.0))) * share:f}"
        for stage, value in default_of(product).items()
        if value >= 0
    }
    assert kg(product, evidenced.epd(parts), "epd.yaml") <= kg(product, None)


@given(
    st.text(max_size=12), st.text(max_size=12), st.sampled_from(["product level", "PCF program"])
)
@settings(max_examples=40, deadline=None)
def test_eq_19_accepted_proofs_of_one_level_are_interchangeable(
    reviewer: str, company: str, coverage: str
) -> None:
    product = foods()[0]
    other = {"companyName": company or "-", "companyIds": ["urn:x:y"], "id": "x"}
    review = {"providerName": reviewer, "coverage": coverage, "standardName": reviewer}
    plain = evidenced.pact(verification={"providerName": "Granskarna"})
    assert kg(product, evidenced.pact(extra=other, verification=review)) == kg(product, plain)


@given(st.sampled_from(["SE", "DE", "NZ", None]), st.sampled_from(["ISO14067", "PEF", "PACT-3.0"]))
@settings(max_examples=20, deadline=None)
def test_eq_18_country_standard_and_label_of_a_file_do_not_move_its_figure(
    country: str | None, standard: str
) -> None:
    product = foods()[0]
    rules = [{"operator": "EPD International", "ruleNames": ["Klimatmärkt"]}]
    found = evidenced.pact(
        geographyCountry=country,
        crossSectoralStandards=[standard],
        productOrSectorSpecificRules=rules,
    )
    assert kg(product, found) == kg(product, evidenced.pact())


def test_eq_21_every_default_before_the_gate_can_be_displaced_whatever_the_country() -> None:
    for product in separable():
        for stage in GATE:
            lower = kg(product, evidenced.epd({str(stage): "0"}), "epd.yaml")
            higher = kg(product, evidenced.epd({str(stage): "50"}), "epd.yaml")
            assert higher - lower == 50, (product.id, stage)


@given(KG)
@settings(max_examples=30, deadline=None)
def test_two_versions_of_the_same_footprint_score_alike(value: Decimal) -> None:
    product = foods()[0]
    three = evidenced.pact(
        pcfExcludingBiogenicUptake=f"{value:f}",
        fossilGhgEmissions=f"{value:f}",
        packagingGhgEmissions=None,
    )
    body = json.loads(three)["pcf"]
    two = {
        "declaredUnit": "kilogram", "unitaryProductAmount": "1",
        "pCfExcludingBiogenic": f"{value:f}", "fossilGhgEmissions": "0", "dLucGhgEmissions": "0",
        "landManagementGhgEmissions": "0", "otherBiogenicGhgEmissions": "0",
        "ipccCharacterizationFactorsSources": ["AR6"], "crossSectoralStandards": ["ISO14067"],
        "packagingEmissionsIncluded": True,
        "referencePeriodStart": body["referencePeriodStart"],
        "referencePeriodEnd": body["referencePeriodEnd"],
    }  # fmt: skip
    older = json.dumps(json.loads(three) | {"specVersion": "2.3.0", "pcf": two})
    assert kg(product, older) == kg(product, three)
