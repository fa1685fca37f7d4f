"""A supplier's own file behind a line: which one, what was taken from it, how it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon import language
from carbon.footprint.records import Basis, Proof
from carbon.library.records import Stage
from carbon.outputs import terms
from carbon.outputs.flows import Flow
from carbon.tender.records import Assessment

_DECLARED = "declared"  # the source of a figure that a file states
_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """What a line takes from a file; figures are kg CO2e for one announced unit."""

    proof: Proof
    stages: tuple[Stage, ...]  # that the file covers
    flows: tuple[Flow, ...]  # those of the line that are from it

    @property
    def kg_co2e(self) -> Decimal:
        """What all of its flows come to."""
        return sum((one.kg_co2e for one in self.flows), Decimal(0))

    @property
    def defaults(self) -> tuple[Flow, ...]:
        """Those that rest mainly on defaults, since answers are missing."""
        return tuple(one for one in self.flows if one.basis is Basis.DEFAULT)

    @property
    def default_kg_co2e(self) -> Decimal:
        """What those come to."""
        return sum((one.kg_co2e for one in self.defaults), Decimal(0))


def of_line(assessment: Assessment, line: str, flows: Sequence[Flow]) -> OwnFile | None:
    """Return what a line (OfferedProduct.id) takes from a file; None when it takes nothing."""
    for one in assessment.inputs:
        if one.id == line and one.proof is not None:
            file = one.proof.file
            return OwnFile(
                proof=one.proof,
                stages=one.covered,
                flows=tuple(flow for flow in flows if _is_from(flow, file)),
            )
    return None


def _is_from(flow: Flow, file: str) -> bool:
    factor = flow.factor
    return bool(flow.process) or (factor.source == _DECLARED and factor.locator == file)


def proofs(assessment: Assessment) -> Mapping[str, Proof]:
    """Return the file behind each line that has one, by OfferedProduct.id."""
    return {one.id: one.proof for one in assessment.inputs if one.proof is not None}


def listed(assessment: Assessment) -> list[dict[str, Any]]:
    """Return every line that counts with a file, as data: whose, which file, its SHA-256."""
    known = proofs(assessment)
    return [
        {
            "lot": result.lot.id,
            "supplier": score.supplier,
            "line": score.line.number,
            **_proof(known[score.id]),
        }
        for result in assessment.lots
        for offer in result.ranking
        for score in offer.lines
        if score.id in known
    ]


def data(found: OwnFile) -> dict[str, Any]:
    """Return what a line takes from its file as data; decimals are strings."""
    return {
        **_proof(found.proof),
        "stages": [str(stage) for stage in found.stages],
        "flows": len(found.flows),
        "kg_co2e": terms.plain(found.kg_co2e),
        "flows_by_default": len(found.defaults),
        "kg_co2e_by_default": terms.plain(found.default_kg_co2e),
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "file": proof.file,
        "sha256": proof.sha256,
        "level": proof.level,
        # Of a producer's answers only: what the buyer's own run of the farm model came to.
        "digest": proof.digest or None,
    }


def told(found: OwnFile, unit: str, lang: str) -> Iterator[str]:
    """Yield in sentences which file it is, what it came to, and how a reader can check it."""
    proof, file = found.proof, terms.shown(found.proof.file, terms.NAME_LIMIT)
    yield _word("file", lang, file=file, sha256=proof.sha256, level=proof.level)
    kg = _kg(found.kg_co2e, lang)
    stages = terms.stages(found.stages, lang)
    if not proof.digest:
        yield _word("stated", lang, kg=kg, unit=unit, stages=stages)
        return
    count = len(found.flows)
    yield _word("recomputed", lang, kg=kg, unit=unit, stages=stages, count=count)
    defaults = len(found.defaults)
    default_kg = _kg(found.default_kg_co2e, lang)
    told_ = {"count": defaults, "all": count, "kg": default_kg}
    yield _word("by-default", lang, **told_) if defaults else _word("no-default", lang)
    yield _word("digest", lang, digest=proof.digest)
    yield _word("check", lang, file=file)


def proof_text(proof: Proof, lang: str) -> str:
    """Return a file with its level and SHA-256, as a record names it."""
    file = terms.shown(proof.file, terms.NAME_LIMIT)
    told_ = {"file": file, "sha256": proof.sha256, "level": proof.level, "digest": proof.digest}
    return _word("proof-recomputed" if proof.digest else "proof", lang, **told_)


def _kg(value: Decimal, lang: str) -> str:
    return language.number(value, lang, _DECIMALS)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"own-file-{key}", lang, **values)
