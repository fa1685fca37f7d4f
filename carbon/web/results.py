"""The page with the result: the number and its interval, beside the default and what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import carbon
from carbon import language
from carbon.farm import asking, knowledge, levers
from carbon.farm.records import OwnFootprint, Questionnaire
from carbon.library.records import Stage
from carbon.outputs import declaration, terms
from carbon.outputs.declaration import kilograms
from carbon.outputs.formats import STAGE_COLOURS
from carbon.tender import comparing
from carbon.tender.comparing import Default
from carbon.web import files, rendering, resultrows, stagebar, tenderrows
from carbon.web.fields import Asked
from carbon.web.posted import Posted
from carbon.web.rendering import words
from carbon.web.resultrows import Fact
from carbon.web.site import Site
from carbon.web.stagebar import Row
from carbon.web.tenderrows import TenderView

_UNSTATED = "not stated"  # of a factor whose source does not say its weights


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that the template shows, in finished words."""

    total: str
    unit: str
    interval: str
    boundary: str
    verdict: tuple[str, ...]
    better: bool
    described: str
    legend: tuple[tuple[str, str], ...]  # colour, stage
    stages: tuple[tuple[str, str, str], ...]
    has_default: bool
    default_total: str
    sources: tuple[tuple[str, str, str], ...]
    levers: tuple[tuple[str, str, str], ...]
    narrowing: tuple[tuple[str, str, str], ...]  # place in the form, question, why
    defaults: tuple[tuple[str, str, str], ...]
    tender: TenderView | None
    facts: tuple[Fact, ...]
    flows: tuple[tuple[str, str, str, str, str], ...]
    peat: str  # what land on peat would mean, where nobody knows


def page(
    site: Site,
    questionnaire: Questionnaire,
    own: OwnFootprint,
    asked: Sequence[Asked],
    posted: Posted,
    *,
    lang: str,
    sure: bool = False,
) -> str:
    """Return the page of a result; the form that made it stands in it, hidden, for the files.

    `sure` says that unusual answers were confirmed: its files are then made without asking again.
    """
    library = site.known(own.answers.tender).library
    name = declaration.product_name(own, library, lang)
    other = comparing.of(own, library)
    labels = {one.id: asking.in_language(one.label, lang) for one in questionnaire.fields}
    return site.templates.render(
        "result",
        lang,
        title=f"{name}: {kilograms(own.kg_co2e_per_kg, lang)} {words(lang)('result-unit')}",
        heading=name,
        step="result",
        path=questionnaire.id,
        questionnaire=questionnaire.id,
        again="confirmed",
        enter="edit",
        kept=posted,
        sure=sure,
        files=files.offered(site),
        picture=stagebar.picture(_bars(own, other, lang)),
        figure=lambda value: asking.shown_number(value, lang),
        asked=[
            {"label": labels.get(one.field or "", ""), "message": one.message, "hint": one.hint}
            for one in asked
        ],
        view=_view(site, own, other, posted, lang),
    )


def _view(site: Site, own: OwnFootprint, other: Default | None, posted: Posted, lang: str) -> View:
    word = words(lang)
    compared = comparing.verdict(own, other.kg_co2e_per_kg) if other is not None else ""
    shown_stages = [stage for stage in Stage if own.stage_kg.get(stage)]
    return View(
        total=kilograms(own.kg_co2e_per_kg, lang),
        unit=word("result-unit"),
        interval=_interval(own, lang),
        boundary=word("result-boundary", stages=terms.stages(own.stages, lang).lower()),
        verdict=_verdict(own, other, compared, lang),
        better=compared == "lower" and _place(own) in ("", "inside"),
        described=_described(own, other, lang),
        legend=tuple((STAGE_COLOURS[one], terms.stage(one, lang)) for one in shown_stages),
        stages=_stages(own, other, lang),
        has_default=other is not None,
        default_total=kilograms(other.kg_co2e_per_kg, lang, like=own.kg_co2e_per_kg)
        if other is not None
        else "",
        sources=resultrows.sources(own, lang),
        levers=resultrows.gains(own, site.known(own.answers.tender), lang),
        narrowing=resultrows.narrowing(own, lang),
        defaults=resultrows.defaults(own, lang),
        tender=tenderrows.view(site, own, posted, lang),
        facts=(
            *(
                (label, value, True)
                for label, value in declaration.facts(
                    own, site.known(own.answers.tender).library, lang
                )
            ),
            *_sources_of(own, other, lang),
        ),
        flows=resultrows.flows(own, site.known(own.answers.tender).library, lang),
        peat=_peat(site, own, lang),
    )


def editions(site: Site, lang: str) -> list[tuple[str, str]]:
    """Return what the figures of this server rest on."""
    word, library = words(lang), site.knowledge.library
    return [
        (word("fact-edition"), f"{library.name} ({library.edition})"),
        (word("fact-farm"), knowledge.edition()),
        (word("fact-engine"), f"carbon {carbon.__version__}"),
    ]


def _interval(own: OwnFootprint, lang: str) -> str:
    if own.interval_95 is None:
        return rendering.words(lang)("result-no-interval")
    low, high = (kilograms(one, lang, like=own.kg_co2e_per_kg) for one in own.interval_95)
    return words(lang)("result-interval", low=low, high=high)


def _band(own: OwnFootprint) -> tuple[Decimal, Decimal] | None:
    band = own.answers.questionnaire.band_kg_co2e_per_kg
    return None if band is None else (Decimal(repr(band[0])), Decimal(repr(band[1])))


def _place(own: OwnFootprint) -> str:
    """Return where the value lies beside what is usual; empty where nothing is known of that."""
    band = _band(own)
    if band is None:
        return ""
    low, high = band
    value = own.kg_co2e_per_kg
    return "below" if value < low else "above" if value > high else "inside"


def _ends(pair: Sequence[Decimal], lang: str) -> dict[str, str]:
    return dict(zip(("low", "high"), (asking.shown_number(one, lang) for one in pair), strict=True))


def _verdict(own: OwnFootprint, other: Default | None, compared: str, lang: str) -> tuple[str, ...]:
    word, found = words(lang), []
    if other is not None:
        default = kilograms(other.kg_co2e_per_kg, lang, like=own.kg_co2e_per_kg)
        found.append(word(f"verdict-{compared}", default=default))
    band = _band(own)
    if band is not None:
        found.append(word(f"verdict-{_place(own)}", **_ends(band, lang)))
    return tuple(found)


def _bars(own: OwnFootprint, other: Default | None, lang: str) -> list[Row]:
    word = words(lang)
    interval = None if own.interval_95 is None else tuple(map(float, own.interval_95))
    rows = [
        Row(
            label=word("bar-own"),
            value=f"{kilograms(own.kg_co2e_per_kg, lang)} kg",
            stage_kg={stage: float(kg) for stage, kg in own.stage_kg.items()},
            interval=(interval[0], interval[1]) if interval is not None else None,
            strong=True,
        )
    ]
    if other is not None:
        rows.append(
            Row(
                label=word("bar-default"),
                value=f"{kilograms(other.kg_co2e_per_kg, lang, like=own.kg_co2e_per_kg)} kg",
                stage_kg={stage: float(kg) for stage, kg in other.stage_kg.items()},
                interval=None,
            )
        )
    band = _band(own)
    if band is not None:
        value = f"{word('range', **_ends(band, lang))} kg"
        ends = (float(band[0]), float(band[1]))
        rows.append(Row(label=word("bar-band"), value=value, stage_kg={}, interval=ends))
    return rows


def _described(own: OwnFootprint, other: Default | None, lang: str) -> str:
    word, rest = words(lang), []
    if other is not None:
        default = kilograms(other.kg_co2e_per_kg, lang, like=own.kg_co2e_per_kg)
        rest.append(word("bars-described-default", default=default))
    band = _band(own)
    if band is not None:
        rest.append(word("bars-described-band", **_ends(band, lang)))
    value = kilograms(own.kg_co2e_per_kg, lang)
    ends = own.interval_95 or (own.kg_co2e_per_kg, own.kg_co2e_per_kg)
    low, high = (kilograms(one, lang, like=own.kg_co2e_per_kg) for one in ends)
    return word("bars-described", own=value, low=low, high=high, rest=" ".join(rest))


def _stages(
    own: OwnFootprint, other: Default | None, lang: str
) -> tuple[tuple[str, str, str], ...]:
    default = other.stage_kg if other is not None else {}
    covered = [stage for stage in Stage if stage in own.stage_kg or stage in default]
    return tuple(
        (
            terms.stage(stage, lang),
            kilograms(own.stage_kg.get(stage, Decimal(0)), lang, like=own.kg_co2e_per_kg),
            kilograms(default[stage], lang, like=own.kg_co2e_per_kg) if stage in default else "–",
        )
        for stage in covered
    )


def _sources_of(own: OwnFootprint, other: Default | None, lang: str) -> list[Fact]:
    word = words(lang)
    found: list[Fact] = [
        (word("fact-farm"), knowledge.edition(), True),
        (word("fact-weights"), _weights(own, lang), False),
    ]
    if other is not None:
        titles = "; ".join(f"{one.title} ({one.edition})" for one in other.sources)
        found.append((word("fact-default"), titles, False))
    if own.answers.questionnaire.band_source:
        found.append((word("fact-band"), own.answers.questionnaire.band_source, False))
    return found


def _weights(own: OwnFootprint, lang: str) -> str:
    """Return the sets of weights that the gases were counted with, those of bought inputs too."""
    used = {flow.activity.factor.gwp for flow in own.flows}
    named = sorted(used - {_UNSTATED})
    return ", ".join([*named, words(lang)("weights-unstated")] if _UNSTATED in used else named)


def _peat(site: Site, own: OwnFootprint, lang: str) -> str:
    """Say what a tenth of the land on peat would make of it, where the question has no answer."""
    kg = levers.peat(own, site.known(own.answers.tender))
    if kg is None:
        return ""
    percent = language.number(levers.peat_percent(), lang)
    return words(lang)("peat", percent=percent, kg=kilograms(kg, lang, like=own.kg_co2e_per_kg))
