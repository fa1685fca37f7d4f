"""P17: our PDF of a report against weasyprint alone on the same page, both as PDF/UA-1."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

PARAGRAPHS = 44  # a page, about
PAGE = (
    "<!DOCTYPE html><html lang='sv'><head><title>Prov</title><style>body{font-size:11pt}</style>"
    "</head><body><h1>Prov</h1>{body}</body></html>"
)


def html(pages: int) -> str:
    """Return a document of about so many pages."""
    return PAGE.replace("{body}", "".join(
        f"<p>Stycke {n}: mjölk, morot och bröd från jord till bord.</p>"
        for n in range(pages * PARAGRAPHS)
    ))  # fmt: skip


def yardstick(pages: int) -> Callable[[], object]:
    """Make the PDF with the library alone."""
    import weasyprint

    page = html(pages)
    return lambda: len(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def ours(pages: int) -> Callable[[], object]:
    """Make the PDF as letters and reports are made."""
    import weasyprint  # noqa: F401  # the import is no part of what is measured

    from carbon.outputs import pdf

    page = html(pages)

    def make() -> None:
        pdf.of_page(page, "prov.pdf")

    return make


def measure(pages: int, rounds: int) -> Measured:
    """Make a PDF of so many pages both ways."""
    bare, own = sides.in_turn((yardstick, ours), pages, rounds)
    return sides.measured(own.run, bare.run)


MEASUREMENTS = (
    Measurement(
        id="P17",
        what="a report as PDF/UA-1",
        unit="pages",
        yardstick="weasyprint alone",
        aim=Aim(ratio=1.3),
        sizes=(5, 50),
        measure=measure,
        aim_at=5,
    ),
)
