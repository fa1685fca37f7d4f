"""An environmental product declaration (EPD) as a short YAML file, its modules mapped by hand.

    epd: {registration: EPD-IES-0001234, programme: EPD International, company: Kvarn AB,
          product: Vetemjöl, valid_to: 2028-05-31, amount_kg: 1, gwp: AR5,
          verified_by: A. Granskare, verified_on: 2025-06-01, standard: ISO 14025}
    stages:
      - {stage: farm, modules: A1, kg_co2e: 0.41}
      - {stage: processing, modules: A3, kg_co2e: 0.05}

A declaration's modules and our stages are no copies of each other. Who hands it in says which
module stands for which stage, one figure for each; nothing is split or shared out here.
"""

from __future__ import annotations

from carbon.intake.evidence_records import EpdFacts, EpdStage, Review
from carbon.intake.yamlfields import Fields
from carbon.problems import Problem, has_errors
from carbon.yamlfile import YamlMapping

KEY = "epd"
_FACTS = ("registration", "programme", "company", "product", "valid_to", "amount_kg", "gwp",
          "verified_by", "verified_on", "standard")  # fmt: skip
_MOST_STAGES = 40


def is_one(content: YamlMapping) -> bool:
    """Tell whether a YAML file is meant as a declaration."""
    return KEY in content


def read(content: YamlMapping, name: str) -> tuple[EpdFacts | None, list[Problem]]:
    """Return the facts of a declaration, or None and everything wrong with the file."""
    fields = Fields(content, name, "")
    fields.only(KEY, "stages")
    head = fields.inner(KEY, required=True)
    if head is None:
        return None, fields.problems
    head.only(*_FACTS)
    amount = head.decimal("amount_kg")
    if amount is None or amount <= 0:
        head.wrong("epd-amount", "amount_kg", found=head.content.get("amount_kg"))
    stages = _stages(fields)
    if amount is None or not stages or has_errors(fields.problems):
        return None, fields.problems
    facts = EpdFacts(
        product_name=head.text("product", required=True),
        company=head.text("company", required=True),
        registration=head.text("registration", required=True),
        programme=head.text("programme", required=True),
        valid_to=head.date("valid_to") or None,
        amount_kg=amount,
        gwp=head.text("gwp", required=True),
        stages=stages,
        review=_review(head),
        where=name,
        verified_on=head.date("verified_on") or None,
    )
    return (None if has_errors(fields.problems) else facts), fields.problems


def _stages(fields: Fields) -> tuple[EpdStage, ...]:
    found: list[EpdStage] = []
    for one in fields.each("stages")[:_MOST_STAGES]:
        one.only("stage", "modules", "kg_co2e")
        value = one.decimal("kg_co2e")
        if value is None:
            one.wrong("tender-key-missing", "kg_co2e")
            continue
        stage = one.text("stage", required=True)
        if stage in {other.stage for other in found}:
            one.wrong("epd-stage-twice", "stage", found=stage)
        modules = one.text("modules", required=True)
        where = one.where("kg_co2e")
        found.append(EpdStage(stage=stage, kg_co2e=value, modules=modules, where=where))
    if not found:
        fields.wrong("tender-key-missing", "stages")
    return tuple(found)


def _review(head: Fields) -> Review | None:
    """Return the verification, None when nobody is named."""
    reviewer = head.text("verified_by")
    if not reviewer:
        return None
    return Review(
        reviewer=reviewer,
        completed=head.date("verified_on") or None,
        standard=head.text("standard"),
        coverage=head.text("programme"),
    )
