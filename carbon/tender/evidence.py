"""An offered product's own figures: a stated value, or a file of evidence/ that is worked through.

The same terms for everybody: level, validity, boundary and method are read, who it is from is not.
What is not accepted is a problem that says why, and the default counts instead. A file that is
there takes the place of the value stated beside it: that value is only compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from carbon.footprint.records import Evidenced, Proof
from carbon.intake import evidencefiles
from carbon.intake.evidence_records import (
    EpdFacts,
    EvidenceFile,
    EvidenceFolder,
    PactFootprint,
)
from carbon.intake.records import OfferedProduct
from carbon.library.records import Factor, Library, Product, Stage
from carbon.problems import Problem, Severity, shorten, warning
from carbon.tender import evidence_epd, evidence_own, evidence_pact
from carbon.tender import evidence_terms as terms
from carbon.tender.declared import declared_factor, far_from_default
from carbon.tender.evidence_terms import Case, Figures
from carbon.tender.records import Tender

# How far a stated value may lie from its file before it is asked about; it changes no figure.
_ROUNDED = Decimal("0.005")
_SHOWN = 200  # characters of a stranger's text in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """What a supplier's own figures come to; both None: the default counts."""

    declared: Factor | None = None
    own: Evidenced | None = None
    proof: Proof | None = None  # the file that they are from


def own_figures(
    offered: OfferedProduct,
    product: Product,
    tender: Tender,
    library: Library,
    folder: EvidenceFolder,
) -> tuple[OwnFigures, list[Problem]]:
    """Return the figures of an offered product that displace defaults, and why others do not."""
    wanted = evidencefiles.named(offered.evidence)
    if wanted is None or not (folder.exists or offered.footprint is None):
        declared, problems = declared_factor(offered, tender, library)
        if declared is not None:
            kg = Decimal(repr(declared.kg_co2e))
            problems += far_from_default(kg, declared.stages, product, library, declared.where)
        if evidencefiles.is_path(offered.evidence):
            stated = shorten(offered.evidence or "", _SHOWN)
            problems.append(warning("evidence-path", _cell(offered), found=stated))
        return OwnFigures(declared=declared), problems
    key, tag = wanted
    where = _cell(offered)
    found = folder.files.get(key)
    if found is None:
        return OwnFigures(), [warning("evidence-file-missing", where, found=key)]
    case = Case(
        offered=offered,
        product=product,
        tender=tender,
        library=library,
        tag=tag,
        where=where,
        file=found.name,
    )
    figures, problems = _of_file(case, found)
    if figures is None:
        return OwnFigures(), problems
    problems += [*_beside(case, figures), *_shared(case, found)]
    problems += far_from_default(figures.kg_co2e_per_kg, figures.stages, product, library, where)
    proof = Proof(file=found.name, sha256=found.sha256, level=figures.level, digest=figures.digest)
    return OwnFigures(declared=figures.declared, own=figures.own, proof=proof), problems


def _of_file(case: Case, found: EvidenceFile) -> tuple[Figures | None, list[Problem]]:
    """Return what a file comes to on the tender's terms, or None and why it does not count."""
    if terms.VALID_YEARS not in case.library.assumptions:
        return None, [case.refused("evidence-edition", found=case.library.name)]
    told = [_not_stopping(one) for one in found.problems]
    match found.content:
        case PactFootprint():
            figures, problems = evidence_pact.figures(case, found.content)
        case EpdFacts():
            figures, problems = evidence_epd.figures(case, found.content)
        case None:
            figures, problems = None, [case.refused("evidence-unusable", found=len(told))]
        case _:
            figures, problems = evidence_own.figures(case, found)
    return figures, [*told, *(_not_stopping(one) for one in problems)]


def _not_stopping(problem: Problem) -> Problem:
    """Return a file's error as a warning: it stops the file, and the line goes on by default."""
    if problem.severity is Severity.ERROR:
        return replace(problem, severity=Severity.WARNING)
    return problem


def _cell(offered: OfferedProduct) -> str:
    read = offered.cells.get("evidence")
    return offered.where if read is None else read.where


def _shared(case: Case, found: EvidenceFile) -> list[Problem]:
    """Return that several suppliers name a file: asked of a producer's own, told of others."""
    if not found.suppliers[1:]:
        return []
    names = shorten(", ".join(found.suppliers), _SHOWN)
    common = isinstance(found.content, (PactFootprint, EpdFacts))
    say = case.told if common else case.asked
    return [say("evidence-shared", found=names)]


def _beside(case: Case, figures: Figures) -> list[Problem]:
    """Return a question when the value stated in the offer is not that of its own file."""
    stated = case.offered.footprint
    if stated is None:
        return []
    value, used = Decimal(repr(stated.kg_co2e_per_kg)), figures.kg_co2e_per_kg
    same = abs(value - used) <= _ROUNDED * max(abs(value), abs(used))
    covered = {str(stage) for stage in figures.stages}
    if same and (not stated.stages or set(stated.stages) == covered):
        return []
    stages = ", ".join(str(one) for one in Stage if one in figures.stages)
    told = {"found": f"{value:f}", "used": f"{used:.6f}", "stages": stages}
    return [case.asked("evidence-value-differs", **told)]
