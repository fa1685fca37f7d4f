"""A site, loaded once, and ways to ask it: in this process, and over a socket."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from carbon.tender.publication import lock, publish
from carbon.web import app, server, site
from carbon.web.settings import Settings
from carbon.web.site import Site

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"
BASE = "http://127.0.0.1:8765"
# What a person types who answers only what must be answered.
MILK = {"a.cows": "62", "a.milk_sold": "620 000", "a.young": "55", "a.sold_lw": "21000",
        "a.conc": "130", "a.n_min_d": "6 500", "year": "2025"}  # fmt: skip
CARROTS = {"a.area": "4,5", "a.yield": "200", "a.n_min": "90", "a.manure": "0", "year": "2025"}


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def one(self, id_: str) -> dict[str, str]:
        return next(found for _, found in self.elements if found.get("id") == id_)

    def kept(self) -> dict[str, str]:
        """Return the hidden inputs of a result, from which its files are made."""
        inputs = self.all("input")
        return {one["name"]: one["value"] for one in inputs if one.get("type") == "hidden"}


class Visitor:
    """Somebody who reads pages and presses buttons, without a browser."""

    def __init__(self, client: TestClient) -> None:
        self._client = client

    def get(self, path: str) -> Any:
        return self._client.get(path)

    def page(self, path: str) -> Page:
        return Page(self.get(path).text)

    def press(self, path: str, answers: Mapping[str, str], button: str = "result") -> Any:
        sent = {**answers, "do": button}
        return self._client.post(path, data=sent, headers={"Origin": BASE})

    def upload(self, name: str, content: bytes, lang: str = "sv") -> Any:
        files = {"file": (name, content)}
        return self._client.post(f"/{lang}/open", files=files, headers={"Origin": BASE})


def digest_of(text: str) -> str:
    """Return the digest that a result shows."""
    return next(iter(re.findall(r"<code>([0-9a-f]{64})</code>", text)))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example tender, published."""
    folder = tmp_path_factory.mktemp("anbud") / "tender"
    folder.mkdir()
    (folder / "tender.yaml").write_bytes((EXAMPLE / "tender.yaml").read_bytes())
    made, problems = publish.prepare(folder, when="2026-11-22", lang="sv")
    assert made is not None, problems
    (folder / "lock.json").write_text(lock.as_text(made.lock), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def loaded(published: Path) -> Site:
    found, problems = site.load([published], Settings().with_pace(10**6))
    assert problems == []
    return found


@pytest.fixture(scope="session")
def visitor(loaded: Site) -> Visitor:
    return Visitor(TestClient(app.made(loaded), base_url=BASE, follow_redirects=False))


@pytest.fixture(scope="session")
def address(loaded: Site) -> Iterator[str]:
    """Serve the site on a free port, as `carbon serve` does."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        settings = server.configured(
            app.made(loaded), host="127.0.0.1", port=port, settings=loaded.settings
        )
        running = uvicorn.Server(settings)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        running.should_exit = True
        thread.join(timeout=10)
