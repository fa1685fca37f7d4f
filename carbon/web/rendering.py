"""The templates of the page, loaded once, and what every page shares."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jinja2

from carbon import language, resources

_SHORT = 12  # digits of a hash that tell one edition of the style from the next


def words(lang: str) -> Callable[..., str]:
    """Return the function by which templates ask for our own texts."""

    def word(key: str, **values: object) -> str:
        return language.word(f"web-{key}", lang, **values)

    return word


def other(lang: str) -> str:
    """Return the other language."""
    return next(one for one in language.LANGUAGES if one != lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Every template, compiled, and the files that pages refer to."""

    environment: jinja2.Environment
    style: bytes
    icon: bytes
    style_hash: str

    def render(self, template: str, lang: str, **values: Any) -> str:
        """Return a page. `path` is what follows the language in its address."""
        shared = {
            "lang": lang,
            "other": other(lang),
            "path": "",
            "word": words(lang),
            "style": self.style_hash,
        }
        page = self.environment.get_template(f"{template}.html.j2").render(**shared | values)
        return page.rstrip("\n") + "\n"


def load() -> Templates:
    """Return the templates of the page, compiled."""
    folder = resources.templates_folder() / "web"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)
    style = (folder / "page.css").read_bytes()
    return Templates(
        environment=environment,
        style=style,
        icon=(folder / "icon.svg").read_bytes(),
        style_hash=hashlib.sha256(style).hexdigest()[:_SHORT],
    )
