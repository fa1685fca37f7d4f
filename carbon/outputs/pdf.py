"""PDF from a finished HTML page: accessible (PDF/UA-1), the same bytes for the same page.

WeasyPrint lays the page out; it needs Pango in the system. Nothing outside the page is ever
fetched. Fonts are the system's, so another machine may give other bytes for the same page; the
HTML file is the one that hashes are compared on.
"""

from __future__ import annotations

import hashlib
import logging

from carbon.problems import Problem, warning

_VARIANT = "pdf/ua-1"
_NAME = "{name}.pdf"
_INSIDE = ("data",)  # a picture that the page itself holds


def of_page(page: str, name: str) -> tuple[bytes | None, list[Problem]]:
    """Return a page as PDF, or None and why this machine cannot write one.

    `name` is what the problem calls the file.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as wrong:  # OSError: Pango is not there to be loaded
        reason = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
        return None, [warning("pdf-impossible", _NAME.format(name=name), found=reason)]
    for noisy in ("weasyprint", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    closed = weasyprint.urls.URLFetcher(allowed_protocols=_INSIDE)
    html = weasyprint.HTML(string=page, url_fetcher=closed)
    identifier = hashlib.sha256(page.encode("utf-8", errors="replace")).digest()
    return html.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier), []
