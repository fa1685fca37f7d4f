"""The catalogue: what an offer can be matched to, and which factor fills each stage of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbon.library.entry import Entry
from carbon.library.records import Factor, Product, Stage, Temperature
from carbon.problems import Problem

FIELDS = (
    "id",
    "name_sv",
    "name_en",
    "synonyms",
    "category",
    "state",
    "temperature",
    "food",
    "match_score",
    "ciqual",
    "cpv",
    "livsmedelsverket",
    "density_kg_per_l",
    "unit_mass_kg",
    "mass_basis",
    "edible_share",
    "note",
    "factors",
    "inbound",
)
_KNOWN = frozenset(FIELDS)
_TEMPERATURES = {one.value: one for one in Temperature}
_STAGES = {stage.value: stage for stage in Stage}
STATES = ("fresh", "frozen", "dried", "canned", "cooked", "processed")
_FOOD_STAGES = {
    stage.value: stage
    for stage in (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)
}
_BEST, _WORST = 1, 5
Factors = Mapping[str, Sequence[Factor]]


def by_stem(factors: Factors) -> dict[str, list[str]]:
    """Return factor ids by what stands before the @."""
    stems: dict[str, list[str]] = {}
    for factor_id in factors:
        stems.setdefault(factor_id.partition("@")[0], []).append(factor_id)
    return stems


def read_product(
    content: Mapping[str, object],
    where: str,
    *,
    factors: Factors,
    stems: Mapping[str, Sequence[str]],
    problems: list[Problem],
) -> Product | None:
    """Return one product, or None after noting all that is wrong with it.

    Stages come from the factors of its `food`, storage from its temperature; `factors` of the
    entry itself override both.
    """
    entry = Entry(content, where, problems)
    entry.only(_KNOWN)
    temperature = entry.choice("temperature", _TEMPERATURES)
    density = entry.positive("density_kg_per_l")
    unit_mass = entry.positive("unit_mass_kg")
    share = entry.positive("edible_share")
    if share is not None and share > 1:
        entry.wrong("library-field-type", field="edible_share", found=share, expected="0-1")
    stages, inbound = _stage_factors(entry, temperature, factors, stems)
    product = Product(
        id=entry.text("id"),
        name_sv=entry.text("name_sv"),
        name_en=entry.text("name_en"),
        synonyms=entry.texts("synonyms"),
        category=entry.text("category"),
        state=entry.choice("state", STATES),
        temperature=_TEMPERATURES[temperature] if entry.ok else Temperature.AMBIENT,
        factors=stages,
        inbound=inbound,
        match_score=entry.whole("match_score", _BEST, _WORST),
        cpv=entry.optional_text("cpv"),
        livsmedelsverket=entry.optional_text("livsmedelsverket"),
        ciqual=entry.optional_text("ciqual"),
        density_kg_per_l=density,
        unit_mass_kg=unit_mass,
        mass_basis=_mass_basis(entry, density is not None or unit_mass is not None),
        edible_share=share,
        note=entry.optional_text("note") or "",
        where=where,
    )
    return product if entry.ok else None


def is_proxy(product: Product, threshold: float) -> bool:
    """Tell whether a product borrows another food's figures (assumption proxy.from_match_score)."""
    return product.match_score >= threshold


def _mass_basis(entry: Entry, needed: bool) -> str:
    basis = entry.optional_text("mass_basis") or ""
    if needed and not basis:
        entry.wrong("library-field-missing", field="mass_basis")
    return basis


def _stage_factors(
    entry: Entry, temperature: str, factors: Factors, stems: Mapping[str, Sequence[str]]
) -> tuple[dict[Stage, str], str | None]:
    food = entry.optional_text("food")
    explicit = _explicit(entry, factors)
    found: dict[Stage, str] = {}
    for name, stage in _FOOD_STAGES.items():
        if stage in explicit:
            found[stage] = explicit.pop(stage)
        elif food is None:
            entry.wrong("library-product-stage-missing", stage=name)
        else:
            _one(entry, f"food/{food}/{name}", stage, found, stems)
    if Stage.STORAGE not in explicit:
        _one(entry, f"storage/wholesale/{temperature}", Stage.STORAGE, found, stems)
    found.update(explicit)
    inbound = entry.optional_text("inbound")
    if inbound is not None and inbound not in factors:
        entry.wrong("library-product-factor-unknown", found=inbound)
    if inbound is None and food is not None:
        inbound = next(iter(stems.get(f"food/{food}/inbound", ())), None)
    _check_stages(entry, found, inbound, factors)
    return found, inbound


def _one(
    entry: Entry,
    stem: str,
    stage: Stage,
    found: dict[Stage, str],
    stems: Mapping[str, Sequence[str]],
) -> None:
    ids = stems.get(stem, ())
    if len(ids) == 1:
        found[stage] = ids[0]
    elif ids:
        entry.wrong("library-product-factor-ambiguous", found=", ".join(ids))
    else:
        entry.wrong("library-product-factor-unknown", found=stem)


def _explicit(entry: Entry, factors: Factors) -> dict[Stage, str]:
    listed = entry.content.get("factors")
    if listed is None:
        return {}
    if not isinstance(listed, dict):
        entry.wrong("library-field-type", field="factors", found=listed, expected="stage: id")
        return {}
    found: dict[Stage, str] = {}
    for name, factor_id in listed.items():
        if name not in _STAGES:
            entry.wrong("library-stage-unknown", found=name, expected=", ".join(_STAGES))
        elif str(factor_id) not in factors:
            entry.wrong("library-product-factor-unknown", found=factor_id)
        else:
            found[_STAGES[name]] = str(factor_id)
    return found


def _check_stages(
    entry: Entry, found: Mapping[Stage, str], inbound: str | None, factors: Factors
) -> None:
    wanted = [*found.items(), *([(Stage.TRANSPORT, inbound)] if inbound in factors else [])]
    for stage, factor_id in wanted:
        factor = factors[factor_id or ""][0]
        if factor.stages != (stage,):
            stages = ", ".join(factor.stages)
            entry.wrong("library-product-stage-wrong", found=factor_id, stages=stages, stage=stage)
        if factor.per != "kg":
            entry.wrong("library-unit-wrong", found=factor.per, expected="kg")
        if factor.allocation == "consequential":
            entry.wrong("library-allocation-mixed", found=factor_id)
