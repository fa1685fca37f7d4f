"""A producer's climate declaration: one page with the number, its interval and how to check it.

It says what it is, the producer's own calculation, and what it does not cover. No clock is read:
the year is that of the data. The picture is an image with a text of its own, so that the PDF can
be read aloud.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import carbon
from carbon import language, resources
from carbon.farm.records import OwnFootprint, Quality
from carbon.library.records import Library, Stage
from carbon.outputs import terms
from carbon.outputs.formats import STAGE_COLOURS

if TYPE_CHECKING:
    import jinja2

_DIGITS = 3  # significant, of kg CO2e per kg
_BAR_WIDTH, _BAR_HEIGHT = 600, 30
_SMALLEST = 6  # decimals of a kg, as far as the engine rounds
_PERCENT = 100


def page(own: OwnFootprint, library: Library, lang: str) -> str:
    """Return the declaration of a product as HTML."""
    total = own.kg_co2e_per_kg
    shown = {stage: own.stage_kg.get(stage, Decimal(0)) for stage in own.stages}
    answers = own.answers
    asked = [one for one in answers.questionnaire.fields if one.id in answers.answers]
    answered = [one for one in asked if answers.answers[one.id].quality is not Quality.DEFAULT]
    return rendered(
        "declaration",
        own,
        lang,
        kind=word("kind", lang),
        title=word("title", lang, name=product_name(own, library, lang)),
        name=product_name(own, library, lang),
        total=kilograms(total, lang),
        unit=word("unit", lang),
        interval=_interval(own, lang),
        bars=_bars(shown),
        described=_described(shown, lang),
        stages=[
            (terms.stage(stage, lang), kilograms(kg, lang, like=total), _share(kg, total, lang))
            for stage, kg in shown.items()
        ],
        whole=_share(total, total, lang),
        covers=word("covers", lang, stages=terms.stages(own.stages, lang).lower()),
        answered=word("answered", lang, answered=len(answered), asked=len(asked)),
        facts=facts(own, library, lang),
    )


def _interval(own: OwnFootprint, lang: str) -> str:
    if own.interval_95 is None:
        return word("no-interval", lang)
    low, high = (kilograms(end, lang, like=own.kg_co2e_per_kg) for end in own.interval_95)
    return word("interval", lang, low=low, high=high)


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the declaration."""
    return language.word(f"declaration-{key}", lang, **values)


def rendered(template: str, own: OwnFootprint, lang: str, **values: Any) -> str:
    """Return a page with the head that both documents share."""
    answers = own.answers
    shared = {
        "lang": lang,
        "word": lambda key: word(key, lang),
        "style": (resources.templates_folder() / "declaration" / "paper.css").read_text("utf-8"),
        "producer": terms.shown(answers.producer, terms.NAME_LIMIT),
        "who": word(
            "who",
            lang,
            producer=terms.shown(answers.producer, terms.NAME_LIMIT) or word("no-producer", lang),
            place=terms.shown(answers.place, terms.NAME_LIMIT) or word("no-place", lang),
            year=answers.year,
        ),
        "footer": word("footer", lang),
    }
    made = _templates().get_template(f"{template}.html.j2").render(**shared | values)
    return made.rstrip("\n") + "\n"


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(
            resources.templates_folder() / "declaration", encoding="utf-8"
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def product_name(own: OwnFootprint, library: Library, lang: str) -> str:
    """Return what the producer calls the product, or what the catalogue does."""
    return terms.shown(own.answers.name, terms.NAME_LIMIT) or food(own, library, lang)


def food(own: OwnFootprint, library: Library, lang: str) -> str:
    """Return what the catalogue calls the food that the answers are about."""
    product = library.products.get(own.answers.product)
    if product is None:
        return own.answers.product
    return product.name_sv if lang == "sv" else product.name_en


def facts(own: OwnFootprint, library: Library, lang: str) -> list[tuple[str, str]]:
    """Return what somebody needs to work the figure out again."""
    questionnaire = own.answers.questionnaire
    found = {
        "digest": own.digest,
        "product": f"{food(own, library, lang)} ({own.answers.product})",
        "questionnaire": f"{questionnaire.id} {questionnaire.version}",
        "edition": f"{library.name} ({library.edition})",
        "engine": f"carbon {carbon.__version__}",
    }
    return [(word(f"fact-{name}", lang), value) for name, value in found.items()]


def kilograms(value: Decimal, lang: str, *, like: Decimal | None = None) -> str:
    """Return kg CO2e with three significant digits, or as many decimals as `like` is shown with.

    >>> kilograms(Decimal("0.96412"), "sv")
    '0,964'
    """
    size = value if like is None else like
    if not size:
        return language.number(value, lang)
    decimals = max(0, _DIGITS - 1 - size.adjusted())
    return language.number(value, lang, min(decimals, _SMALLEST))


def _share(kg: Decimal, total: Decimal, lang: str) -> str:
    share = kg / total * _PERCENT if total else Decimal(0)
    return f"{language.number(share, lang)} %"


def _described(shown: Mapping[Stage, Decimal], lang: str) -> str:
    parts = [
        f"{terms.stage(stage, lang)} {kilograms(kg, lang)} kg" for stage, kg in shown.items() if kg
    ]
    return word("described", lang, parts=", ".join(parts))


def _bars(shown: Mapping[Stage, Decimal]) -> str:
    """Return one stacked bar as an image in a data address; what is taken up is not drawn."""
    emitted = [(stage, float(kg)) for stage, kg in shown.items() if kg > 0]
    scale = _BAR_WIDTH / (sum(kg for _, kg in emitted) or 1.0)
    drawn = "".join(_pieces(emitted, scale))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}">'
        f"{drawn}</svg>"
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


def _pieces(emitted: Sequence[tuple[Stage, float]], scale: float) -> list[str]:
    found, x = [], 0.0
    for stage, kg in emitted:
        width = kg * scale
        found.append(
            f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{_BAR_HEIGHT}"'
            f' fill="{STAGE_COLOURS[stage]}" stroke="#fff"/>'
        )
        x += width
    return found
