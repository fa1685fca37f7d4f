"""The rules that look at the tender itself and not at its words: one function for each of fourteen.

A function returns what it found, nothing when all is well, and None when the data to see it are not
there yet (a notice before publication): what was not looked at must never pass for clean. Those
on the rule of the award stand in `award`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from carbon.tender.law import award, texts
from carbon.tender.law import regime as regimes
from carbon.tender.law.cases import Case, Found, climate_counts, told
from carbon.tender.records import Evaluation, Line

Check = Callable[[Case], list[Found] | None]


def label_rules(case: Case) -> list[Found] | None:
    """LOU-012: a label is demanded and nobody said which of its rules concern the goods."""
    if case.tender.procurement.label_rules:
        return []
    named = (
        (clause, pattern.search(clause.words))
        for clause in case.clauses
        for pattern in case.rule.labels
    )
    return [
        Found(detail="label", clause=clause, values=(("found", match.group()),))
        for clause, match in named
        if match is not None
    ]


def factors_open(case: Case) -> list[Found] | None:
    """LOU-025: the library rests on a source that may not be given on to every tenderer."""
    if case.library is None:
        return None
    closed = sorted(
        id_ for id_, source in case.library.sources.items() if not source.redistributable
    )
    return [told("factors-closed", "factors_edition", found=id_) for id_ in closed]


def pack_unchanged(case: Case) -> list[Found] | None:
    """LOU-026: the method pack is another than the published one."""
    locked, now = case.published.locked_sha256, case.published.pack_sha256
    if locked is None or now is None:
        return None
    return [] if locked == now else [told("pack-changed", "", found=now, expected=locked)]


def functional_unit(case: Case) -> list[Found] | None:
    """LOU-027: a line does not say how much of what is compared."""
    tender = case.tender
    if not tender.boundary:
        return [told("boundary-missing", "boundary")]
    return [
        Found(detail=detail, place=texts.cell(line.where, key), values=(("line", line.number),))
        for lot in tender.lots
        for line in lot.lines
        for key in (f"lots.{lot.id}.{line.number}",)
        for detail in _unclear(line, tender.evaluation)
    ]


def _unclear(line: Line, rule: Evaluation) -> list[str]:
    found = []
    if line.quantity <= 0 or not line.unit:
        found.append("quantity-missing")
    if line.unit == "item" and line.kg_per_unit is None:
        found.append("piece-weight-missing")
    cost = rule.life_cycle_cost
    if cost is not None and cost.edible_share_of == "line" and line.number not in cost.by_line:
        found.append("edible-share-missing")
    return found


def default_rebuttable(case: Case) -> list[Found] | None:
    """LOU-028: a default by country, and a level of proof that nobody can reach."""
    if case.library is None:
        return None
    level = case.tender.accepted_evidence_level
    by_country = any("@" in id_ and not id_.endswith("@GLO") for id_ in case.library.factors)
    if by_country and level not in (2, 3):
        return [told("default-closed", "evidence.accepted_level", found=level)]
    return []


def contract_bound(case: Case) -> list[Found] | None:
    """LOU-035: a value that decides the award is no term of the contract."""
    bound = case.published.contract_lines
    if bound is None:
        return None
    return [
        Found(
            detail="unbound",
            place=texts.cell(line.where, f"lots.{lot.id}.{line.number}"),
            values=(("line", line.number),),
        )
        for lot in case.tender.lots
        for line in lot.lines
        if line.id not in bound and not line.optional
    ]


_NOTICE = (("BT-06", "env-imp"), ("BT-774", "clim-mitig"))


def notice_fields(case: Case) -> list[Found] | None:
    """LOU-040: climate decides, and the notice does not say so in both fields."""
    notice = case.published.notice
    if notice is None:
        return None
    if not climate_counts(case.tender):
        return []
    return [
        told("notice-lacks", "", term=term, expected=code)
        for term, code in _NOTICE
        if code not in notice.get(term, ())
    ]


def value_and_split(case: Case) -> list[Found] | None:
    """LOU-042: no value, a split below a limit without a reason, or a direct award above it."""
    facts = case.tender.procurement
    missing = [
        told(f"{name}-missing", f"tender.{key}")
        for name, key, stated in (
            ("value", "value_sek", facts.value_sek is not None),
            ("kind", "kind", bool(facts.kind)),
        )
        if not stated
    ]
    standing = case.standing
    if missing or standing is None:
        return missing or None
    found = []
    total = f"{standing.together.value_sek:f}"
    if standing.split and not facts.split_reason:
        limit = standing.together.from_limit
        below = f"{limit.sek:f}" if limit is not None else "0"
        found.append(told("split", "tender.same_kind_sek", found=total, limit=below))
    if facts.procedure == "direct" and standing.together.name != regimes.DIRECT:
        found.append(told("direct-above-limit", "tender.procedure", found=total))
    return found


CHECKS: Mapping[str, Check] = {
    "label_rules": label_rules,
    "basis": award.basis,
    "weights": award.weights,
    "factors_open": factors_open,
    "pack_unchanged": pack_unchanged,
    "functional_unit": functional_unit,
    "default_rebuttable": default_rebuttable,
    "transport_only": award.transport_only,
    "price_shape": award.price_shape,
    "climate_shape": award.climate_shape,
    "contract_bound": contract_bound,
    "carbon_price_stated": award.carbon_price_stated,
    "notice_fields": notice_fields,
    "value_and_split": value_and_split,
}
