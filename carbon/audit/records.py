"""The names inside a bundle, and the records of opening, replaying and judging one."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1  # of the bundle; a bundle that states another is not judged

# What makes a bundle a bag: its declaration and its manifests.
BAGIT, MANIFEST, TAGS = "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
# Folders and files below data/. Everything there is listed in CONTENTS with its kind.
TENDER = "tender"  # the tender folder as received
KNOWLEDGE = "knowledge"  # factors/ as it was
CONTENTS = "contents.csv"
ENGINE = "engine.json"
RUN = "run.json"
LOG = "log.jsonl"
RESULT = "results/result.json"
OUTPUTS = "outputs"
FACTORS = "used/factors.csv"
SOURCES = "used/sources.csv"
FLOWS = "used/flows.csv"
LINES = "used/lines.csv"
ROUTES = "used/routes.csv"
PLACES = "used/places.csv"
MATCHES = "used/matches.csv"
PROOFS = "used/own-files.csv"  # only where a line counts with a supplier's own file
# What a replay leaves in its folder, beside the tables.
ANSWER = "answer.json"
ARITHMETIC = "arithmetic.json"
WRITTEN = "written"  # workbook, report and records lie below it
# The columns that tell one row of a table from another, here and in every comparison.
# Causes come before what follows from them.
KEYS: Mapping[str, tuple[str, ...]] = {
    MATCHES: ("line",),
    PROOFS: ("line",),
    FACTORS: ("factor",),
    LINES: ("line",),
    ROUTES: ("element",),
    FLOWS: ("line", "stage", "order"),
    SOURCES: ("id",),
    PLACES: ("name", "latitude", "longitude"),
}
MAY_LACK = frozenset({PROOFS})  # tables that a bundle has only where there is something to say

Row = Mapping[str, str]


class Kind(enum.StrEnum):
    """What a member of a bundle is."""

    TENDER = "tender"
    KNOWLEDGE = "knowledge"
    USED = "used"
    RESULT = "result"
    OUTPUT = "output"
    ENGINE = "engine"
    LOG = "log"
    MASKED = "masked"  # not in the bundle, or not in full: a commitment stands for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of a bundle, as its table of contents tells it."""

    name: str  # below data/, in letters that are safe on any system
    kind: Kind
    original: str = ""  # the name in the tender folder, where that is another
    commitment: str = ""  # of a masked member: what its content would have to give


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle, unpacked into a folder that vanishes when the work is done."""

    folder: Path  # the bag: bagit.txt, manifests, data/
    tender: Path  # the tender folder, its files under their own names
    knowledge: Path  # what factors/ was
    members: tuple[Member, ...]
    engine: Mapping[str, Any]  # carbon, python, dependencies, code_sha256
    run: Mapping[str, Any]  # lang, what was written
    result: Mapping[str, Any]  # results/result.json as recorded
    sha256: str  # of the whole file

    def path(self, name: str) -> Path:
        """Return where a member lies; it is there unless it is masked."""
        return self.folder / "data" / name

    @property
    def masked(self) -> tuple[Member, ...]:
        """The members that a commitment stands for."""
        return tuple(one for one in self.members if one.kind is Kind.MASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A tender folder computed anew with given knowledge: what it came to, or what stopped it."""

    result: Mapping[str, Any] | None  # as results/result.json; None when nothing was computed
    tables: Mapping[str, tuple[Row, ...]]  # FLOWS, LINES, FACTORS ... -> rows, by their columns
    problems: tuple[Mapping[str, str], ...]  # code, severity, where, message, hint
    files: Mapping[str, bytes]  # the members as a bundle would hold them

    @property
    def flows(self) -> tuple[Row, ...]:
        """Every flow: line, stage, factor, amount (exact repr), steps."""
        return self.tables.get(FLOWS, ())


class Verdict(enum.StrEnum):
    """The one word."""

    MATCH = "MATCH"
    DIFFERS = "DIFFERS"
    CANNOT_TELL = "CANNOT TELL"


class Step(enum.StrEnum):
    """What is checked, in this order."""

    CONTAINER = "container"
    SEAL = "seal"
    ARITHMETIC = "arithmetic"
    REPLAY = "replay"
    OUTPUTS = "outputs"


class State(enum.StrEnum):
    """How far a step came."""

    FINE = "fine"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot-tell"
    NOT_DONE = "not-done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as recorded, or that cannot be told. Empty fields do not apply."""

    step: Step
    verdict: Verdict  # DIFFERS or CANNOT_TELL; MATCH for a remark that decides nothing
    code: str  # in templates/lang/problems/audit.yaml
    file: str  # the member, or the bundle itself
    lot: str = ""
    offer: str = ""
    line: str = ""
    cell: str = ""  # where the line stands in the offer
    stage: str = ""
    factor: str = ""
    figure: str = ""
    old: str = ""  # as recorded
    new: str = ""  # as found or computed now


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The answer to `carbon verify`."""

    verdict: Verdict
    bundle_sha256: str
    steps: Mapping[Step, State]
    findings: tuple[Finding, ...]
    compared: int = 0  # figures that were computed anew and compared
    same_engine: bool | None = None  # None when the bundle does not say
    engine: Mapping[str, Any] | None = None  # as recorded
