"""What `carbon evaluate --records` writes: protocol, letters, contract annexes, auditors' page.

Names of files are fixed or carry a running number; nothing from outside becomes part of a path. A
letter that lacks what it must say is not written, and the problem says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carbon.outputs import docx, pdf, records_audit, records_letter, records_protocol
from carbon.outputs import records_annex as annexes
from carbon.outputs.files import folder_for, write_aside
from carbon.outputs.publication_page import Page
from carbon.outputs.records_page import Shown, rendered, word
from carbon.problems import Problem, UsageError, error, has_errors
from carbon.tender.law.verdicts import State, Verdict
from carbon.tender.protocol import laws, release
from carbon.tender.protocol.annex import Value
from carbon.tender.protocol.masks import NOTHING
from carbon.tender.protocol.proceedings import Proceedings

_PUBLIC = ""  # the reader of a masked copy: anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that was made of a procedure."""

    documents: Mapping[str, bytes]  # name -> content
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document before it becomes files; `template` and `word_file` say which."""

    name: str  # without ending
    page: Page
    template: str = "document"
    word_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Every document of a procedure as a page, before HTML, PDF and Word are made of them."""

    made: tuple[Draft, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


def records(of: Proceedings, lang: str) -> Records:
    """Return every record of a procedure as files, the verdicts on it, and what stops a letter."""
    drafts = drafted(of, lang)
    documents, wrong = _files(drafts.made)
    problems = (*drafts.problems, *wrong)
    return Records(documents=documents, verdicts=drafts.verdicts, problems=problems)


def drafted(of: Proceedings, lang: str) -> Drafts:
    """Return every record of a procedure as a page, the verdicts on it, and what stops a letter."""
    problems = [*release.remarks(of), *release.lacking(of)]
    made = [*_protocols(of, lang), *_own(of, lang)]
    readers = []
    if not has_errors(problems):
        made += _annexes(of, lang)
        for number, supplier in enumerate(of.suppliers, start=1):
            wrong = release.lacking_for(of, supplier)
            problems += wrong
            if not has_errors(wrong):
                readers.append(supplier)
                made.append(_letter(of, supplier, number, lang))
    verdicts = laws.run(
        of,
        letter=lambda seen, reader: _text_for(seen, reader, lang),
        readers=(*readers, *([_PUBLIC] if of.procedure.decision is not None else [])),
        annexed=_annexed(of, lang),
    )
    leaks = any(one.id == "EQ-27" and one.state is State.BROKEN for one in verdicts)
    if leaks:  # nothing that others may see leaves before the leak is mended
        own = {word("file-protocol", lang), word("file-audit", lang)}
        made = [one for one in made if one.name in own]
    return Drafts(made=tuple(made), verdicts=tuple(verdicts), problems=tuple(problems))


def nothing(problems: Sequence[Problem]) -> Records:
    """Return no records, and why."""
    return Records(documents={}, verdicts=(), problems=tuple(problems))


def also(made: Records, problems: Sequence[Problem]) -> Records:
    """Return the records with problems that were found before them."""
    return replace(made, problems=(*problems, *made.problems))


def shown_to(of: Proceedings, reader: str, lang: str) -> Shown:
    """Return what a supplier may see, or for the empty name what anybody may."""
    return Shown(of=of, masks=of.masks_for(reader), lang=lang)


def everything(of: Proceedings, lang: str) -> Shown:
    """Return the buyer's own view: nothing is masked."""
    return Shown(of=of, masks=NOTHING, lang=lang)


def write(made: Records, folder: Path, lang: str) -> tuple[Path, ...]:
    """Write every record into a folder. Raises UsageError when one cannot be written.

    A record of an earlier run that is not made now is taken away: a blocked letter must not lie
    there as if it held. A Word file that differs may hold an officer's words, so it is kept beside
    the new one, under the name that `records-file-earlier` gives.
    """
    place = folder_for(folder)
    for path in _earlier(place, lang):
        if path.suffix == ".docx":
            _kept(path, made.documents.get(path.name), lang)
        elif path.name not in made.documents:
            _try(path.unlink, path)
    written = []
    for name, content in made.documents.items():
        write_aside(place / name, content)
        written.append(place / name)
    return tuple(written)


def _earlier(place: Path, lang: str) -> list[Path]:
    """Return the files in a folder that an earlier run can have written, and nothing else."""
    fixed = [word(f"file-{key}", lang) for key in ("protocol", "protocol-masked", "audit")]
    counted = [
        word(f"file-{key}", lang, number="\0") for key in ("letter", "annex", "annex-masked")
    ]
    shapes = [re.escape(one) for one in fixed]
    shapes += [re.escape(one).replace(re.escape("\0"), "[0-9]{2,}") for one in counted]
    wanted = re.compile(f"(?:{'|'.join(shapes)})\\.(?:html|pdf|docx)")
    return [path for path in sorted(place.iterdir()) if wanted.fullmatch(path.name)]


def _kept(path: Path, new: bytes | None, lang: str) -> None:
    def keep() -> None:
        if path.read_bytes() != new:
            path.replace(path.with_stem(word("file-earlier", lang, name=path.stem)))

    _try(keep, path)


def _try(step: Callable[[], None], path: Path) -> None:
    try:
        step()
    except OSError as wrong:
        found = wrong.strerror or type(wrong).__name__
        raise UsageError(error("output-unwritable", str(path), found=found)) from wrong


def _protocols(of: Proceedings, lang: str) -> Iterator[Draft]:
    yield Draft(
        name=word("file-protocol", lang),
        page=records_protocol.protocol(everything(of, lang)),
        word_file=True,
    )
    # Before the decision nothing of a tender may be told to anybody else (OSL 19:3 second para).
    if of.procedure.secrecy and of.procedure.decision is not None:
        public = shown_to(of, _PUBLIC, lang)
        yield Draft(name=word("file-protocol-masked", lang), page=records_protocol.protocol(public))


def _own(of: Proceedings, lang: str) -> Iterator[Draft]:
    yield Draft(name=word("file-audit", lang), page=records_audit.audit(everything(of, lang)))


def _annexes(of: Proceedings, lang: str) -> Iterator[Draft]:
    for number, lot in enumerate(of.awards, start=1):
        if lot.winner is None:
            continue
        name = word("file-annex", lang, number=f"{number:02d}")
        yield Draft(name=name, page=annexes.document(everything(of, lang), lot), template="letter")
        public = shown_to(of, _PUBLIC, lang)
        if public.masks.of(lot.winner.supplier, lot.result.lot.id):
            name = word("file-annex-masked", lang, number=f"{number:02d}")
            yield Draft(name=name, page=annexes.document(public, lot), template="letter")


def _letter(of: Proceedings, supplier: str, number: int, lang: str) -> Draft:
    return Draft(
        name=word("file-letter", lang, number=f"{number:02d}"),
        page=records_letter.letter(shown_to(of, supplier, lang), supplier),
        template="letter",
        word_file=True,
    )


def _text_for(of: Proceedings, reader: str, lang: str) -> str:
    """Return all that a reader gets: its letter, or for anybody the masked copies."""
    shown = shown_to(of, reader, lang)
    if reader != _PUBLIC:
        return rendered(records_letter.letter(shown, reader), "letter")
    pages = [records_protocol.protocol(shown)]
    pages += [annexes.document(shown, lot) for lot in of.awards if lot.winner is not None]
    return "\n".join(rendered(one, "document") for one in pages)


def _annexed(of: Proceedings, lang: str) -> list[Value]:
    shown = everything(of, lang)
    return [
        value
        for lot in of.awards
        if lot.winner is not None
        for value in annexes.values(annexes.document(shown, lot), lot.result.lot.id, lang)
    ]


def _files(made: Sequence[Draft]) -> tuple[dict[str, bytes], list[Problem]]:
    """Return each document as HTML, as PDF where this machine can, and as Word where edited."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for one in made:
        page = rendered(one.page, one.template)
        found[f"{one.name}.html"] = page.encode("utf-8", errors="replace")
        paper, wrong = pdf.of_page(page, one.name)
        problems += wrong
        if paper is not None:
            found[f"{one.name}.pdf"] = paper
        if one.word_file:
            found[f"{one.name}.docx"] = docx.of_page(one.page)
    return found, problems
