"""A file that is opened on the page: answers saved here, or an Excel form that was filled in."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from carbon import language
from carbon.farm import answering as farm
from carbon.farm import questionnaires
from carbon.farm.records import OwnFootprint, Questionnaire, Submission
from carbon.intake import producerfile
from carbon.problems import Problem, Severity
from carbon.web import answering, rendering
from carbon.web.fields import Asked
from carbon.web.settings import Settings
from carbon.web.site import Site

_TEXTS = (".yaml", ".yml", ".json")
_BOOKS = (".xlsx",)
_INPUTS = 4  # in the form around a file


class _InMemory(MultiPartParser):
    """Reads an upload without a file on the disk; the gate has limited its size."""

    spool_max_size = Settings().upload_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file as the form would have posted it, or why it cannot be."""

    questionnaire: Questionnaire | None
    posted: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()


async def uploaded(request: Request, settings: Settings) -> tuple[str, bytes]:
    """Return name and content of the uploaded file; the name is only looked at, never used."""
    parser = _InMemory(
        request.headers, request.stream(), max_files=1, max_fields=_INPUTS,
        max_part_size=settings.field_bytes,
    )  # fmt: skip
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    sent = form.get("file")
    if not isinstance(sent, UploadFile):
        return "", b""
    content = await sent.read()
    await form.close()
    return sent.filename or "", content


def read(site: Site, name: str, content: bytes, lang: str) -> Opened:
    """Return the answers of an uploaded file, with what is asked about them."""
    word = rendering.words(lang)
    kind = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if not content or kind not in (*_TEXTS, *_BOOKS):
        asked = Asked(field=None, message=word("open-kind"), hint=word("open-kind-hint"), stop=True)
        return Opened(questionnaire=None, asked=(asked,))
    submission, problems = _submission(kind, content)
    found = questionnaires.get(submission.questionnaire) if submission is not None else None
    if submission is None:
        return Opened(questionnaire=None, asked=tuple(_about_file(problems, lang)))
    if found is None:
        _, problems = farm.submitted(submission)
        return Opened(questionnaire=None, asked=tuple(_about_file(problems, lang)))
    posted = answering.as_posted(submission, found, lang)
    worked = answering.work_out(site, found, posted, lang)
    about = [*_about_file(problems, lang), *_of_another_day(submission, found, worked.own, lang)]
    return Opened(questionnaire=found, posted=posted, asked=(*about, *worked.asked))


def _of_another_day(
    submission: Submission, questionnaire: Questionnaire, own: OwnFootprint | None, lang: str
) -> list[Asked]:
    """Say that a file was made with other questions or figures than today's."""
    word = rendering.words(lang)
    newer = submission.version and submission.version != questionnaire.version
    other = own is not None and submission.digest and submission.digest != own.digest
    if not newer and not other:
        return []
    return [Asked(field=None, message=word("open-other"), hint=word("open-other-hint"), stop=False)]


def _submission(kind: str, content: bytes) -> tuple[Submission | None, list[Problem]]:
    """Read a file with the reader that every way in shares; a workbook is read from a path."""
    name = f"*{kind}"
    if kind in _TEXTS:
        return producerfile.parse(content, name)
    with tempfile.TemporaryDirectory(prefix="carbon-") as folder:
        path = Path(folder) / f"form{kind}"
        path.write_bytes(content)
        return producerfile.read(path, name)


def _about_file(problems: list[Problem], lang: str) -> list[Asked]:
    """Return what is wrong with a file as a whole."""
    return [
        Asked(
            field=None,
            message=language.message(one, lang),
            hint=language.hint(one, lang),
            stop=one.severity is Severity.ERROR,
        )
        for one in problems
        if one.severity is not Severity.NOTE
    ]
