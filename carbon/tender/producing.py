"""A producer's product in a buyer's tender: the buyer's own stages, by the buyer's own code.

Two invented offers on one line are assessed as any offer is: one names the producer's file as its
evidence, the other says nothing. So the producer sees the number that the buyer will find, and what
the default would have been instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from carbon.farm.records import Answers, Submission
from carbon.footprint.records import Footprint
from carbon.intake.evidence_records import EvidenceFile, EvidenceFolder
from carbon.intake.records import Offer, OfferedProduct
from carbon.library.records import Library, Stage
from carbon.problems import Problem, error
from carbon.tender import models
from carbon.tender.assess import assess
from carbon.tender.publication import usable
from carbon.tender.records import Assessment, Line, Tender
from carbon.transport import places

_FILE = "own.yaml"  # what the invented offer calls the producer's file
_OWN, _DEFAULT = "own", "default"  # the two suppliers; no name reaches any figure


@dataclass(frozen=True, slots=True, kw_only=True)
class InTender:
    """One product on one line of a tender, per kg: with its own figures, and by default."""

    tender: Tender
    line: Line
    stage_kg: Mapping[Stage, Decimal]
    kg_co2e_per_kg: Decimal
    default_kg_co2e_per_kg: Decimal
    carbon_price: Decimal | None  # SEK per kg CO2e; None where the rule has no price in kronor

    @property
    def default_costs_sek_per_kg(self) -> Decimal | None:
        """What the default adds to the comparison beyond the own figures, in SEK per kg."""
        if self.carbon_price is None:
            return None
        return self.carbon_price * (self.default_kg_co2e_per_kg - self.kg_co2e_per_kg)


def in_tender(
    tender: Tender,
    submission: Submission,
    answers: Answers,
    *,
    library: Library,
    gazetteer: places.Gazetteer,
    region: str,
    lang: str,
) -> tuple[InTender | None, list[Problem]]:
    """Return what a product comes to in a tender, or None and why it cannot be computed there.

    The first line that buys the product counts. `region` is the country of the producer's place.
    """
    line = _line(tender, answers.product, library)
    if line is None:
        place = f"tender.yaml: {tender.id}"
        return None, [error("producer-tender-no-line", place, product=answers.product)]
    narrowed = _narrowed(tender, line)
    content = replace(submission, raw=submission.raw, digest="")
    folder = EvidenceFolder(
        exists=True,
        files={_FILE: EvidenceFile(name=_FILE, sha256="", content=content, problems=())},
    )
    offers = [_offer(name, line, answers, region) for name in (_OWN, _DEFAULT)]
    assessed = assess(
        narrowed,
        offers,
        library=library,
        gazetteer=gazetteer,
        evidence_folder=folder,
        lang=lang,
    )
    return _found(assessed, tender, line), _told(assessed)


def _line(tender: Tender, product: str, library: Library) -> Line | None:
    known = usable.products(tender, library)
    lines = (line for lot in tender.lots for line in lot.lines)
    found = next((line for line in lines if known.get(line.id) == product), None)
    return None if found is None else replace(found, product=product)


def _narrowed(tender: Tender, line: Line) -> Tender:
    lots = tuple(replace(lot, lines=(line,)) for lot in tender.lots if lot.id == line.lot)
    return replace(tender, lots=lots)


def _offer(name: str, line: Line, answers: Answers, region: str) -> Offer:
    offered: OfferedProduct = replace(
        usable.offered_as_written(line, name),
        price=Decimal(1),
        origin_place=answers.place or None,
        origin_country=region if answers.place else None,
        evidence=_FILE if name == _OWN else None,
        where=name,
    )
    return Offer(supplier=name, products=(offered,), files=())


def _found(assessed: Assessment, tender: Tender, line: Line) -> InTender | None:
    footprint = assessed.footprint
    own, default = f"{_OWN}/{line.id}", f"{_DEFAULT}/{line.id}"
    mass = {one.id: Decimal(repr(one.mass_kg_per_unit)) for one in assessed.inputs}
    if own not in footprint.line_kg or default not in footprint.line_kg:
        return None
    rule = tender.evaluation
    return InTender(
        tender=tender,
        line=line,
        stage_kg=_per_kg(footprint, own, mass[own]),
        kg_co2e_per_kg=footprint.line_kg[own] / mass[own],
        default_kg_co2e_per_kg=footprint.line_kg[default] / mass[default],
        carbon_price=models.carbon_price(rule, line.lot) if models.in_kronor(rule) else None,
    )


def _per_kg(footprint: Footprint, id_: str, mass: Decimal) -> dict[Stage, Decimal]:
    return {stage: kg / mass for stage, kg in footprint.stage_kg[id_].items()}


def _told(assessed: Assessment) -> list[Problem]:
    """Return what the buyer's code has to say of the producer's offer, not of the invented one."""
    return [one for one in assessed.problems if not one.where.startswith(_DEFAULT)]
