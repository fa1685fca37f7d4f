"""Templates become pages: autoescaped, nothing undefined, the style inside and named by its hash.

The policy in each page allows that style and nothing else, so no page can load or run anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from carbon import resources

_LONG = 24  # letters that no column need be wide enough for: hashes, or a name to do harm


def rendered(
    template: str, *, folders: Sequence[str], styles: Sequence[str], **values: object
) -> str:
    """Return a page as self-contained HTML, without script or outside request.

    `folders` are those of templates/ that the template and its parts are looked for in, in order;
    `styles` are files there, joined. `style` and `style_hash` are given to the template.
    """
    import jinja2

    root = resources.templates_folder()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([root / one for one in folders], encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["unbroken"] = _unbroken
    style = "".join((root / one).read_text(encoding="utf-8") for one in styles)
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    made = environment.get_template(template).render(**values, style=style, style_hash=digest)
    return made.rstrip("\n") + "\n"


def _unbroken(text: str) -> bool:
    """Tell whether a text holds something so long that it may be broken anywhere."""
    return any(len(part) > _LONG for part in re.split(r"(?<=[-\s])", text))
