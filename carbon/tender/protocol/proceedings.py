"""A procedure with everything that its documents are made of, gathered once."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path

from carbon.intake import paths, procedurefile
from carbon.intake.procedure_records import Procedure
from carbon.problems import Problem, error
from carbon.tender.law.review import Review, review
from carbon.tender.lens.prices import LotLens
from carbon.tender.lens.simulate import of_offers
from carbon.tender.protocol import award, masks, standstill
from carbon.tender.protocol.award import LotAward
from carbon.tender.protocol.masks import Masks
from carbon.tender.protocol.standstill import Standstill
from carbon.tender.publication import lock
from carbon.tender.publication.lock import Lock
from carbon.tender.records import Assessment, LotResult


@dataclass(frozen=True, kw_only=True)
class Proceedings:
    """An assessment beside what people did and decided; documents are written from it alone."""

    assessment: Assessment
    procedure: Procedure
    lock: Lock | None  # what was published, when there is a lock
    files: Mapping[str, str]  # offer file -> SHA-256 now; what could not be read is not in it
    review: Review | None  # by the rules of law; overrides included
    environment: str  # SHA-256 of interpreter and installed packages

    @cached_property
    def awards(self) -> tuple[LotAward, ...]:
        """The award of every lot."""
        return award.of_assessment(self.assessment, self.procedure)

    @cached_property
    def lenses(self) -> tuple[LotLens, ...]:
        """What the carbon price does in every lot, among the offers that nobody rejected.

        Leaving one out changes nothing in the order of the others (EQ-09).
        """
        left = [_left(one) for one in self.awards]
        return of_offers(left, self.assessment.tender.evaluation)

    @cached_property
    def suppliers(self) -> tuple[str, ...]:
        """Everybody who gave an offer or stands on the certified list, in alphabetical order."""
        opening = self.procedure.opening
        listed = [] if opening is None else [one.supplier for one in opening.tenders]
        return tuple(sorted({*(one.supplier for one in self.assessment.offers), *listed}))

    @property
    def standstill(self) -> Standstill | None:
        """The period of the whole procurement; None as long as no notice has a day."""
        return standstill.of_all(self.procedure.notification)

    def masks_for(self, reader: str = "") -> Masks:
        """Return what a reader may not see; without a name, what nobody outside may."""
        return masks.for_reader(self.procedure.secrecy, reader)


def gathered(folder: Path, assessment: Assessment) -> tuple[Proceedings | None, list[Problem]]:
    """Return the proceedings of a tender folder, or None and what its procedure.yaml lacks.

    Reads procedure.yaml, lock.json, the buyer's documents and the hashes of the offers; writes
    nothing and asks no clock: the same folder gives the same records.
    """
    names = sorted({offer.supplier for offer in assessment.offers})
    procedure, problems = procedurefile.read_procedure(folder, assessment.tender, names)
    if procedure is None:
        return None, problems or [error("procedure-missing", procedurefile.FILE)]
    published, _ = lock.read(folder)  # a broken lock has stopped the evaluation before
    return Proceedings(
        assessment=assessment,
        procedure=procedure,
        lock=published,
        files=_hashes(folder, assessment),
        review=review(folder, assessment.tender, assessment.library),
        environment=environment_sha256(),
    ), problems


def _left(of: LotAward) -> LotResult:
    """Return the result of a lot without the offers that are out."""
    out = {one.supplier for one in of.rejections}
    return replace(
        of.result,
        ranking=tuple(one for one in of.result.ranking if one.supplier not in out),
        switch_prices=tuple(
            one for one in of.result.switch_prices if not out & {one.first, one.second}
        ),
    )


def _hashes(folder: Path, assessment: Assessment) -> dict[str, str]:
    found = {}
    for name in sorted({name for offer in assessment.offers for name in offer.files}):
        path, _ = paths.inside(folder, name, procedurefile.FILE)
        if path is not None:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def environment_sha256() -> str:
    """Return the SHA-256 of the interpreter's version and every installed package, in hex."""
    packages = {f"{one.metadata['Name']}=={one.version}" for one in metadata.distributions()}
    text = "\n".join([platform.python_version(), *sorted(packages, key=str.casefold)])
    return hashlib.sha256(text.encode()).hexdigest()
