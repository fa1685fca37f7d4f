"""An offered line as a PACT ProductFootprint, version 3: cradle to gate, its transport beside it.

Comes in: an assessed line. Goes out: kg CO2e of one kg of product up to the gate (farm, land-use
change, processing, packaging, raw material on its way in); the way to the kitchen stands as
outbound logistics, where PACT wants it. Storage after the gate has no field in PACT and is left
out, which the comment says. What rests on defaults of the library is told as its source.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from carbon import language
from carbon.library.records import Stage
from carbon.outputs import flows, pact, terms
from carbon.outputs.explain import find
from carbon.outputs.flows import Flow
from carbon.problems import UsageError, error, shorten
from carbon.tender.records import Assessment

_GATE = (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)
_STEP = Decimal("1e-6")
_ZERO = Decimal(0)
_NAME_LIMIT = 200


def line_footprint(
    assessment: Assessment, supplier: str, line_number: str, lang: str = "sv"
) -> dict[str, Any]:
    """Return a line by the fields of PACT 3. UsageError without a footprint, or without its gate.

    The tender's boundary must hold farm and processing: without them there is no cradle to gate.
    """
    _, offer, score = find(assessment, supplier, line_number)
    of_line = flows.by_line(assessment.footprint).get(score.id, ())
    missing = [one for one in (Stage.FARM, Stage.PROCESSING) if one not in _covered(of_line)]
    if not of_line or score.mass_kg_per_unit is None or missing:
        found = terms.stages(missing, lang)
        raise UsageError(error("pact-no-gate", supplier, found=line_number, expected=found))
    mass = Decimal(repr(score.mass_kg_per_unit))
    made = str(uuid.uuid5(pact.SPACE, f"line:{assessment.pack_sha256}:{score.id}"))
    name = shorten(score.line.name, _NAME_LIMIT)
    return {
        "id": made,
        "specVersion": pact.V3,
        "created": pact.moment(assessment.tender.as_of),
        "status": "Active",
        "companyName": shorten(offer.supplier, _NAME_LIMIT),
        "companyIds": [pact.made_urn("company", offer.supplier)],
        "productDescription": name,
        "productIds": [f"urn:uuid:{made}"],
        "productNameCompany": name,
        "comment": language.word("pact-comment-line", lang),
        "pcf": _body(assessment, of_line, mass, lang),
    }


def _covered(of_line: Iterable[Flow]) -> set[Stage]:
    return {stage for flow in of_line for stage in (flow.stage, *flow.factor.stages)}


def _body(
    assessment: Assessment, of_line: Sequence[Flow], mass: Decimal, lang: str
) -> dict[str, Any]:
    covered = [stage for stage in _GATE if stage in _covered(of_line)]
    inbound = [one for one in of_line if one.stage is Stage.TRANSPORT and one.element is None]
    gate = [*(one for one in of_line if one.stage in _GATE), *inbound]
    land = [one for one in gate if one.stage is Stage.LAND_USE_CHANGE]
    chain = [one for one in of_line if one.element is not None]
    year = int(assessment.tender.as_of[:4])
    total, luc = _kg(gate, mass), _kg(land, mass)
    body: dict[str, Any] = {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1",
        "productMassPerDeclaredUnit": "1",
        "referencePeriodStart": pact.moment(f"{year}-01-01"),
        "referencePeriodEnd": pact.moment(f"{year + 1}-01-01"),
        "boundaryProcessesDescription": language.word(
            "pact-boundary", lang, stages=terms.stages(covered, lang)
        ),
        "pcfExcludingBiogenicUptake": pact.plain(total),
        "pcfIncludingBiogenicUptake": pact.plain(total),
        "fossilGhgEmissions": pact.plain(total - max(luc, _ZERO)),
        "fossilCarbonContent": "0",
        "packagingEmissionsIncluded": Stage.PACKAGING in covered,
        "ipccCharacterizationFactors": [assessment.library.gwp or "AR6"],
        "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": "0",
        "exemptedEmissionsDescription": language.word("pact-exempted", lang),
    }
    if land and luc >= 0:  # below zero it is a removal, which PACT has no such field for
        body["landUseChangeGhgEmissions"] = pact.plain(luc)
    packaging = [one for one in gate if one.stage is Stage.PACKAGING]
    if packaging:
        body["packagingGhgEmissions"] = pact.plain(_kg(packaging, mass))
    if chain:
        body["outboundLogisticsGhgEmissions"] = pact.plain(_kg(chain, mass))
    sources = {one.factor.source for one in gate} & set(assessment.library.sources)
    if sources:
        body["secondaryEmissionFactorSources"] = [
            pact.source(assessment.library, one) for one in sorted(sources)
        ]
    return body


def _kg(some: Iterable[Flow], mass: Decimal) -> Decimal:
    """Return kg CO2e of flows for one kg of product, to the step that flows are rounded to."""
    whole = sum((one.kg_co2e for one in some), _ZERO)
    return (whole / mass).quantize(_STEP, ROUND_HALF_EVEN)
