"""The report: one page, safe, accessible, and the same words as the decision."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from carbon.outputs.report import report, write_report
from carbon.tender.records import Assessment

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "nav",
    "ul", "li", "main", "section", "div", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "bdi", "figure", "figcaption", "svg", "desc", "line", "text", "rect", "dl", "dt", "dd",
    "footer", "defs", "g", "use", "path", "circle", "details", "summary", "ol",
}  # fmt: skip
VOID = {"meta", "line", "rect", "use", "path", "circle"}


class Page(HTMLParser):
    """Collects tags, attributes and text, and checks that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_outside_text_never_becomes_markup(rich: Assessment, lang: str) -> None:
    html = report(rich, lang)
    page = parsed(html)
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a == "style"]
    assert "<script>alert('x')</script>" in "".join(page.text)
    assert "\u202e" not in html


def test_the_page_asks_nothing_of_the_network_and_forbids_it(rich: Assessment) -> None:
    html = report(rich, "sv")
    page = parsed(html)
    for tag, attrs in page.tags:
        assert "src" not in attrs, tag
        assert (attrs.get("href") or "#").startswith("#")
    policy = next(
        attrs["content"]
        for _, attrs in page.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    style = re.search(r"<style>(.*?)</style>", html, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; style-src 'sha256-" + digest)
    assert "unsafe" not in policy
    assert "@import" not in style
    assert "url(" not in style


def test_tables_and_charts_can_be_read_without_seeing_them(rich: Assessment) -> None:
    page = parsed(report(rich, "sv"))
    tags = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "sv"})
    assert tags.count("table") == tags.count("caption")
    assert tags.count("h1") == 1
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    charts = [attrs for tag, attrs in page.tags if tag == "svg" and "role" in attrs]
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert charts
    for chart in charts:
        assert chart["role"] == "img"
        assert set(chart["aria-labelledby"].split()) <= ids


def test_the_decision_says_who_comes_first_and_what_would_change_it(
    three_offers: Assessment,
) -> None:
    text = " ".join("".join(parsed(report(three_offers, "sv")).text).split())
    assert "B har lägst jämförelsesumma, 1 174 000,00 kr" in text
    assert "under 2,73 kr per kg skulle A vara först" in text
    assert "över 5,00 kr per kg skulle C vara först" in text
    assert "osäkerheten är inte beräknad" in text


def test_a_page_is_never_mixed(three_offers: Assessment) -> None:
    english = report(three_offers, "en")
    assert "jämförelsesumma" not in english
    assert "anbudsgivare" not in english.lower()


def test_attributions_that_licences_ask_for_are_printed(rich: Assessment) -> None:
    assert "Ingen, påhittad källa för prov, CC BY 4.0" in report(rich, "sv")


def test_two_reports_are_the_same_bytes(rich: Assessment, tmp_path: Path) -> None:
    write_report(rich, tmp_path / "a.html", "sv")
    write_report(rich, tmp_path / "b.html", "sv")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
