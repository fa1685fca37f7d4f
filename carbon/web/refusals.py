"""What is answered instead of a page: a page of its own, in the language of the address."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from carbon import language
from carbon.web.rendering import Templates, words


def language_of(path: str) -> str:
    """Return the language that an address names; Swedish where it names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in language.LANGUAGES else language.LANGUAGES[0]


def refused(templates: Templates, scope: Scope, status: HTTPStatus, name: str) -> Response:
    """Return the page that says why there is no other: words web-refused-<name>."""
    lang = language_of(scope.get("path", ""))
    word = words(lang)
    page = templates.render(
        "error",
        lang,
        title=word(f"refused-{name}"),
        heading=word(f"refused-{name}"),
        message=word(f"refused-{name}-text"),
        remedy=word(f"refused-{name}-hint"),
    )
    return HTMLResponse(page, status_code=status)
