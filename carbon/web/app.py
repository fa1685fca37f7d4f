"""The application: addresses, and which page or file each button of the form asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Scope

from carbon import language
from carbon.farm import asking
from carbon.farm.records import Need, Questionnaire
from carbon.web import answering, fields, files, forms, opening, refusals, rendering, results
from carbon.web import posted as names
from carbon.web.gate import Gate
from carbon.web.headers import Headers
from carbon.web.pace import Pace
from carbon.web.posted import Posted
from carbon.web.site import Site
from carbon.web.work import BusyError, Work

_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}  # its address holds its hash
# A page without answers may be kept and is asked for again, so that "back" finds what was typed.
_AGAIN = {"Cache-Control": "no-cache"}
_SHOWN_AGAIN = "edit"
_GO_ON = "confirmed"  # "yes, it is right": unusual answers are not asked about again


def made(site: Site, *, clock: Callable[[], float] = time.monotonic) -> ASGIApp:
    """Return the application of a site."""
    pages = _Pages(site)
    settings = site.settings
    pace = Pace(
        per_minute=settings.per_minute,
        burst=settings.burst,
        clients=settings.clients,
        clock=clock,
    )
    inside = Starlette(
        routes=[
            Route("/", pages.first),
            Route("/page.css", pages.style),
            Route("/icon.svg", pages.icon),
            Route("/{lang}", pages.lead),
            Route("/{lang}/", pages.choose),
            Route("/{lang}/about", pages.about),
            Route("/{lang}/open", pages.opened, methods=["POST"]),
            Route("/{lang}/{questionnaire}", pages.form, methods=["GET"]),
            Route("/{lang}/{questionnaire}", pages.posted, methods=["POST"]),
        ],
        exception_handlers={
            HTTPException: pages.refused,
            BusyError: pages.busy,
            Exception: pages.broken,
        },
    )
    inside.router.redirect_slashes = False  # it would answer with the name that it was called by
    # Around the application, not in it: also the page of a mistake of ours carries the headers.
    refuse = partial(refusals.refused, site.templates)
    return Headers(Gate(inside, settings=settings, pace=pace, refuse=refuse))


class _Pages:
    """Answers of the application. A class because every one of them works with the same site.

    Pages without anybody's answers are the same for all: they are written once and kept.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._work = Work(site.settings)
        self._empty = {
            (id_, lang): forms.page(site, questionnaire, {}, lang=lang).encode()
            for id_, questionnaire in site.questionnaires.items()
            for lang in language.LANGUAGES
        }
        self._products = {lang: self._choose(lang).encode() for lang in language.LANGUAGES}
        self._about = {lang: self._told(lang).encode() for lang in language.LANGUAGES}

    async def first(self, request: Request) -> Response:
        """Lead to the first page in the reader's language."""
        return RedirectResponse(f"/{_accepted(request)}/", status_code=HTTPStatus.SEE_OTHER)

    async def lead(self, request: Request) -> Response:
        """Lead to the first page of a language."""
        return RedirectResponse(f"/{_lang(request)}/", status_code=HTTPStatus.SEE_OTHER)

    async def style(self, request: Request) -> Response:
        """Return the style of every page."""
        return Response(self._site.templates.style, media_type="text/css", headers=_KEPT)

    async def icon(self, request: Request) -> Response:
        """Return the picture that a browser shows in its tab."""
        return Response(self._site.templates.icon, media_type="image/svg+xml", headers=_KEPT)

    async def choose(self, request: Request) -> Response:
        """Return the page on which a product is chosen."""
        return HTMLResponse(self._products[_lang(request)], headers=_AGAIN)

    def _choose(self, lang: str, asked: tuple[fields.Asked, ...] = ()) -> str:
        word = rendering.words(lang)
        products = [
            {
                "id": one.id,
                "title": asking.in_language(one.title, lang),
                "count": word("choose-count", count=_required(one)),
            }
            for one in self._site.questionnaires.values()
        ]
        return self._site.templates.render(
            "choose",
            lang,
            title=word("choose-title"),
            step="choose",
            products=products,
            asked=asked,
            mb=self._site.settings.upload_bytes // (1024 * 1024),
        )

    async def about(self, request: Request) -> Response:
        """Return the page about the page."""
        return HTMLResponse(self._about[_lang(request)], headers=_AGAIN)

    def _told(self, lang: str) -> str:
        title = rendering.words(lang)("about")
        facts = results.editions(self._site, lang)
        return self._site.templates.render("about", lang, title=title, path="about", facts=facts)

    async def form(self, request: Request) -> Response:
        """Return the empty page of a questionnaire."""
        page = self._empty[(self._questionnaire(request).id, _lang(request))]
        return HTMLResponse(page, headers=_AGAIN)

    async def opened(self, request: Request) -> Response:
        """Return the page of a questionnaire filled in from a file, or why it cannot be."""
        lang = _lang(request)
        name, content = await opening.uploaded(request, self._site.settings)
        found = await self._work.done(lambda: opening.read(self._site, name, content, lang))
        if found.questionnaire is None:
            page = self._choose(lang, found.asked)
            return HTMLResponse(page, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
        page = forms.page(self._site, found.questionnaire, found.posted, found.asked, lang=lang)
        return HTMLResponse(page)

    async def posted(self, request: Request) -> Response:
        """Return what the pressed button asks for: result, file, or the questions again."""
        questionnaire, lang = self._questionnaire(request), _lang(request)
        sent = await _inputs(request, self._site.settings.fields)
        wish = sent.get(names.DO, "")
        given = names.cleaned(sent.items(), questionnaire)
        more = sent.get("more")
        if more:
            return self._with_more_rows(questionnaire, given, more, lang)
        if wish == files.BLANK:
            return await self._work.done(lambda: files.blank(self._site, questionnaire, lang))
        if wish == files.ANSWERS:
            return files.kept(self._site, questionnaire, given, lang)
        if wish == _SHOWN_AGAIN:
            return HTMLResponse(forms.page(self._site, questionnaire, given, lang=lang))
        sure = wish == _GO_ON or bool(sent.get(names.SURE))
        return await self._answered(questionnaire, given, wish, lang, sure=sure)

    async def _answered(
        self, questionnaire: Questionnaire, given: Posted, wish: str, lang: str, *, sure: bool
    ) -> Response:
        found = answering.work_out(self._site, questionnaire, given, lang)
        unusual = [one for one in found.asked if one.field is not None]
        if found.own is None or (unusual and not sure):
            asked = found.asked if found.own is None else unusual
            page = forms.page(self._site, questionnaire, given, asked, lang=lang)
            return HTMLResponse(page, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
        if wish in files.MAKERS:
            own = found.own
            return await self._work.done(lambda: files.made(self._site, own, given, wish, lang))
        page = results.page(
            self._site, questionnaire, found.own, found.asked, given, lang=lang, sure=sure
        )
        return HTMLResponse(page)

    def _with_more_rows(
        self, questionnaire: Questionnaire, given: Mapping[str, str], more: str, lang: str
    ) -> Response:
        field = next((one for one in questionnaire.fields if one.id == more), None)
        if field is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        shown = min(names.rows_shown(field, given) + names.MORE_ROWS, names.MOST_ROWS)
        longer = {**given, names.rows_name(field.id): str(shown)}
        return HTMLResponse(forms.page(self._site, questionnaire, longer, lang=lang))

    def _questionnaire(self, request: Request) -> Questionnaire:
        found = self._site.questionnaires.get(request.path_params["questionnaire"])
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    async def refused(self, request: Request, wrong: Exception) -> Response:
        """Return the page for an address or a way of asking that there is not."""
        status = wrong.status_code if isinstance(wrong, HTTPException) else HTTPStatus.NOT_FOUND
        name = {HTTPStatus.NOT_FOUND: "missing", HTTPStatus.METHOD_NOT_ALLOWED: "method",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "size"}  # fmt: skip
        return self._refusal(
            request.scope, HTTPStatus(status), name.get(HTTPStatus(status), "form")
        )

    async def busy(self, request: Request, wrong: Exception) -> Response:
        """Return the page for a file that could not be made in time."""
        return self._refusal(request.scope, HTTPStatus.SERVICE_UNAVAILABLE, "busy")

    async def broken(self, request: Request, wrong: Exception) -> Response:
        """Return the page for a mistake of ours, without a word about what it was."""
        return self._refusal(request.scope, HTTPStatus.INTERNAL_SERVER_ERROR, "broken")

    def _refusal(self, scope: Scope, status: HTTPStatus, name: str) -> Response:
        return refusals.refused(self._site.templates, scope, status, name)


def _required(questionnaire: Questionnaire) -> int:
    return sum(one.need is Need.REQUIRED for one in questionnaire.fields)


def _lang(request: Request) -> str:
    lang: str = request.path_params["lang"]
    if lang not in language.LANGUAGES:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return lang


def _accepted(request: Request) -> str:
    """Return the language that the browser asks for first; Swedish unless it is English."""
    first = request.headers.get("accept-language", "")[:2].lower()
    return first if first in language.LANGUAGES else language.LANGUAGES[0]


async def _inputs(request: Request, most: int) -> dict[str, str]:
    """Return the inputs of a posted form; the first of a name counts."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=most, errors="replace")
    except ValueError:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found
