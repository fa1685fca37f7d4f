"""What a new edition does to the baskets, as plain values for JSON and as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carbon import language
from carbon.footprint.basket_effect import Effect


def as_json(effects: Sequence[Effect]) -> list[dict[str, object]]:
    """Return effects as plain values; kilograms as text, exactly."""
    return [
        {
            "id": one.basket.id,
            "name_sv": one.basket.name_sv,
            "name_en": one.basket.name_en,
            "old_kg_co2e": f"{one.old_kg_co2e:f}",
            "new_kg_co2e": f"{one.new_kg_co2e:f}",
            "difference_percent": _percent(one),
            "stages": {
                stage.value: {"old_kg_co2e": f"{old:f}", "new_kg_co2e": f"{new:f}"}
                for stage, (old, new) in one.stages.items()
            },
            "missing_in_old": list(one.missing_old),
            "missing_in_new": list(one.missing_new),
            "compared_mass_share": round(float(one.compared_share), 6),
        }
        for one in effects
    ]


def _percent(one: Effect) -> float | None:
    difference = one.difference_percent
    return None if difference is None else round(float(difference), 6)


def lines(effects: Sequence[Effect], old: str, new: str, lang: str) -> Iterator[str]:
    """Yield a line for each basket, the stages that moved, and what could not be compared."""
    yield language.word("diff-baskets", lang)
    for one in effects:
        name = one.basket.name_sv if lang == "sv" else one.basket.name_en
        before = language.number(one.old_kg_co2e, lang)
        after = language.number(one.new_kg_co2e, lang)
        yield f"  {name:48} {before:>12} → {after:>12}  {_moved(one, lang)}"
        for edition, missing in ((old, one.missing_old), (new, one.missing_new)):
            if missing:
                yield "      " + language.word(
                    "diff-basket-missing",
                    lang,
                    edition=edition,
                    products=", ".join(missing),
                    share=language.number(one.compared_share * 100, lang, 1),
                )


def _moved(one: Effect, lang: str) -> str:
    difference = one.difference_percent
    if not one.stages or difference is None:
        return language.word("diff-unchanged", lang) if not one.stages else ""
    sign = "+" if difference > 0 else ""
    stages = ", ".join(language.word(f"stage-{stage}", lang) for stage in one.stages)
    return f"{sign}{language.number(difference, lang, 2)} %  ({stages})"
