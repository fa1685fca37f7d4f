"""How wide a figure is: the one place where a geometric standard deviation is computed.

A figure m is read as the median of a lognormal: ln X ~ N(ln m, sigma^2), GSD = e^sigma. Variances
of independent causes add up. The numbers live in factors/assumptions/spread.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from carbon.library.records import Assumption, Commodity, Spread

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological")
NEEDED = (
    *(f"spread.pedigree.{indicator}" for indicator in INDICATORS),
    "spread.model_sigma",
    "spread.variability_sigma",
    "spread.gwp_sigma",
    "spread.gwp_same_as_ar6",
    "spread.fewest_studies",
)
_SCORES = 5


def pedigree_row(indicator: str, assumptions: Mapping[str, Assumption]) -> tuple[float, ...]:
    """Return the variances of ln that an indicator adds at scores 1 to 5.

    ValueError when the assumption does not hold five numbers.
    """
    row = _numbers(str(assumptions[f"spread.pedigree.{indicator}"].value))
    if len(row) != _SCORES:
        raise ValueError(
            f"spread.pedigree.{indicator} holds {len(row)} numbers instead of {_SCORES}"
        )
    return row


@lru_cache(maxsize=64)
def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(cell) for cell in text.split(","))


def of_pedigree(
    scores: Sequence[int], basic: str, gwp: str, assumptions: Mapping[str, Assumption]
) -> Spread:
    """Return the spread of a figure from its five pedigree scores and its basic uncertainty.

    `scores` are whole numbers 1 to 5 in the order of INDICATORS; `basic` names an assumption
    spread.basic.*; KeyError when there is none of that name.
    """
    variance = float(assumptions[f"spread.basic.{basic}"].value)
    for indicator, score in zip(INDICATORS, scores, strict=True):
        variance += pedigree_row(indicator, assumptions)[score - 1]
    text = "-".join(str(score) for score in scores)
    variance += gwp_variance(gwp, assumptions)
    return _spread(variance, f"pedigree {text}, basic {basic} (ecoinvent v3)")


def dqr_variance(dqr: float, assumptions: Mapping[str, Assumption]) -> float:
    """Return the variance of ln that a data-quality rating of 1 (best) to 5 stands for.

    The rating is taken as the same score on all five indicators, and the summed variances are
    interpolated. Their roots are 0, 0.039, 0.113, 0.242 and 0.458 at 1 to 5: standard deviations,
    so it is the variances behind them that may be added to other variances.
    """
    rows = [pedigree_row(indicator, assumptions) for indicator in INDICATORS]
    summed = [math.fsum(column) for column in zip(*rows, strict=True)]
    low = min(int(dqr), _SCORES - 1)
    share = dqr - low
    return summed[low - 1] * (1 - share) + summed[low] * share


def of_dqr(
    dqr: float,
    gwp: str,
    assumptions: Mapping[str, Assumption],
    commodity: Commodity | None = None,
) -> Spread:
    """Return the spread of a food factor for an unknown producer, from its data-quality rating.

    Parameter quality, the drift between model editions and the variability between producers are
    independent, so their variances add; another GWP set than AR6 widens further. Producers of the
    food's commodity vary as they were observed to, others as the general assumption says.
    """
    quality = dqr_variance(dqr, assumptions)
    model = float(assumptions["spread.model_sigma"].value)
    producers, whose = float(assumptions["spread.variability_sigma"].value), ""
    if commodity is not None and commodity.variability_sigma is not None:
        producers, whose = commodity.variability_sigma, f" of {commodity.id}"
    variance = quality + model * model + producers * producers + gwp_variance(gwp, assumptions)
    basis = (
        f"DQR {dqr:g}: ln sigma {math.sqrt(quality):.3f}, model {model:g}, "
        f"producers{whose} {producers:g}"
    )
    return _spread(variance, basis)


def of_studies(
    sigma: float | None, count: int, gwp: str, assumptions: Mapping[str, Assumption]
) -> Spread:
    """Return the spread of a figure that sums up studies, from the deviation of ln among them.

    A sigma that so few studies hardly tell counts as that of a category.
    """
    fewest = float(assumptions["spread.fewest_studies"].value)
    if sigma is None or count < fewest:
        return of_rule("category_default", assumptions)
    variance = sigma * sigma + gwp_variance(gwp, assumptions)
    return _spread(variance, f"ln sigma {sigma:g} of {count} studies")


def of_rule(name: str, assumptions: Mapping[str, Assumption]) -> Spread:
    """Return the spread of a named rule, spread.rule.*; KeyError when there is none."""
    rule = assumptions[f"spread.rule.{name}"]
    return Spread(gsd=float(rule.value), basis=f"rule {name}: {rule.locator}")


def widened(
    spread: Spread,
    score: int,
    assumptions: Mapping[str, Assumption],
    indicator: str = "technological",
) -> Spread:
    """Return the spread of a figure that stands in for another food, or for another region.

    `score` is 1 to 5: the match score of a catalogue product, or how far the region is from the
    one asked for. The pedigree's variance of the indicator comes on top of the figure's own.
    """
    extra = pedigree_row(indicator, assumptions)[score - 1]
    if extra == 0:
        return spread
    sigma = math.log(spread.gsd)
    what = "match score" if indicator == "technological" else f"{indicator} score"
    return _spread(sigma * sigma + extra, f"{spread.basis}; {what} {score}")


def gwp_variance(gwp: str, assumptions: Mapping[str, Assumption]) -> float:
    """Return what a GWP set other than AR6 adds to the variance of ln."""
    same = {name.strip() for name in str(assumptions["spread.gwp_same_as_ar6"].value).split(",")}
    sigma = 0.0 if gwp in same else float(assumptions["spread.gwp_sigma"].value)
    return sigma * sigma


def _spread(variance: float, basis: str) -> Spread:
    return Spread(gsd=math.exp(math.sqrt(variance)), basis=basis)
