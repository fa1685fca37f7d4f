"""P17: our PDF of a page against weasyprint alone on the same page, both as PDF/UA-1."""

from __future__ import annotations

import time
from collections.abc import Callable

from carbon.outputs import pdf

PARAGRAPHS = 220  # some five pages
PAGE = (
    "<!DOCTYPE html><html lang='sv'><head><title>Prov</title><style>body{font-size:11pt}</style>"
    "</head><body><h1>Prov</h1>{body}</body></html>"
)
ROUNDS = 3


def _least(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    import weasyprint

    body = "".join(f"<p>Stycke {n}: mjölk, morot och bröd från jord till bord.</p>"
                   for n in range(PARAGRAPHS))  # fmt: skip
    page = PAGE.replace("{body}", body)
    alone = _least(lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))
    ours = _least(lambda: pdf.of_page(page, "prov.pdf"))
    print(f"P17 PDF of one page: {ours / alone:.2f} x weasyprint alone ({ours:.2f} s, aim 1.3 x)")


if __name__ == "__main__":
    main()
