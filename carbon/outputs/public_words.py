"""The words of the public edition, shared by its workbook and its page."""

from __future__ import annotations

from carbon import language
from carbon.outputs.public_records import Edition


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the public edition."""
    return language.word(f"public-{key}", lang, **values)


def column(name: str, lang: str) -> str:
    """Return the heading of a column."""
    return word(f"column-{name}", lang)


def facts(edition: Edition) -> list[tuple[str, str]]:
    """Return what identifies the edition, label by label."""
    lang = edition.lang
    told = [
        ("reference", edition.tender["reference"] or edition.tender["id"]),
        ("root", edition.root),
        ("full-sha256", edition.full_sha256),
        ("tender-sha256", edition.tender["sha256"]),
        ("engine", edition.versions["engine_version"]),
        ("library", edition.versions["library_edition"]),
        ("pack", edition.versions["pack_sha256"]),
        ("cells", cells(edition)),
    ]
    return [(word(f"fact-{key}", lang), value) for key, value in told]


def cells(edition: Edition) -> str:
    """Return how many cells stand open, in words."""
    counts = (language.number(one, edition.lang) for one in (edition.open_cells, edition.all_cells))
    shown, whole = counts
    return word("cells", edition.lang, open=shown, all=whole)
