"""Proceedings for tests: an assessment beside a procedure that was read from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from carbon.intake.procedurefile import read_procedure
from carbon.outputs import records
from carbon.outputs.records_page import rendered
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.publication.lock import Lock
from carbon.tender.records import Assessment
from tests.builders import assumption
from tests.tender.procedures import Data, write

PUBLISHED = Lock(
    tender="prov-2026",
    published="2027-01-15",
    pack_sha256="2" * 64,
    engine_version="0.1.0",
    library="2026-11",
    vectors_sha256="3" * 64,
    groups={},
    files={},
    documents={},
    published_files={},
    history=(),
    figures={},
    catalogue={},
    library_files={},
)
RATIO = assumption("screens.footprint_ratio", 4, "1")


def proceedings(
    tmp_path: Path, assessment: Assessment, content: Data, files: dict[str, str] | None = None
) -> Proceedings:
    """Return the proceedings of an assessment; the procedure must be read without a problem."""
    write(tmp_path, content)
    names = sorted({offer.supplier for offer in assessment.offers})
    procedure, problems = read_procedure(tmp_path, assessment.tender, names)
    assert problems == [], problems
    assert procedure is not None
    known = {**assessment.library.assumptions, RATIO.id: RATIO}
    assessment = replace(assessment, library=replace(assessment.library, assumptions=known))
    return Proceedings(
        assessment=assessment,
        procedure=procedure,
        lock=PUBLISHED,
        files=files or {},
        review=None,
        environment="e" * 64,
    )


def pages(of: Proceedings, lang: str = "sv") -> dict[str, str]:
    """Return every record as HTML, by name."""
    made = records.drafted(of, lang).made
    return {one.name: rendered(one.page, one.template) for one in made}
