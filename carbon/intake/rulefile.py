"""The rule of the award as tender.yaml states it: model, carbon price, points, ceiling, criteria.

Nothing that decides the award has a default that the buyer did not choose. Models in which another
offer, or an arbitrary zero, moves a sum (M4, M5, M8 of lou.md section 4) are named so that they
can be refused with the reason, and are never computed from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from carbon import yamlfile
from carbon.intake.tender_records import (
    Criterion,
    Evaluation,
    LifeCycleCost,
    Lot,
    Points,
    Rounding,
)
from carbon.intake.yamlfields import Fields

MODELS = ("M1", "M2", "M3")
REFUSED = ("M4", "M5", "M8")
TIE_RULES = ("lowest_price", "lowest_emission", "lot_drawn")
BASES = ("price_quality", "cost", "price")
LEAST_DECIMALS = 4  # fewer would let cheap or light products round to nothing (EQ-24)
_MOST_DECIMALS = 9
_KEYS = ("model", "basis", "carbon_price_sek_per_kg", "carbon_price_reason", "carbon_price_by_lot",
         "carbon_price_preset", "price_year", "tie_rule", "rounding", "points", "ceiling",
         "life_cycle_cost", "criteria")  # fmt: skip
_ZERO = Decimal(0)


def read(fields: Fields, name: str, lots: tuple[Lot, ...]) -> Evaluation:
    """Return the rule of a tender file; what is wrong with it joins the problems of `fields`."""
    rule = fields.inner("evaluation", required=True) or Fields(
        yamlfile.YamlMapping(1), name, "evaluation", fields.problems
    )
    rule.only(*_KEYS)
    model = _model(rule)
    price, reason = (_ZERO, "") if model == "M3" else _carbon_price(rule)
    return Evaluation(
        model=model,
        basis=rule.choice("basis", BASES) if rule.content.get("basis") is not None else "",
        carbon_price_sek_per_kg=price,
        carbon_price_reason=reason or rule.text("carbon_price_reason"),
        carbon_price_by_lot={} if model == "M3" else _by_lot(rule, "carbon_price_by_lot", lots),
        carbon_price_preset=rule.text("carbon_price_preset"),
        price_year=rule.text("price_year"),
        tie_rule=rule.choice("tie_rule", TIE_RULES),
        rounding=_rounding(rule),
        points=_points(rule, lots) if model == "M3" else {},
        life_cycle_cost=_life_cycle_cost(rule, lots) if model == "M2" else None,
        ceiling_kg_by_lot=_by_lot(rule, "ceiling", lots, least=None),
        criteria=_criteria(rule, lots, model),
    )


def _model(rule: Fields) -> str:
    named = str(rule.content.get("model", "")).strip().upper()
    if named in REFUSED:
        rule.wrong("model-refused", "model", found=named, expected=", ".join(MODELS))
        return MODELS[0]
    model = rule.choice("model", MODELS)
    for key, needs in (("points", "M3"), ("life_cycle_cost", "M2")):
        if rule.content.get(key) is not None and model != needs:
            rule.wrong("rule-key-of-model", key, found=model, expected=needs)
    for key in ("carbon_price_sek_per_kg", "carbon_price_by_lot"):
        if model == "M3" and rule.content.get(key) is not None:
            rule.wrong("carbon-price-follows", key, found=rule.content.get(key))
    return model


def _carbon_price(rule: Fields) -> tuple[Decimal, str]:
    key = "carbon_price_sek_per_kg"
    price = rule.decimal(key)
    if rule.content.get(key) is None:
        rule.wrong("carbon-price-missing", key)
    _not_negative(rule, key, price)
    reason = rule.text("carbon_price_reason")
    if not reason:
        rule.wrong("carbon-price-reason-missing", "carbon_price_reason")
    return price or _ZERO, reason


def _not_negative(rule: Fields, key: str, price: Decimal | None) -> None:
    if price is not None and price < 0:
        rule.wrong("carbon-price-negative", key, found=price)


def _by_lot(
    rule: Fields, key: str, lots: Iterable[Lot], *, least: Decimal | None = _ZERO
) -> dict[str, Decimal]:
    """Return one number for each lot named; a ceiling (`least` None) must be above zero."""
    inner = rule.inner(key)
    if inner is None:
        return {}
    inner.only(*(lot.id for lot in lots))
    found: dict[str, Decimal] = {}
    for name in inner.content:
        number = inner.decimal(name)
        if least is not None:
            _not_negative(inner, name, number)
        elif number is not None and number <= 0:
            inner.wrong("tender-value", name, found=number, expected="> 0")
        if number is not None:
            found[name] = number
    return found


def _rounding(rule: Fields) -> Rounding:
    inner = rule.inner("rounding", required=True)
    if inner is None:
        least = LEAST_DECIMALS
        return Rounding(flow_decimals=least, price_decimals=least, mode="half_even")
    inner.only("flow_decimals", "price_decimals", "mode")
    decimals = []
    for key in ("flow_decimals", "price_decimals"):
        number = inner.decimal(key)
        if number is None or not LEAST_DECIMALS <= number <= _MOST_DECIMALS or number % 1:
            expected = f"{LEAST_DECIMALS}-{_MOST_DECIMALS}"
            inner.wrong("tender-value", key, found=inner.content.get(key), expected=expected)
            number = Decimal(LEAST_DECIMALS)
        decimals.append(int(number))
    mode = inner.choice("mode", ("half_even", "half_up"))
    return Rounding(flow_decimals=decimals[0], price_decimals=decimals[1], mode=mode)


def _points(rule: Fields, lots: Iterable[Lot]) -> Mapping[str, Points]:
    inner = rule.inner("points", required=True)
    if inner is None:
        return {}
    inner.only("price_weight", "climate_weight", "lots")
    weights = [_above_zero(inner, key) for key in ("price_weight", "climate_weight")]
    if None not in weights and sum(w for w in weights if w is not None) != 100:
        inner.wrong("points-weights", "price_weight", found=sum(w for w in weights if w))
    by_lot = inner.inner("lots", required=True)
    if by_lot is None:
        return {}
    names = [lot.id for lot in lots]
    by_lot.only(*names)
    for name in names:
        if name not in by_lot.content:
            by_lot.wrong("tender-key-missing", name)
    made: dict[str, Points] = {}
    for name in by_lot.content:
        references = by_lot.inner(name)
        if references is not None:
            made[name] = _references(references, weights[0] or Decimal(1), weights[1] or _ZERO)
    return made


def _references(of: Fields, price_weight: Decimal, climate_weight: Decimal) -> Points:
    of.only("price_low_sek", "price_high_sek", "climate_low_kg", "climate_high_kg")
    found: dict[str, Decimal] = {}
    for low, high in (("price_low_sek", "price_high_sek"), ("climate_low_kg", "climate_high_kg")):
        for key in (low, high):
            number = of.decimal(key)
            if number is None:
                of.wrong("tender-key-missing", key)
            found[key] = number or _ZERO
        if found[high] <= found[low]:
            of.wrong("tender-value", high, found=found[high], expected=f"> {found[low]}")
            found[high] = found[low] + 1
    return Points(price_weight=price_weight, climate_weight=climate_weight, **found)


def _above_zero(of: Fields, key: str) -> Decimal | None:
    number = of.decimal(key)
    if number is None:
        of.wrong("tender-key-missing", key)
    elif number <= 0:
        of.wrong("tender-value", key, found=number, expected="> 0")
        return None
    return number


def _life_cycle_cost(rule: Fields, lots: Iterable[Lot]) -> LifeCycleCost | None:
    inner = rule.inner("life_cycle_cost", required=True)
    if inner is None:
        return None
    inner.only("waste_sek_per_kg", "edible_share_of", "lines")
    waste = inner.decimal("waste_sek_per_kg")
    if waste is None or waste < 0:
        expected = ">= 0"
        inner.wrong("tender-value", "waste_sek_per_kg", found=waste, expected=expected)
    shares = inner.inner("lines")
    by_line: dict[str, Decimal] = {}
    if shares is not None:
        shares.only(*(line.number for lot in lots for line in lot.lines))
        for number in shares.content:
            share = shares.decimal(number)
            if share is None or not 0 < share <= 1:
                shares.wrong("tender-value", number, found=share, expected="0-1")
            else:
                by_line[number] = share
    return LifeCycleCost(
        waste_sek_per_kg=waste or _ZERO,
        edible_share_of=inner.choice("edible_share_of", ("line", "product")),
        by_line=by_line,
    )


def _criteria(rule: Fields, lots: Iterable[Lot], model: str) -> tuple[Criterion, ...]:
    known = [lot.id for lot in lots]
    made = [_criterion(one, known) for one in rule.each("criteria")]
    for id_ in sorted({c.id for c in made if [d.id for d in made].count(c.id) > 1}):
        rule.wrong("tender-twice", "criteria", found=id_)
    if made and model == "M2":  # on the basis of cost only costs may count (LOU 16:1, 16:3)
        rule.wrong("criteria-on-cost", "criteria", found=", ".join(c.id for c in made))
    return tuple(made)


def _criterion(one: Fields, lots: list[str]) -> Criterion:
    one.only("id", "title", "kind", "amount_sek", "lowest_sek", "highest_sek", "lots", "proof",
             "link")  # fmt: skip
    kind = one.choice("kind", ("fact", "markup"))
    wanted = ("amount_sek",) if kind == "fact" else ("lowest_sek", "highest_sek")
    amounts = dict.fromkeys(("amount_sek", "lowest_sek", "highest_sek"), _ZERO)
    for key in wanted:
        number = one.decimal(key)
        if number is None:
            one.wrong("tender-key-missing", key)
        amounts[key] = number or _ZERO
    if amounts["highest_sek"] < amounts["lowest_sek"]:
        low = amounts["lowest_sek"]
        one.wrong("tender-value", "highest_sek", found=amounts["highest_sek"], expected=f">= {low}")
    listed = one.value("lots", default=[])
    named = [str(name) for name in listed] if isinstance(listed, list) else [str(listed)]
    for name in named:
        if name not in lots:
            one.wrong("tender-value", "lots", found=name, expected=", ".join(lots))
    return Criterion(
        id=one.text("id", required=True),
        title=one.text("title", required=True),
        kind=kind,
        lots=tuple(named),
        proof=one.text("proof", required=True),
        link=one.text("link", required=True),
        where=one.where(),
        **amounts,
    )
