"""What `carbon footprint` tells of a producer's product, as JSON; the words stand beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon import language
from carbon.farm import asking, knowledge, levers, variants
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Field, Need, OwnFlow, OwnFootprint, Quality
from carbon.library.records import Stage
from carbon.tender import comparing
from carbon.tender.producing import InTender

_LAST_DECIMAL = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A producer's product, and what it is held against."""

    own: OwnFootprint
    knowledge: Knowledge
    in_tender: InTender | None  # None: to the farm's or plant's gate

    @property
    def stage_kg(self) -> Mapping[Stage, Decimal]:
        """kg CO2e by stage of what is shown: to the gate, or to the table."""
        return self.own.stage_kg if self.in_tender is None else self.in_tender.stage_kg

    @property
    def kg(self) -> Decimal:
        """kg CO2e per kg of what is shown."""
        return sum(self.stage_kg.values(), Decimal(0))

    @property
    def sensitivities(self) -> Mapping[str, Decimal]:
        """kg CO2e per kg of what is shown, with one disputed group of figures exchanged: by id."""
        found = variants.footprints(self.own.answers, self.knowledge)
        return {name: kg + self._beside for name, kg in found.items()}

    @property
    def with_peat(self) -> Decimal | None:
        """kg CO2e per kg of what is shown, were a tenth of the land peat; None if it is known."""
        found = levers.peat(self.own, self.knowledge)
        return None if found is None else found + self._beside

    @property
    def _beside(self) -> Decimal:
        """kg CO2e per kg of the stages that the buyer's own tables give."""
        return self.kg - self.own.kg_co2e_per_kg

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % interval; the buyer's own stages shift it and do not widen it."""
        own = self.own.interval_95
        return None if own is None else (own[0] + self._beside, own[1] + self._beside)


def as_json(result: Result, lang: str) -> dict[str, Any]:
    """Return the contract of `carbon footprint --json` (design.md section 5), and more."""
    own, interval = result.own, result.interval
    answers = own.answers
    return {
        "kg_co2e_per_unit": _exact(result.kg),
        "unit": "kg",
        "stages": {stage.value: _exact(kg) for stage, kg in result.stage_kg.items()},
        "interval_95": None if interval is None else [_exact(one) for one in interval],
        "flows": [_flow(one, lang) for one in own.flows],
        "digest": own.digest,
        "scope": "gate" if result.in_tender is None else "tender",
        "own_stages": [stage.value for stage in own.stages],
        "own_kg_co2e_per_unit": _exact(own.kg_co2e_per_kg),
        "product": answers.product,
        "name": answers.name,
        "producer": answers.producer,
        "place": answers.place,
        "year": answers.year,
        "questionnaire": answers.questionnaire.id,
        "version": answers.questionnaire.version,
        "editions": {
            "library": result.knowledge.library.edition,
            "farm": knowledge.edition(),
            "gwp": result.knowledge.gwp,
        },
        "default": _default(result),
        "band": _band(own),
        "defaults_used": _defaults_used(own, lang),
        "sensitivities": {name: _exact(kg) for name, kg in result.sensitivities.items()},
        "peat_tenth": _maybe(result.with_peat),
        "levers": _levers(result, lang),
        "narrowing": [
            {"field": one.field.id, "label": label(one.field, lang), "share": round(one.share, 4)}
            for one in levers.narrowing(own)
        ],
        "tender": _tender(result.in_tender),
    }


def _exact(value: Decimal) -> str:
    return f"{value.quantize(_LAST_DECIMAL).normalize():f}"


def _maybe(value: Decimal | None) -> str | None:
    return None if value is None else _exact(value)


def label(field: Field, lang: str) -> str:
    """Return what a question is called in the reader's language."""
    return asking.in_language(field.label, lang)


def _flow(one: OwnFlow, lang: str) -> dict[str, Any]:
    activity, factor = one.activity, one.activity.factor
    return {
        "stage": activity.stage.value,
        "process": activity.process,
        "text": language.word_or(f"farm-process-{activity.process}", lang, activity.process),
        "factor": factor.id,
        "source": factor.source,
        "locator": factor.locator,
        "amount": activity.amount,
        "per": factor.per,
        "kg_co2e_per": factor.kg_co2e,
        "kg_co2e": activity.amount * factor.kg_co2e,
        "amount_gsd": round(one.amount_gsd, 4),
        "default": one.default,
        "equation": activity.equation,
    }


def _default(result: Result) -> dict[str, Any] | None:
    """Return the catalogue's default over the stages that the producer's own figures cover."""
    own = result.own
    found = comparing.of(own, result.knowledge.library)
    if found is None:
        return None
    return {
        "kg_co2e_per_unit": _exact(found.kg_co2e_per_kg),
        "stages": {stage.value: _exact(kg) for stage, kg in found.stage_kg.items()},
        "verdict": comparing.verdict(own, found.kg_co2e_per_kg),
    }


def _band(own: OwnFootprint) -> dict[str, Any] | None:
    band = own.answers.questionnaire.band_kg_co2e_per_kg
    if band is None:
        return None
    source = own.answers.questionnaire.band_source
    return {"low": str(band[0]), "high": str(band[1]), "source": source}


def _defaults_used(own: OwnFootprint, lang: str) -> list[dict[str, str]]:
    return [
        {"field": field.id, "label": label(field, lang), "value": value}
        for field, value in unanswered(own, lang)
    ]


def unanswered(own: OwnFootprint, lang: str) -> Iterator[tuple[Field, str]]:
    """Yield the questions that a default stands in for, and what counts instead.

    Details that change nothing are left out: the kind of a refrigerant that did not leak.
    """
    for field in own.answers.questionnaire.fields:
        answer = own.answers.answers[field.id]
        told = field.need is Need.IMPORTANT or bool(own.marginal_kg.get(field.id))
        if answer.quality is not Quality.DEFAULT or not told:
            continue
        shown = asking.shown(field, answer, lang)
        if not shown and field.otherwise is not None:
            shown = asking.in_language(field.otherwise, lang)
        if shown:
            yield field, shown


def _levers(result: Result, lang: str) -> list[dict[str, Any]]:
    return [
        {"field": one.field.id, "label": label(one.field, lang), "way": one.way, "kg": one.kg}
        for one in levers.levers(result.own, result.knowledge)
    ]


def _tender(found: InTender | None) -> dict[str, Any] | None:
    if found is None:
        return None
    price, sek = found.carbon_price, found.default_costs_sek_per_kg
    return {
        "id": found.tender.id,
        "line": found.line.number,
        "default_kg_co2e_per_unit": _exact(found.default_kg_co2e_per_kg),
        "carbon_price_sek_per_kg": None if price is None else str(price),
        "default_costs_sek_per_unit": _maybe(sek),
    }
