"""The doubt of a whole tender, from its finished assessment."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from carbon.tender.doubt import clarify, drivers, ranking, sampling, stress, terms
from carbon.tender.doubt import settings as settings_file
from carbon.tender.doubt.records import Doubt, LotDoubt
from carbon.tender.doubt.sampling import Ground
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.variances import split
from carbon.tender.records import Assessment, LotResult


def with_doubt(assessment: Assessment) -> Assessment:
    """Return the assessment with its doubt; one that has it already is left alone."""
    if assessment.doubt is not None:
        return assessment
    return replace(assessment, doubt=doubt_of(assessment))


def doubt_of(assessment: Assessment, settings: Settings | None = None) -> Doubt:
    """Return how sure each lot's ranking is. The ranking itself is read and never changed.

    The draws are seeded by the method pack: the same tender says the same on every run.
    """
    chosen = settings or settings_file.load()
    flows = assessment.footprint.flows
    correlations = _correlations(chosen)
    variances = [split(flows.factors, assessment.library, chosen, one) for one in correlations]
    common = sampling.ground(assessment.pack_sha256, flows.factors, variances, chosen.draws)
    index = terms.line_index(flows.line_ids)
    return Doubt(
        draws=chosen.draws,
        correlation=Decimal(str(chosen.correlation)),
        lots=tuple(_lot(assessment, one, index, common, chosen) for one in assessment.lots),
    )


def _correlations(settings: Settings) -> tuple[float, ...]:
    """Return the correlations that are drawn: the stated one first, then those shown beside it."""
    others = (one for one in settings.correlations if one != settings.correlation)
    return (settings.correlation, *others)


def _lot(
    assessment: Assessment,
    result: LotResult,
    index: dict[str, int],
    common: Ground,
    settings: Settings,
) -> LotDoubt:
    rule, library = assessment.tender.evaluation, assessment.library
    flows = terms.of_lot(result, assessment.footprint.flows, index)
    asked = clarify.questions(flows, common.variances[0], rule, settings)
    found = LotDoubt(
        lot=result.lot.id,
        offers=(),
        pairs=(),
        winner_holds=None,
        ranking_holds=None,
        at=(),
        drivers=drivers.between_first_two(
            flows, common.variances[0], rule, library, settings.drivers
        ),
        questions=asked[: settings.questions],
        questions_cut=max(len(asked) - settings.questions, 0),
        gaps=clarify.gaps(result, rule),
        strains=stress.strains(flows, rule, library, settings),
        gwp_sets=stress.gwp_sets(flows),
    )
    if not flows.offers:
        return found
    drawn = sampling.footprints(flows, common, settings)
    by_correlation = [ranking.valued(flows.offers, kg, rule, flows.lot) for kg in drawn.kg]
    at = [
        ranking.at_correlation(correlation, one)
        for correlation, one in zip(_correlations(settings), by_correlation, strict=True)
    ]
    return replace(
        found,
        offers=ranking.offers_of(flows, drawn, by_correlation[0], common.variances[0], rule),
        pairs=ranking.pairs(by_correlation[0], flows.offers, settings),
        winner_holds=at[0].winner_holds,
        ranking_holds=at[0].ranking_holds,
        at=tuple(sorted(at, key=lambda one: one.correlation)),
    )
