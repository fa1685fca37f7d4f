"""PACT product footprints (JSON), versions 2 and 3: read with their problems, nothing mended.

Comes in: the text of a ProductFootprint, or of an answer that holds one. Goes out: a
`PactFootprint` in the words of version 3. Field names and rules follow the published OpenAPI
schemas 2.3 and 3.0.4 (WBCSD PACT, MIT licence). What breaks a rule without touching the figure is a
warning, since the publisher's own examples break some; what the figure rests on is an error.

Version 2 keeps biogenic emissions beside its total, version 3 has them in it. In both the larger of
the stated total and the sum of the stated parts counts: no figure is below what it consists of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from carbon import jsonfile
from carbon.intake.evidence_records import PactFootprint, Review
from carbon.intake.pactfields import Object
from carbon.problems import Problem, error

_VERSION = re.compile(r"([23])\.\d+\.\d+(?:-\d{8})?\Z", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_GWP = re.compile(r"AR\d\Z", re.ASCII)
_STATUS = ("Active", "Deprecated")
_PLACES = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
_KILOGRAM, _TRANSPORT = "kilogram", "ton kilometer"
_ZERO, _HALF, _WHOLE = Decimal(0), Decimal("0.5"), Decimal(100)
HEAD: Mapping[int, tuple[str, ...]] = {
    2: ("id", "specVersion", "version", "created", "status", "comment", "companyName",
        "companyIds", "productDescription", "productIds", "productCategoryCpc",
        "productNameCompany"),
    3: ("id", "specVersion", "created", "status", "companyName", "companyIds",
        "productDescription", "productIds", "productNameCompany"),
}  # fmt: skip
BODY: Mapping[int, tuple[str, ...]] = {
    2: ("referencePeriodStart", "referencePeriodEnd", "fossilGhgEmissions", "fossilCarbonContent",
        "biogenicCarbonContent", "characterizationFactors", "ipccCharacterizationFactorsSources",
        "crossSectoralStandardsUsed", "boundaryProcessesDescription", "exemptedEmissionsPercent",
        "exemptedEmissionsDescription", "packagingEmissionsIncluded"),
    3: ("referencePeriodStart", "referencePeriodEnd", "pcfIncludingBiogenicUptake",
        "fossilGhgEmissions", "fossilCarbonContent", "ipccCharacterizationFactors",
        "crossSectoralStandards", "exemptedEmissionsPercent"),
}  # fmt: skip
UNIT = {2: ("declaredUnit", "unitaryProductAmount", "pCfExcludingBiogenic"),
         3: ("declaredUnitOfMeasurement", "declaredUnitAmount",
             "pcfExcludingBiogenicUptake")}  # fmt: skip
# Field of the file -> field of version 3; whether it may be below zero.
_PARTS: Mapping[int, Mapping[str, tuple[str, bool]]] = {
    2: {"fossilGhgEmissions": ("fossilGhgEmissions", False),
        "dLucGhgEmissions": ("landUseChangeGhgEmissions", False),
        "landManagementGhgEmissions": ("landManagement", True),
        "otherBiogenicGhgEmissions": ("biogenicNonCO2Emissions", False)},
    3: {"fossilGhgEmissions": ("fossilGhgEmissions", False),
        "landUseChangeGhgEmissions": ("landUseChangeGhgEmissions", False),
        "landManagementBiogenicCO2Emissions": ("landManagementBiogenicCO2Emissions", False),
        "landManagementBiogenicCO2Removals": ("landManagementBiogenicCO2Removals", True),
        "technologicalCO2Removals": ("technologicalCO2Removals", True),
        "ccsTechnologicalCO2Capture": ("ccsTechnologicalCO2Capture", True),
        "biogenicNonCO2Emissions": ("biogenicNonCO2Emissions", False)},
}  # fmt: skip
_STANDARD_WORDS = {  # of version 2, in the words of version 3
    "GHG Protocol Product standard": "GHGP-Product",
    "ISO Standard 14067": "ISO14067",
    "ISO Standard 14044": "ISO14040-44",
}


def read(text: str, where: str) -> tuple[PactFootprint | None, list[Problem]]:
    """Return the product footprint that a text holds, or None, and what is wrong with it.

    Errors: pact-json, pact-none, pact-several, pact-version, pact-missing, pact-number,
    pact-unit-amount. A file with an error gives no footprint.
    """
    try:
        content = jsonfile.parsed(text)
    except jsonfile.JsonError as wrong:
        return None, [error("pact-json", where, found=wrong)]
    found = _footprints(content)
    if len(found) != 1:
        code = "pact-several" if found else "pact-none"
        return None, [error(code, where, found=len(found))]
    root = Object(values=found[0], place=f"{where}!")
    made = _read(root)
    return made, root.problems


def holds_footprint(text: str) -> bool:
    """Tell whether a JSON text holds a product footprint, of goods or of a transport."""
    try:
        return bool(_footprints(jsonfile.parsed(text)))
    except jsonfile.JsonError:
        return False


def is_of_goods(text: str) -> bool:
    """Tell whether a JSON text holds a footprint of goods, not of a transport (iLEAP)."""
    try:
        found = _footprints(jsonfile.parsed(text))
    except jsonfile.JsonError:
        return False
    bodies = [one["pcf"] for one in found if isinstance(one["pcf"], dict)]
    units = [body.get("declaredUnit", body.get("declaredUnitOfMeasurement")) for body in bodies]
    return bool(units) and all(isinstance(one, str) and one != _TRANSPORT for one in units)


def _footprints(content: Any) -> list[dict[str, Any]]:
    """Return the footprints of a text: itself, the data of an answer, or those of an event."""
    while isinstance(content, dict) and "pcf" not in content:
        content = content.get("data", content.get("pfs"))
    listed = content if isinstance(content, list) else [content]
    return [one for one in listed if isinstance(one, dict) and "pcf" in one]


def _read(root: Object) -> PactFootprint | None:
    version = _VERSION.match(root.text("specVersion"))
    pcf = root.child("pcf")
    if version is None:
        found = root.text("specVersion") or "-"
        root.wrong("pact-version", "specVersion", found=found, expected="2.x.x, 3.x.x")
        return None
    if pcf is None:
        root.wrong("pact-missing", "pcf")
        return None
    major = int(version[1])
    root.required(HEAD[major])
    pcf.required(BODY[major])
    _rules(root, pcf)
    unit, amount, mass = _declared_unit(pcf, major)
    parts = _parts(pcf, major)
    uptake = "biogenicCarbonWithdrawal" if major == 2 else "biogenicCO2Uptake"
    _not_above_zero(pcf, uptake)
    total, unstated = _total(pcf, major, parts)
    packaging = pcf.decimal("packagingGhgEmissions")
    outbound = pcf.decimal("outboundLogisticsGhgEmissions")
    exempted = pcf.decimal("exemptedEmissionsPercent")
    if exempted is not None and exempted > _WHOLE:
        pcf.wrong("pact-number", "exemptedEmissionsPercent", found=exempted)
    review = _review(pcf)
    if total is None or amount is None or any(one.severity == "error" for one in root.problems):
        return None
    return PactFootprint(
        id=root.text("id"),
        spec_version=root.text("specVersion"),
        status=root.text("status"),
        company=root.text("companyName"),
        product_name=root.text("productNameCompany") or root.text("productDescription"),
        product_ids=root.urns("productIds"),
        unit=unit,
        unit_amount=amount,
        mass_kg=mass,
        excluding_uptake=total,
        land_use_change=parts.get("landUseChangeGhgEmissions"),
        parts=parts,
        packaging_included=pcf.truth("packagingEmissionsIncluded"),
        packaging=packaging,
        outbound_logistics=outbound,
        gwp=_gwp(pcf, major),
        standards=_standards(pcf),
        exempted_percent=exempted,
        period_from=pcf.day("referencePeriodStart"),
        period_to=pcf.day("referencePeriodEnd"),
        valid_from=root.day("validityPeriodStart"),
        valid_to=root.day("validityPeriodEnd"),
        review=review,
        boundary=pcf.text("boundaryProcessesDescription"),
        where=root.path(),
        place=next((pcf.text(name) for name in _PLACES if pcf.has(name)), ""),
        unstated=unstated,
    )


def _rules(root: Object, pcf: Object) -> None:
    """Ask about what the schema rules and the figure does not rest on."""
    if root.has("id") and not _UUID.match(root.text("id")):
        root.ask("pact-value", "id", found=root.text("id"), expected="UUID")
    if root.has("status") and root.text("status") not in _STATUS:
        root.ask("pact-value", "status", found=root.text("status"), expected=", ".join(_STATUS))
    root.day("created")
    root.urns("companyIds")
    stated = [name for name in _PLACES if pcf.has(name)]
    if len(stated) > 1:
        pcf.ask("pact-geography", stated[1], found=", ".join(stated))
    included = pcf.values.get("packagingEmissionsIncluded")
    if included is False and pcf.has("packagingGhgEmissions"):
        pcf.ask("pact-packaging", "packagingGhgEmissions")


def _declared_unit(pcf: Object, major: int) -> tuple[str, Decimal | None, Decimal | None]:
    """Return unit, amount, and the mass of the declared unit in kg.

    Version 2 says in one place that figures hold for one unit and in another for the amount; so
    an amount other than 1 is refused there rather than guessed at.
    """
    unit_name, amount_name, _ = UNIT[major]
    unit, amount = pcf.text(unit_name), pcf.decimal(amount_name)
    if not unit:
        pcf.wrong("pact-missing", unit_name)
    if not pcf.has(amount_name):
        pcf.wrong("pact-missing", amount_name)
    elif amount is not None and amount <= 0:
        pcf.wrong("pact-number", amount_name, found=amount)
    elif amount is not None and major == 2 and amount != 1:
        pcf.wrong("pact-unit-amount", amount_name, found=amount)
    mass = pcf.decimal("productMassPerDeclaredUnit")
    if unit == _KILOGRAM:
        if mass and amount is not None and mass != amount:
            pcf.wrong("pact-mass", "productMassPerDeclaredUnit", found=mass, expected=amount)
        return unit, amount, amount
    return unit, amount, mass or None


def _parts(pcf: Object, major: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, (ours, below) in _PARTS[major].items():
        value = pcf.decimal(name, lowest=None if below else 0)
        if value is not None:
            found[ours] = value
    for name in ("landManagementBiogenicCO2Removals", "technologicalCO2Removals",
                 "ccsTechnologicalCO2Capture"):  # fmt: skip
        if major == 3:  # version 2 has none of them
            _not_above_zero(pcf, name)
    return found


def _not_above_zero(pcf: Object, name: str) -> None:
    if pcf.has(name):
        value = pcf.decimal(name, lowest=None)
        if value is not None and value > 0:
            pcf.wrong("pact-number", name, found=value)


def _total(
    pcf: Object, major: int, parts: Mapping[str, Decimal]
) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return all emissions without uptake, and which of them the file leaves unsaid (version 2).

    A total that its parts do not add up to is asked about (WE-12); the larger of the two counts.
    """
    name = UNIT[major][2]
    if not pcf.has(name):
        pcf.wrong("pact-missing", name)
        return None, ()
    stated = pcf.decimal(name, lowest=0 if major == 2 else None)
    if stated is None:
        return None, ()
    whole = sum(parts.values(), _ZERO)
    if major == 2:
        unsaid = tuple(
            field
            for field, (ours, _) in _PARTS[2].items()
            if ours not in parts and field != "dLucGhgEmissions"
        )
        if whole > stated:
            pcf.remark("pact-version-2", name, found=stated, used=whole)
        return max(stated, whole), unsaid
    if "fossilGhgEmissions" in parts and not _adds_up(stated, whole, parts):
        pcf.ask("pact-parts", name, found=stated, expected=whole)
    least = sum((one for one in parts.values() if one < 0), _ZERO)
    return stated if stated < least else max(stated, whole), ()  # below all it takes off: refused


def _adds_up(stated: Decimal, whole: Decimal, parts: Mapping[str, Decimal]) -> bool:
    """Tell whether parts make a total, each being rounded to the decimals it is printed with.

    A zero is none that was rounded: it says that there is no such emission.
    """
    printed = (stated, *(one for one in parts.values() if one))
    reach = sum((_HALF * Decimal(1).scaleb(_exponent(one)) for one in printed), _ZERO)
    return abs(stated - whole) <= reach


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _gwp(pcf: Object, major: int) -> tuple[str, ...]:
    listed = "ipccCharacterizationFactorsSources" if major == 2 else "ipccCharacterizationFactors"
    found = pcf.texts(listed) or (pcf.texts("characterizationFactors") if major == 2 else ())
    for one in found:
        if not _GWP.match(one):
            pcf.ask("pact-value", listed, found=one, expected="AR5, AR6")
    return found


def _standards(pcf: Object) -> tuple[str, ...]:
    found = pcf.texts("crossSectoralStandards") or pcf.texts("crossSectoralStandardsUsed")
    return tuple(dict.fromkeys(_STANDARD_WORDS.get(one, one) for one in found))


def _review(pcf: Object) -> Review | None:
    """Return the verification; an assurance of version 2 that says it is none is none."""
    found = pcf.child("verification") or pcf.child("assurance")
    if found is None or found.values.get("assurance") is False:
        return None
    return Review(
        reviewer=found.text("providerName"),
        completed=found.day("completedAt"),
        standard=found.text("standardName"),
        coverage=found.text("coverage"),
    )
