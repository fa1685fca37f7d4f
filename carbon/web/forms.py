"""The page with the questions: empty, filled in, or with what is asked about the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carbon.farm import asking
from carbon.farm.records import Need, Questionnaire
from carbon.web import fields, rendering
from carbon.web import posted as names
from carbon.web.fields import Asked, Input, Option, SectionView
from carbon.web.posted import Posted
from carbon.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """One question about the product as a whole."""

    input: Input
    help: str
    required: bool
    asked: tuple[Asked, ...]

    @property
    def stopped(self) -> bool:
        """Tell whether a question here stands in the way of a result."""
        return any(one.stop for one in self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of the summary: a question with the place that it is about."""

    href: str
    text: str
    hint: str


def page(
    site: Site,
    questionnaire: Questionnaire,
    posted: Posted,
    asked: Sequence[Asked] = (),
    *,
    lang: str,
) -> str:
    """Return the page of a questionnaire."""
    word = rendering.words(lang)
    heading = asking.in_language(questionnaire.title, lang)
    stopped = any(one.stop for one in asked)
    head = _head(site, questionnaire, posted, asked, lang)
    sections = fields.sections(questionnaire, posted, asked, lang)
    return site.templates.render(
        "form",
        lang,
        title=word("title-stop", title=heading) if asked else heading,
        heading=heading,
        step="answer",
        path=questionnaire.id,
        questionnaire=questionnaire.id,
        again="edit",
        enter="result",
        required=sum(one.need is Need.REQUIRED for one in questionnaire.fields),
        head=head,
        review={name: posted[name] for name in names.REVIEW if posted.get(name)},
        sections=sections,
        asked=tuple(asked),
        stopped=stopped,
        links=_links(head, sections, asked),
    )


def _head(
    site: Site,
    questionnaire: Questionnaire,
    posted: Posted,
    asked: Sequence[Asked],
    lang: str,
) -> list[HeadView]:
    word = rendering.words(lang)
    shown = list(names.HEAD)
    if len(questionnaire.products) == 1:
        shown.remove("product")
    if site.packs or posted.get(names.TENDER):
        shown.append(names.TENDER)
    shown.append(names.EVIDENCE)
    return [
        HeadView(
            input=_head_input(site, questionnaire, name, posted, lang),
            help=word(f"head-{name}-help"),
            required=name == "year",
            asked=tuple(one for one in asked if one.field == name),
        )
        for name in shown
    ]


def _head_input(
    site: Site, questionnaire: Questionnaire, name: str, posted: Posted, lang: str
) -> Input:
    chosen = posted.get(name, "")
    options: tuple[Option, ...] = ()
    if name == "product":
        options = tuple(
            Option(id=one, label=site.food(one, lang), chosen=one == chosen)
            for one in questionnaire.products
        )
    elif name == names.TENDER:
        options = _tenders(site, chosen, lang)
    return Input(
        name=name,
        label=rendering.words(lang)(f"head-{name}"),
        value=chosen,
        number=name == "year",
        options=options,
    )


def _tenders(site: Site, chosen: str, lang: str) -> tuple[Option, ...]:
    """Return the tenders to compare with; one that a file names stays, known here or not."""
    titles = {one.tender.id: one.tender.title for one in site.packs}
    if chosen:
        titles.setdefault(chosen, chosen)
    none = Option(id="", label=rendering.words(lang)("tender-none"), chosen=not chosen)
    return (none, *(Option(id=id_, label=title, chosen=id_ == chosen)
                    for id_, title in titles.items()))  # fmt: skip


def _links(
    head: Sequence[HeadView], sections: Sequence[SectionView], asked: Sequence[Asked]
) -> list[Link]:
    """Return the summary: questions in the order of the page, those about all of it first."""
    places = {one.input.name: (one.input.name, one.input.label) for one in head}
    for section in sections:
        for view in (*section.fields, *section.details):
            places[view.id] = (view.first, view.label)
    order = {name: number for number, name in enumerate(places)}
    return [
        Link(
            href=places[one.field][0] if one.field in places else "",
            text=_with_label(one.message, places[one.field][1] if one.field in places else ""),
            hint=one.hint,
        )
        for one in sorted(asked, key=lambda one: order.get(one.field or "", -1))
    ]


def _with_label(message: str, label: str) -> str:
    """Return a question that names its field, once."""
    return message if not label or label in message else f"{label}: {message}"
