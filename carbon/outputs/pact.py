"""A producer's own footprint as a PACT ProductFootprint, version 3 or 2.3 (JSON).

Comes in: an `OwnFootprint` of one kg at the gate, and who hands it out. Goes out: the fields of the
published schema, decimals as strings. The id follows from the digest and the dates from the data or
the caller: the same product gives the same bytes. What is not known is left out, or said so.

The parts add up to the total exactly: what is neither biogenic methane, CO2 of drained peat nor
land-use change is stated as fossil, nitrous oxide included, as PACT counts it. A bought input whose
source prints one sum of gases counts there whole.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from carbon import language
from carbon.farm.records import OwnFlow, OwnFootprint
from carbon.library.records import Library, Stage
from carbon.outputs import terms
from carbon.problems import UsageError, error, shorten

V2, V3 = "2.3.0", "3.0.4"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:carbon:own-footprint")
_EXTENSION = "urn:carbon:own-footprint:1"
_EXTENSION_VERSION = "1.0.0"
_STANDARD, _STANDARD_V2 = "ISO14067", "ISO Standard 14067"
_METHANE, _CO2 = "gas/ch4-nonfossil", "gas/co2"
_PEAT = "peat"
_SET = re.compile(r"AR\d\Z", re.ASCII)  # a report of the IPCC, as PACT names it
_STEP = Decimal("1e-6")
_ZERO, _CO2_PER_C = Decimal(0), (Decimal(44), Decimal(12))
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Who hands a footprint out, and what only they know of it. None is not known."""

    company: str
    country: str = "SE"  # ISO 3166 alpha-2, where it is produced
    company_ids: tuple[str, ...] = ()  # URNs; without one a name is made from the company's
    product_ids: tuple[str, ...] = ()  # URNs, for instance urn:gtin:07300000000000
    created: str | None = None  # ISO date; None: the first day after the year of the data
    carbon_kg_per_kg: Decimal | None = None  # biogenic carbon in one kg of product
    version: str = V3


def product_footprint(
    own: OwnFootprint, issue: Issue, library: Library, lang: str = "sv"
) -> dict[str, Any]:
    """Return the footprint by the fields of PACT. UsageError where version 2 lacks a figure."""
    if issue.version == V2 and issue.carbon_kg_per_kg is None:
        raise UsageError(error("pact-carbon-content", own.answers.name, expected=V3))
    answers = own.answers
    created = issue.created or f"{answers.year + 1}-01-01"
    sources = {flow.activity.factor.source for flow in own.flows}
    body = _body(own, issue, sources, library, lang)
    head: dict[str, Any] = {
        "id": str(uuid.uuid5(SPACE, own.digest)),
        "specVersion": issue.version,
        "created": moment(created),
        "status": "Active",
        "companyName": shorten(issue.company, _NAME_LIMIT),
        "companyIds": list(issue.company_ids) or [made_urn("company", issue.company)],
        "productDescription": _description(own, lang),
        "productIds": list(issue.product_ids) or [made_urn("product", own.digest)],
        "productNameCompany": shorten(answers.name, _NAME_LIMIT) or answers.product,
        "comment": language.word("pact-comment", lang),
        "pcf": body,
        "extensions": [_extension(own, library)],
    }
    if issue.version == V2:
        head |= {"version": 0, "productCategoryCpc": language.word("pact-no-cpc", lang)}
    return head


def made_urn(kind: str, text: str) -> str:
    """Return a URN for something that has no number of its own, the same for the same text."""
    return f"urn:uuid:{uuid.uuid5(SPACE, f'{kind}:{text}')}"


def moment(day: str) -> str:
    """Return the first moment of an ISO date, as PACT writes it."""
    return f"{day}T00:00:00Z"


def json_bytes(footprint: Mapping[str, Any]) -> bytes:
    """Return a footprint as UTF-8 JSON; two runs give the same bytes."""
    return f"{language.json_text(dict(footprint))}\n".encode()


def _description(own: OwnFootprint, lang: str) -> str:
    answers = own.answers
    title = answers.questionnaire.title
    parts = (answers.name, title.sv if lang == "sv" else title.en, answers.place)
    return shorten(", ".join(one for one in parts if one), _NAME_LIMIT)


def _parts(own: OwnFootprint) -> dict[str, Decimal]:
    """Return the total in PACT's parts, kg CO2e per kg; fossil is what the others leave."""
    found = {"luc": _ZERO, "methane": _ZERO, "peat": _ZERO}
    for flow in own.flows:
        part = _part(flow)
        if part is not None:
            kg = flow.activity.amount * flow.activity.factor.kg_co2e
            found[part] += Decimal(repr(kg)).quantize(_STEP, ROUND_HALF_EVEN)
    return {**found, "fossil": own.kg_co2e_per_kg - sum(found.values(), _ZERO)}


def _part(flow: OwnFlow) -> str | None:
    activity = flow.activity
    if activity.stage is Stage.LAND_USE_CHANGE:
        return "luc"
    if activity.factor.id.startswith(_METHANE):
        return "methane"
    if _PEAT in activity.process and activity.factor.id.startswith(_CO2):
        return "peat"
    return None


def _body(
    own: OwnFootprint, issue: Issue, sources: set[str], library: Library, lang: str
) -> dict[str, Any]:
    parts = _parts(own)
    year = own.answers.year
    common: dict[str, Any] = {
        "productMassPerDeclaredUnit": "1",
        "referencePeriodStart": moment(f"{year}-01-01"),
        "referencePeriodEnd": moment(f"{year + 1}-01-01"),
        "geographyCountry": issue.country,
        "boundaryProcessesDescription": language.word(
            "pact-boundary", lang, stages=terms.stages(own.stages, lang)
        ),
        "fossilGhgEmissions": plain(parts["fossil"]),
        "fossilCarbonContent": "0",
        "packagingEmissionsIncluded": Stage.PACKAGING in own.stages,
        "exemptedEmissionsDescription": language.word("pact-exempted", lang),
        "allocationRulesDescription": language.word("pact-allocation", lang),
    }
    if Stage.PACKAGING in own.stages:
        packaging = own.stage_kg.get(Stage.PACKAGING, _ZERO)
        common["packagingGhgEmissions"] = plain(packaging)
    listed = [source(library, one) for one in sorted(sources) if one in library.sources]
    if listed:
        common["secondaryEmissionFactorSources"] = listed
    made = _body_2(own, issue, parts) if issue.version == V2 else _body_3(own, issue, parts)
    return {**common, **made}


def source(library: Library, id_: str) -> dict[str, str]:
    """Return a source of the library as PACT names a database of secondary factors."""
    found = library.sources[id_]
    return {"name": found.title, "version": found.edition or found.published or "-"}


def _body_3(own: OwnFootprint, issue: Issue, parts: Mapping[str, Decimal]) -> dict[str, Any]:
    total, carbon = own.kg_co2e_per_kg, issue.carbon_kg_per_kg
    made: dict[str, Any] = {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1",
        "pcfExcludingBiogenicUptake": plain(total),
        "pcfIncludingBiogenicUptake": plain(total if carbon is None else total + uptake(carbon)),
        "biogenicNonCO2Emissions": plain(parts["methane"]),
        "landManagementBiogenicCO2Emissions": plain(parts["peat"]),
        "ipccCharacterizationFactors": list(weights(own)),
        "crossSectoralStandards": [_STANDARD],
        "exemptedEmissionsPercent": "0",
    }
    if Stage.LAND_USE_CHANGE in own.stages:
        made["landUseChangeGhgEmissions"] = plain(parts["luc"])
    if carbon is not None:
        made |= {"biogenicCarbonContent": plain(carbon), "biogenicCO2Uptake": plain(uptake(carbon))}
    return made


def _body_2(own: OwnFootprint, issue: Issue, parts: Mapping[str, Decimal]) -> dict[str, Any]:
    carbon = issue.carbon_kg_per_kg or _ZERO
    made: dict[str, Any] = {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": "1",
        "pCfExcludingBiogenic": plain(own.kg_co2e_per_kg),
        "pCfIncludingBiogenic": plain(own.kg_co2e_per_kg + uptake(carbon)),
        "biogenicCarbonContent": plain(carbon),
        "biogenicCarbonWithdrawal": plain(uptake(carbon)),
        "landManagementGhgEmissions": plain(parts["peat"]),
        "otherBiogenicGhgEmissions": plain(parts["methane"]),
        "characterizationFactors": _gwp(own),
        "ipccCharacterizationFactorsSources": list(weights(own)),
        "crossSectoralStandardsUsed": [_STANDARD_V2],
        "crossSectoralStandards": [_STANDARD],
        "exemptedEmissionsPercent": 0,
    }
    if Stage.LAND_USE_CHANGE in own.stages:
        made["dLucGhgEmissions"] = plain(parts["luc"])
    return made


def _gwp(own: OwnFootprint) -> str:
    """Return the set of weights that the gases were counted with; AR6 where none is a gas."""
    gases = {
        flow.activity.factor.gwp for flow in own.flows if flow.activity.factor.id.startswith("gas/")
    }
    return min(gases, default="AR6")


def weights(own: OwnFootprint) -> tuple[str, ...]:
    """Return every IPCC set of weights behind a footprint: of its gases and of its bought inputs.

    An input whose source prints one sum of gases brings the set that the source used, which may be
    an older one. A source that does not state its set is not guessed at.
    """
    used = {flow.activity.factor.gwp for flow in own.flows}
    return tuple(sorted({_gwp(own), *(one for one in used if _SET.match(one))}))


def uptake(carbon_kg: Decimal) -> Decimal:
    """Return the CO2 that the carbon of a product was taken up as, below zero: times 44/12."""
    co2, carbon = _CO2_PER_C
    return (-carbon_kg * co2 / carbon).quantize(_STEP, ROUND_HALF_EVEN)


def plain(value: Decimal) -> str:
    """Return a decimal as PACT writes it: digits and a point, no exponent, no minus zero."""
    return terms.plain(value if value else _ZERO)


def _extension(own: OwnFootprint, library: Library) -> dict[str, Any]:
    """Return what PACT has no field for: the digest that a buyer finds again, and its grounds."""
    questionnaire = own.answers.questionnaire
    known = sum(
        (abs(one.activity.amount * one.activity.factor.kg_co2e) for one in own.flows
         if not one.default), 0.0,
    )  # fmt: skip
    whole = sum(abs(one.activity.amount * one.activity.factor.kg_co2e) for one in own.flows)
    data: dict[str, Any] = {
        "digest": own.digest,
        "questionnaire": questionnaire.id,
        "questionnaireVersion": questionnaire.version,
        "libraryEdition": library.edition,
        "kgCO2ePerKgByStage": {str(stage): plain(kg) for stage, kg in own.stage_kg.items()},
    }
    if whole > 0:
        share = Decimal(repr(known / whole)).quantize(Decimal("0.0001"))
        data["shareFromOwnAnswers"] = plain(share)
    return {"specVersion": _EXTENSION_VERSION, "dataSchema": _EXTENSION, "data": data}
