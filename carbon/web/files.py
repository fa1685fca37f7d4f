"""The files of a result, made from the posted form when they are asked for and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from starlette.responses import Response

from carbon.farm.records import OwnFootprint, Questionnaire
from carbon.outputs import (
    answersfile,
    declaration,
    declaration_evidence,
    pact,
    pdf,
    producerform,
)
from carbon.problems import CarbonError
from carbon.web import answering
from carbon.web.posted import Posted
from carbon.web.site import Site

ANSWERS, BLANK = "yaml", "blank"
_YAML, _JSON, _PDF = "application/yaml", "application/json", "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Maker = Callable[[Site, OwnFootprint, Posted, str], Response]


def blank(site: Site, questionnaire: Questionnaire, lang: str) -> Response:
    """Return the empty Excel form of a questionnaire."""
    content = producerform.form_bytes(questionnaire, lang, names=_foods(site, questionnaire, lang))
    return _file(content, _XLSX, f"{questionnaire.id}-{questionnaire.version}.xlsx")


def kept(site: Site, questionnaire: Questionnaire, posted: Posted, lang: str) -> Response:
    """Return the file of all answers, finished or not; with its digest where there is one."""
    digest, made_of = answering.digest_of(site, questionnaire, posted, lang)
    raw = answering.raw(questionnaire, posted)
    text = answersfile.text(questionnaire, raw, lang, digest, made_of or None)
    return _file(text.encode(), _YAML, f"{questionnaire.id}{_year(posted)}.yaml")


def made(site: Site, own: OwnFootprint, posted: Posted, wish: str, lang: str) -> Response:
    """Return one of the files of a result."""
    return MAKERS[wish](site, own, posted, lang)


def _form(site: Site, own: OwnFootprint, posted: Posted, lang: str) -> Response:
    questionnaire = own.answers.questionnaire
    content = producerform.form_bytes(
        questionnaire,
        lang,
        names=_foods(site, questionnaire, lang),
        raw=answering.raw(questionnaire, posted),
        tender=own.answers.tender or "",
        digest=own.digest,
        digest_of=own.digest_of,
    )
    return _file(content, _XLSX, f"{_name(own)}.xlsx")


def _foods(site: Site, questionnaire: Questionnaire, lang: str) -> dict[str, str]:
    return {one: site.food(one, lang) for one in questionnaire.products}


def _declaration(site: Site, own: OwnFootprint, posted: Posted, lang: str) -> Response:
    page = declaration.page(own, site.known(own.answers.tender).library, lang)
    return _pdf(page, f"{declaration.word('file', lang)}-{_name(own)}.pdf")


def _evidence(site: Site, own: OwnFootprint, posted: Posted, lang: str) -> Response:
    page = declaration_evidence.page(own, site.known(own.answers.tender).library, lang)
    return _pdf(page, f"{declaration.word('evidence-file', lang)}-{_name(own)}.pdf")


def _pact(site: Site, own: OwnFootprint, posted: Posted, lang: str) -> Response:
    company = own.answers.producer or declaration.word("no-producer", lang)
    issue = pact.Issue(company=company)
    footprint = pact.product_footprint(own, issue, site.known(own.answers.tender).library, lang)
    return _file(pact.json_bytes(footprint), _JSON, f"pact-{_name(own)}.json")


# What the result page offers, in its order; the answers are their own button on both pages.
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {"form": _form, "declaration": _declaration, "evidence": _evidence, "pact": _pact}
)
_PDFS = ("declaration", "evidence")


def offered(site: Site) -> tuple[str, ...]:
    """Return which files a result offers: none in PDF where this machine cannot write one."""
    return tuple(one for one in (ANSWERS, *MAKERS) if site.pdf or one not in _PDFS)


def _pdf(page: str, name: str) -> Response:
    content, problems = pdf.of_page(page, name)
    if content is None:
        raise CarbonError(f"no PDF can be written here: {problems}")
    return _file(content, _PDF, name)


def _file(content: bytes, kind: str, name: str) -> Response:
    """Return a file to save; its name is made of our own words only."""
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _name(own: OwnFootprint) -> str:
    return f"{own.answers.questionnaire.id}-{own.answers.year}"


def _year(posted: Posted) -> str:
    given = posted.get("year", "")
    return (
        f"-{given}" if given.isdecimal() and given.isascii() and len(given) == len("2025") else ""
    )
