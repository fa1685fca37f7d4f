"""The catalogue: what an offer can be matched to, and which factor fills each stage of it.

A CSV for each group of foods, a line for each product, since officers review it in Excel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from carbon.library.entry import Entry
from carbon.library.foods import INBOUND
from carbon.library.records import Factor, Product, Stage, Temperature
from carbon.library.shelf import Shelf
from carbon.library.tables import Row, read_table
from carbon.problems import Problem, warning

COLUMNS = (
    *("id", "name_sv", "name_en", "synonyms", "category", "state", "temperature"),
    *("food", "match_score", "ciqual", "cpv", "livsmedelsverket", "livsmedelsverket_name"),
    *("density_kg_per_l", "unit_mass_kg", "mass_basis", "edible_share"),
    *("factors", "inbound", "note"),
)
NUMBERS = ("match_score", "density_kg_per_l", "unit_mass_kg", "edible_share")
STATES = ("fresh", "frozen", "dried", "canned", "cooked", "processed")
WHOLE = "whole"  # the part of a food whose source tells no stages apart
_TEMPERATURES = {one.value: one for one in Temperature}
_STAGES = {stage.value: stage for stage in Stage}
_FOOD_STAGES = (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)
_BEST, _WORST = 1, 5
_SCORES = range(_BEST, _WORST + 1)
_TEXTS = ("id", "name_sv", "name_en", "category", "food", "cpv", "ciqual")
_HEAVY = 1000  # beyond, a weight is looked at closer; no result depends on it


def read_products(path: Path, name: str, shelf: Shelf) -> tuple[list[Product], list[Problem]]:
    """Return the products of one file and what is wrong with it."""
    rows, problems = read_table(path, name, columns=COLUMNS, numbers=NUMBERS)
    stores = {
        part: ids
        for part, ids in shelf.parts_of("storage/wholesale").items()
        if all(shelf[one][0].stages == (Stage.STORAGE,) for one in ids)
    }
    found = (
        _plain_product(row, shelf, stores) or _read_product(row, shelf, problems) for row in rows
    )
    return [product for product in found if product is not None], problems


def is_proxy(product: Product, threshold: float, factors: Iterable[Factor] = ()) -> bool:
    """Tell whether a product borrows another food's figures, or rests on a factor that does.

    `threshold` is the assumption proxy.from_match_score, `factors` those of its stages.
    """
    return product.match_score >= threshold or any(one.proxy for one in factors)


def shared_names(products: Iterable[Product]) -> list[Problem]:
    """Warn of a name or synonym that stands for two products: a match on it would be a guess."""
    owners: dict[str, Product] = {}
    problems: list[Problem] = []
    for product in products:
        for name in {one.casefold() for one in (product.name_sv, *product.synonyms)}:
            other = owners.setdefault(name, product)
            if other is not product:
                values = {"entry": product.id, "found": name, "other": other.id}
                problems.append(warning("library-name-shared", product.where, **values))
    return problems


def _plain_product(row: Row, shelf: Shelf, stores: Mapping[str, Sequence[str]]) -> Product | None:
    """Return a product that is plainly good, as nearly all are; None sends it the long way.

    Plainly good: nothing of its own beside its food, every field of the right form, and exactly
    one factor for each stage.
    """
    cells = row.cells
    get = cells.get
    temperature = _TEMPERATURES.get(str(get("temperature")))
    if temperature is None or get("factors") or get("inbound") or get("state") not in STATES:
        return None
    score, share = get("match_score"), get("edible_share")
    weights = get("density_kg_per_l"), get("unit_mass_kg")
    if not all(cells.get(name) for name in _TEXTS) or score not in _SCORES:
        return None
    if not isinstance(share, Decimal) or not 0 < share <= 1:
        return None
    if not all(one is None or (isinstance(one, Decimal) and 0 < one < _HEAVY) for one in weights):
        return None
    if weights != (None, None) and not get("mass_basis"):
        return None
    parts = shelf.parts_of(f"food/{cells['food']}")
    stored = stores.get(temperature.value, ())
    filled = [parts.get(stage.value, ()) for stage in _FOOD_STAGES] + [stored]
    if WHOLE in parts or any(len(ids) != 1 for ids in filled):
        return None
    stages = zip((*_FOOD_STAGES, Stage.STORAGE), filled, strict=True)
    density, unit_mass = (None if one is None else float(str(one)) for one in weights)
    synonyms = str(get("synonyms") or "").split(";")
    return Product(
        id=str(cells["id"]),
        name_sv=str(cells["name_sv"]),
        name_en=str(cells["name_en"]),
        synonyms=tuple(name for one in synonyms if (name := one.strip())),
        category=str(cells["category"]),
        state=str(cells["state"]),
        temperature=temperature,
        factors={stage: ids[0] for stage, ids in stages},
        inbound=next(iter(parts.get(INBOUND, ())), None),
        match_score=int(str(score)),
        cpv=str(cells["cpv"]),
        livsmedelsverket=_text(get("livsmedelsverket")),
        livsmedelsverket_name=_text(get("livsmedelsverket_name")),
        ciqual=str(cells["ciqual"]),
        density_kg_per_l=density,
        unit_mass_kg=unit_mass,
        mass_basis=str(get("mass_basis") or ""),
        edible_share=float(share),
        note=str(get("note") or ""),
        where=row.where,
    )


def _text(found: object) -> str | None:
    return None if found is None else str(found)


def _read_product(row: Row, shelf: Shelf, problems: list[Problem]) -> Product | None:
    """Return one product, or None after noting all that is wrong with it.

    Stages come from the factors of its `food`, storage from its temperature; `factors` of the
    row itself override both.
    """
    entry = Entry(row.cells, row.where, problems)
    temperature = entry.choice("temperature", _TEMPERATURES)
    density = entry.positive("density_kg_per_l")
    unit_mass = entry.positive("unit_mass_kg")
    share = float(entry.number("edible_share"))
    if entry.ok and not 0 < share <= 1:
        entry.wrong("library-field-type", field="edible_share", found=share, expected="0-1")
    stages, inbound = _stage_factors(entry, temperature, shelf)
    product = Product(
        id=entry.text("id"),
        name_sv=entry.text("name_sv"),
        name_en=entry.text("name_en"),
        synonyms=_list(entry, "synonyms"),
        category=entry.text("category"),
        state=entry.choice("state", STATES),
        temperature=_TEMPERATURES[temperature] if entry.ok else Temperature.AMBIENT,
        factors=stages,
        inbound=inbound,
        match_score=entry.whole("match_score", _BEST, _WORST),
        cpv=entry.text("cpv"),
        livsmedelsverket=entry.optional_text("livsmedelsverket"),
        livsmedelsverket_name=entry.optional_text("livsmedelsverket_name"),
        ciqual=entry.text("ciqual"),
        density_kg_per_l=density,
        unit_mass_kg=unit_mass,
        mass_basis=_mass_basis(entry, density is not None or unit_mass is not None),
        edible_share=share,
        note=entry.optional_text("note") or "",
        where=row.where,
    )
    return product if entry.ok else None


def _list(entry: Entry, column: str) -> tuple[str, ...]:
    text = entry.optional_text(column) or ""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _mass_basis(entry: Entry, needed: bool) -> str:
    basis = entry.optional_text("mass_basis") or ""
    if needed and not basis:
        entry.wrong("library-field-missing", field="mass_basis")
    return basis


def _stage_factors(
    entry: Entry, temperature: str, shelf: Shelf
) -> tuple[dict[Stage, str], str | None]:
    food = entry.optional_text("food")
    parts = shelf.parts_of(f"food/{food}") if food is not None else {}
    explicit = _explicit(entry, shelf)
    found: dict[Stage, str] = {}
    for stage in _FOOD_STAGES:
        if stage in explicit:
            continue
        if food is None:
            entry.wrong("library-product-stage-missing", stage=stage.value)
        elif WHOLE in parts:
            found[stage] = parts[WHOLE][0]
        else:
            _one(entry, f"food/{food}/{stage.value}", parts.get(stage.value, ()), stage, found)
    if Stage.STORAGE not in explicit:
        stem = f"storage/wholesale/{temperature}"
        ids = shelf.parts_of("storage/wholesale").get(temperature, ())
        _one(entry, stem, ids, Stage.STORAGE, found)
    found.update(explicit)
    inbound = entry.optional_text("inbound")
    if inbound is not None and inbound not in shelf:
        entry.wrong("library-product-factor-unknown", found=inbound)
        inbound = None
    if inbound is None:
        inbound = next(iter(parts.get(INBOUND, ())), None)
    _check_stages(entry, found, inbound, shelf)
    return {stage: found[stage] for stage in Stage if stage in found}, inbound


def _one(
    entry: Entry, stem: str, ids: Sequence[str], stage: Stage, found: dict[Stage, str]
) -> None:
    if len(ids) == 1:
        found[stage] = ids[0]
    elif ids:
        entry.wrong("library-product-factor-ambiguous", found=", ".join(ids))
    else:
        entry.wrong("library-product-factor-unknown", found=stem)


def _explicit(entry: Entry, shelf: Shelf) -> dict[Stage, str]:
    found: dict[Stage, str] = {}
    for pair in _list(entry, "factors"):
        name, _, factor_id = (part.strip() for part in pair.partition("="))
        if name not in _STAGES:
            entry.wrong("library-stage-unknown", found=name, expected=", ".join(_STAGES))
        elif factor_id not in shelf:
            entry.wrong("library-product-factor-unknown", found=factor_id)
        else:
            found[_STAGES[name]] = factor_id
    return found


def _check_stages(
    entry: Entry, found: Mapping[Stage, str], inbound: str | None, shelf: Shelf
) -> None:
    """Refuse a factor that does not cover exactly the stages it is named for.

    An id that ends in its stage has been checked with its factor.
    """
    stages_of: dict[str, set[Stage]] = {}
    for stage, factor_id in found.items():
        if not (factor_id.startswith("food/") and f"/{stage.value}@" in factor_id):
            stages_of.setdefault(factor_id, set()).add(stage)
    if inbound is not None and not inbound.startswith("food/"):
        stages_of[inbound] = {Stage.TRANSPORT}
    for factor_id, stages in stages_of.items():
        factor = shelf[factor_id][0]
        if set(factor.stages) != stages:
            covered, wanted = ", ".join(factor.stages), ", ".join(sorted(stages))
            entry.wrong(
                "library-product-stage-wrong", found=factor_id, stages=covered, stage=wanted
            )
        if factor.per != "kg":
            entry.wrong("library-unit-wrong", found=factor.per, expected="kg")
        if factor.allocation == "consequential" or factor_id.startswith("reference/"):
            entry.wrong("library-allocation-mixed", found=factor_id)
