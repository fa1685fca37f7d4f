"""What `carbon publish` writes: documents from the one pack, and last of all the lock.

Makers of documents stand in one list. Each takes a Publication and a language and returns names
with bytes; whatever they give is written, and its hash stands in the lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from carbon import language
from carbon.intake import tendersources
from carbon.outputs import pdf, terms
from carbon.outputs.files import write_aside
from carbon.outputs.publication_page import Page, Section, rendered
from carbon.outputs.publication_rule import word
from carbon.problems import Problem, UsageError, error
from carbon.tender.publication import changes, lock
from carbon.tender.publication.pack import as_data
from carbon.tender.publication.publish import Publication

FOLDER = tendersources.PUBLISHED
Document = tuple[str, bytes]
Maker = Callable[[Publication, str], tuple[Sequence[Document], list[Problem]]]


def appendix(of: Publication, lang: str) -> str:
    """Return the method appendix as an HTML page."""
    return rendered(_page(of, "appendix", _appendix(of, lang), lang))


def contract(of: Publication, lang: str) -> str:
    """Return the contract terms as an HTML page."""
    from carbon.outputs import publication_terms

    return rendered(_page(of, "terms", publication_terms.contract(of, lang), lang))


def _appendix(of: Publication, lang: str) -> list[Section]:
    from carbon.outputs import publication_example as example
    from carbon.outputs import publication_factors as factors
    from carbon.outputs import publication_rule as rule
    from carbon.outputs import publication_terms as binding
    from carbon.outputs import publication_transport as transport

    return [
        *rule.sections(of, lang),
        factors.defaults(of, lang),
        transport.transport(of, lang),
        example.example(of, lang),
        binding.vectors(of, lang),
        binding.contract_summary(of, lang),
        binding.changed(of, lang),
        binding.limits(of, lang),
        *factors.tables(of, lang),
        binding.hashes(of, lang),
    ]


def _page(of: Publication, key: str, sections: Sequence[Section], lang: str) -> Page:
    tender = of.pack.tender
    subtitle = language.word(
        "outputs-decision-subtitle",
        lang,
        buyer=terms.shown(tender.buyer, terms.NAME_LIMIT),
        reference=terms.shown(tender.reference, terms.NAME_LIMIT),
        id=terms.shown(tender.id, terms.NAME_LIMIT),
    )
    return Page(
        lang=lang,
        title=word(f"{key}-title", lang, title=terms.shown(tender.title, terms.NAME_LIMIT)),
        subtitle=subtitle,
        lead=word(f"{key}-lead", lang, when=of.lock.published, sha=of.pack.sha256),
        sections=tuple(sections),
        footer=word(
            "footer",
            lang,
            version=of.pack.engine_version,
            edition=of.pack.library.name,
            sha=of.pack.sha256,
        ),
    )


def _pages(of: Publication, lang: str) -> tuple[list[Document], list[Problem]]:
    """Make the documents that people read, as HTML and as PDF where this machine can."""
    found: list[Document] = []
    problems: list[Problem] = []
    for key, made in (("appendix", appendix), ("terms", contract)):
        name, page = word(f"file-{key}", lang), made(of, lang)
        found.append((f"{name}.html", page.encode("utf-8", errors="replace")))
        paper, wrong = pdf.of_page(page, name)
        problems += wrong
        found += [] if paper is None else [(f"{name}.pdf", paper)]
    return found, problems


def _data(of: Publication, lang: str) -> tuple[list[Document], list[Problem]]:
    """Make the pack, the test vectors and the notice as data."""
    from carbon.outputs import publication_notice as notice

    name = word("file-notice", lang)
    return [
        ("metodpaket.json", _json(as_data(of.pack))),
        ("provfall.json", _json(of.vectors)),
        (f"{name}.json", _json(notice.eforms(of, lang))),
        (f"{name}.txt", notice.statement(of, lang).encode("utf-8", errors="replace")),
    ], []


def _json(content: object) -> bytes:
    return f"{language.json_text(content)}\n".encode()


def _supplier_form(of: Publication, lang: str) -> tuple[list[Document], list[Problem]]:
    """Make the form that suppliers fill in."""
    from carbon.outputs import supplierform

    return [(f"{word('file-form', lang)}.xlsx", supplierform.form_bytes(of.pack.tender, lang))], []


MAKERS: tuple[Maker, ...] = (_pages, _data, _supplier_form)


def documents(
    of: Publication, lang: str, makers: Sequence[Maker] = MAKERS
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return every document of a publication by name, and what could not be made."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for maker in makers:
        made, wrong = maker(of, lang)
        found |= dict(made)
        problems += wrong
    return found, problems


def write(
    of: Publication, made: Mapping[str, bytes], folder: Path, target: Path | None = None
) -> tuple[Path, ...]:
    """Write the documents to `target` (TENDER/publish), then the change, then the lock.

    The lock comes last: as long as it is not there, nothing has been published. Raises UsageError
    when something cannot be written.
    """
    place = target or folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        found = wrong.strerror or type(wrong).__name__
        raise UsageError(error("output-folder", str(place), found=found)) from wrong
    written = []
    for name, content in made.items():
        write_aside(place / name, content)
        written.append(place / name)
    if of.change is not None:
        path = folder / changes.FILE
        before = path.read_text(encoding="utf-8") if path.exists() else None
        write_aside(path, changes.with_entry(before, of.change).encode("utf-8"))
        written.append(path)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    whole = replace(of.lock, published_files={**of.lock.published_files, **hashes})
    write_aside(folder / lock.FILE, lock.as_text(whole).encode("utf-8"))
    return (*written, folder / lock.FILE)
