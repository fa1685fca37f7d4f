"""The sheet for whoever checks the workbook: what it was made of and how to make it again.

Only what went in stands here. The bundle holds this very file, so its own hash cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carbon.outputs import terms
from carbon.outputs.cells import Page, add_page
from carbon.outputs.plan import Plan

_WIDTHS = (52, 76, 40)
_LAST = len(_WIDTHS) - 1
_STEPS = 6
_GIVEN = 7


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan, hashes: Mapping[str, str]) -> None:
    """Write hashes, editions, how to check, and what stands as given; `hashes` are of files."""
    page = add_page(workbook, formats, plan.sheets["audit"], _WIDTHS)
    page.sheet.set_row(0, 28)
    page.text(1, 0, plan.word("audit-title"), "title")
    page.sheet.freeze_panes(2, 0)
    page.sheet.repeat_rows(0, 1)
    row = _part(page, plan, "audit-what", 3)
    for head, text in _facts(plan):
        page.text(row, 0, head, "strong")
        page.text(row, 1, terms.cell_text(text), "code")
        row += 1
    row = _part(page, plan, "audit-files", row + 1)
    row = _files(page, plan, hashes, row)
    row = _texts(page, plan, "audit-step", _STEPS, _part(page, plan, "audit-how", row + 1))
    _texts(page, plan, "audit-given", _GIVEN, _part(page, plan, "audit-given", row + 1))


def _part(page: Page, plan: Plan, key: str, row: int) -> int:
    page.merged(row, 0, _LAST, plan.word(key), "heading")
    return row + 1


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    assessment = plan.assessment
    yield plan.word("m-engine"), f"carbon {assessment.engine_version}"
    yield plan.word("m-library"), assessment.library.edition
    yield plan.word("m-pack"), assessment.pack_sha256
    yield plan.word("m-tender"), assessment.tender.sha256
    yield plan.word("m-asof"), assessment.tender.as_of
    yield plan.word("audit-factors"), str(len(plan.factor_keys))
    yield plan.word("audit-flows"), str(len(assessment.footprint.steps))


def _files(page: Page, plan: Plan, hashes: Mapping[str, str], row: int) -> int:
    """Write every file that went in with its hash; without hashes, the names of the offers'."""
    names = sorted({name for offer in plan.assessment.offers for name in offer.files})
    listed = dict(hashes) or dict.fromkeys(names, plan.word("audit-in-bundle"))
    page.text(row, 0, plan.word("audit-file"), "header")
    page.text(row, 1, plan.word("audit-sha"), "header")
    for name, digest in sorted(listed.items()):
        row += 1
        page.text(row, 0, terms.cell_text(name), "wrapped")
        page.text(row, 1, digest, "code")
    return row + 1


def _texts(page: Page, plan: Plan, key: str, count: int, row: int) -> int:
    for number in range(1, count + 1):
        text = plan.word(f"{key}-{number}")
        page.merged(row, 0, _LAST, text, "wrapped")
        page.fit_row(row, (text, sum(_WIDTHS)))
        row += 1
    return row
