"""What a supplier states about its own goods, as a factor: it replaces any figure of ours.

The feed company, the fertiliser maker, the heat network or the power company says so many kg CO2e
per unit; its name and year stay with the figure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

from carbon.farm.records import Answers
from carbon.library.records import Factor, Library, Spread, Stage

SOURCE = "declared"
_LEVEL = "evidence.level_2.gsd"  # a value with records behind it, not reviewed by anybody
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def declared_factor(
    library: Library,
    *,
    good: str,
    kg_co2e: float,
    per: str,
    supplier: str,
    year: int,
    stages: tuple[Stage, ...],
    where: str,
) -> Factor:
    """Return a supplier's value as a factor, kg CO2e per `per`. ValueError when it is no value.

    Its spread is that of a value with records behind it (assumption evidence.level_2.gsd).
    """
    if not math.isfinite(kg_co2e) or kg_co2e < 0:
        raise ValueError(f"{good}: {kg_co2e} is no declared value")
    key = f"{SOURCE}/{_slug(supplier)}/{_slug(good)}"
    return Factor(
        id=key,
        label=f"{good}, {supplier} {year}".strip(),
        kg_co2e=kg_co2e,
        per=per,
        as_printed=f"{kg_co2e!r} kgCO2e/{per}",
        stages=stages,
        region=SOURCE,
        year=year,
        gwp="as declared",
        boundary="as declared",
        allocation="as declared",
        spread=Spread(gsd=library.assumption(_LEVEL), basis="evidence level 2"),
        quality="evidence level 2",
        source=SOURCE,
        locator=f"{supplier} {year}".strip(),
        review_by=f"{year + 1}-12",
        proxy=False,
        correlation_group=key,
        where=where,
    )


def from_field(
    answers: Answers,
    field: str,
    *,
    good: str,
    per: str,
    stage: Stage,
    library: Library,
) -> Factor | None:
    """Return what a producer's supplier declared in a field (kg CO2e per unit), or None.

    The field holds no name, so the factor says who told the value.
    """
    if not answers.known(field):
        return None
    answer = answers.answers[field]
    return declared_factor(
        library,
        good=good,
        kg_co2e=answers.number(field),
        per=per,
        supplier=f"supplier of {answers.producer}",
        year=answers.year,
        stages=(stage,),
        where=answer.where,
    )


def from_row(
    answers: Answers,
    row: Mapping[str, float | str],
    *,
    value: str,
    good: str,
    per: str,
    stage: Stage,
    library: Library,
    where: str,
) -> Factor | None:
    """Return the declared value in a row of a table, or None where its cell is empty.

    `value` is the column of kg CO2e per unit; the row's own `supplier` and `year` stay with it.
    """
    found = row.get(value)
    if isinstance(found, str) or found is None:
        return None
    year = row.get("year", answers.year)
    return declared_factor(
        library,
        good=good,
        kg_co2e=float(found),
        per=per,
        supplier=str(row.get("supplier") or f"supplier of {answers.producer}"),
        year=answers.year if isinstance(year, str) else int(year),
        stages=(stage,),
        where=where,
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    ascii_only = "".join(one for one in plain if not unicodedata.combining(one))
    return _NOT_IN_IDS.sub("-", ascii_only).strip("-") or "-"
