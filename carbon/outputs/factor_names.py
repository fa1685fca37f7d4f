"""What a factor is called by a reader: the goods and the stage, or the vehicle, in their language.

The library labels its factors in English, as most sources do. A Swedish reader meets the name of
the goods in the catalogue, or of the vehicle, instead. A factor that has neither keeps its label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from carbon import language
from carbon.library.records import Factor, Product
from carbon.outputs import terms
from carbon.tender.records import Assessment

_NAMED = 2  # goods that a name lists before it counts the rest
_AMBIENT = "ambient"  # how most goods travel, so not said


def of_assessment(assessment: Assessment, lang: str) -> tuple[str, ...]:
    """Return the name of every factor used, in the order of the flow table."""
    used = {
        score.product: None
        for result in assessment.lots
        for offer in result.ranking
        for score in offer.lines
        if score.product is not None
    }
    known = assessment.library.products
    products = [known[id_] for id_ in used if id_ in known]
    goods = _goods(products, lang)
    factors = assessment.footprint.flows.factors
    names = [_name(one, goods, lang) for one in factors]
    count = Counter(names)
    return tuple(
        f"{name} ({one.region})" if count[name] > 1 else name
        for one, name in zip(factors, names, strict=True)
    )


def by_label(assessment: Assessment, lang: str) -> Mapping[str, str]:
    """Return the names by the library's own label."""
    factors = assessment.footprint.flows.factors
    names = of_assessment(assessment, lang)
    return {one.label: name for one, name in zip(factors, names, strict=True)}


def _goods(products: Iterable[Product], lang: str) -> Mapping[str, tuple[str, list[str]]]:
    """Return for each factor the stage it stands on and the goods that rest on it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for product in products:
        name = product.name_sv if lang == "sv" else product.name_en
        places = [(id_, terms.stage(stage, lang)) for stage, id_ in product.factors.items()]
        if product.inbound:
            places.append((product.inbound, terms.term("kind", "inbound", lang)))
        for id_, stage in places:
            found.setdefault(id_, (stage, []))[1].append(name)
    return found


def _name(factor: Factor, goods: Mapping[str, tuple[str, list[str]]], lang: str) -> str:
    if lang == "en":
        return factor.label
    domain, _, rest = factor.id.partition("@")[0].partition("/")
    if domain == "food" and factor.id in goods:
        stage, names = goods[factor.id]
        return _word("food", lang, goods=_listed(names, lang), stage=stage[:1].lower() + stage[1:])
    if domain in ("hub", "storage"):
        place, _, temperature = rest.partition("/")
        return _other(f"{domain}-{place}", temperature, factor, lang)
    return _freight(rest, factor, lang) if domain == "freight" else factor.label


def _listed(names: list[str], lang: str) -> str:
    named, rest = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if rest <= 0:
        return named
    return language.word("outputs-and-more", lang, lines=named, count=rest)


def _other(key: str, temperature: str, factor: Factor, lang: str) -> str:
    name = language.word_or(f"factor-name-{key}", lang, "")
    return f"{name}, {_temperature(temperature, lang)}" if name else factor.label


def _freight(rest: str, factor: Factor, lang: str) -> str:
    """Return vehicle, fuel, temperature and what the factor counts per."""
    vehicle, _, tail = rest.partition("/")
    temperature, _, per = tail.partition("/")
    kind, _, fuel = vehicle.partition("-")
    name = language.word_or(f"vehicle-{kind}", lang, "")
    counted = language.word_or(f"factor-name-{per}", lang, "")
    if not name or not counted:
        return factor.label
    parts = [name]
    if fuel:
        parts.append(language.word_or(f"factor-name-{fuel}", lang, fuel))
    if temperature != _AMBIENT:
        parts.append(_temperature(temperature, lang))
    return ", ".join((*parts, counted))


def _temperature(value: str, lang: str) -> str:
    return language.word_or(f"factor-name-{value}", lang, value)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"factor-name-{key}", lang, **values)
