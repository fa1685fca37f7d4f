"""What is let in: our own host, our own forms, small enough, soon enough, not too often."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Scope

from carbon.web import gate
from carbon.web.gate import Gate
from carbon.web.headers import FIXED, Headers
from carbon.web.pace import Pace
from carbon.web.settings import Settings

HERE = "http://127.0.0.1:8765"
FORM = {"Origin": HERE, "Content-Type": "application/x-www-form-urlencoded"}


async def echo(scope: Scope, receive: Any, send: Any) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"{scope['method']} {len(body)}")(scope, receive, send)


def refuse(scope: Scope, status: HTTPStatus, name: str) -> Response:
    return PlainTextResponse(name, status_code=status)


def app(**limits: Any) -> Headers:
    settings = Settings(**limits)
    pace = Pace(per_minute=settings.per_minute, burst=settings.burst, clients=10, clock=lambda: 0.0)
    return Headers(Gate(echo, settings=settings, pace=pace, refuse=refuse))


def client(**limits: Any) -> TestClient:
    return TestClient(app(**limits), base_url=HERE)


def test_every_answer_carries_the_headers_also_a_refusal() -> None:
    for answer in (client().get("/"), client().get("/", headers={"Host": "evil.example"})):
        assert {name: answer.headers[name] for name in FIXED} == FIXED
        assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src" not in FIXED["Content-Security-Policy"]
    assert FIXED["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:9", "LOCALHOST", "[::1]:8765"])
def test_this_machine_is_answered_by_all_its_names(host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "", "[::1"]
)
def test_a_name_that_was_bound_to_this_machine_by_a_stranger_is_not(host: str) -> None:
    answer = client().get("/", headers={"Host": host})
    assert (answer.status_code, answer.text) == (HTTPStatus.MISDIRECTED_REQUEST, "host")


@given(st.text(max_size=40))
def test_no_text_in_the_host_header_is_taken_for_ours_unless_it_is(host: str) -> None:
    name = gate._name(host)
    if name in Settings().hosts:
        assert host.strip().lower().startswith(name)


def test_a_form_of_our_own_page_is_let_in() -> None:
    assert client().post("/", content="a=1", headers=FORM).text == "POST 3"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_page_is_not(headers: dict[str, str]) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client().post("/", content="a=1", headers=kind | headers)
    assert (answer.status_code, answer.text) == (HTTPStatus.FORBIDDEN, "origin")


def test_a_browser_that_says_same_origin_needs_no_origin_header() -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": FORM["Content-Type"]}
    assert client().post("/", content="a=1", headers=headers).text == "POST 3"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_nothing_but_reading_and_posting(method: str) -> None:
    answer = client().request(method, "/")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_only_forms_are_taken_in() -> None:
    answer = client().post("/", content="{}", headers=FORM | {"Content-Type": "application/json"})
    assert answer.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    answer = client(form_bytes=10).post("/", content="x" * 11, headers=FORM)
    assert (answer.status_code, answer.text) == (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")


def test_a_body_that_lies_about_its_size_is_stopped_at_the_limit() -> None:
    sent = []

    async def endless() -> dict[str, Any]:
        sent.append(1)
        return {"type": "http.request", "body": b"x" * 8, "more_body": True}

    assert answered(endless, form_bytes=20) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert len(sent) == 3  # 24 bytes: the first that are more than 20


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    assert answered(never, body_seconds=0.05) == HTTPStatus.REQUEST_TIMEOUT


def test_a_client_that_asks_too_often_is_told_when_to_come_back() -> None:
    often = client(burst=2.0, per_minute=6.0)
    answers = [often.get("/") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, HTTPStatus.TOO_MANY_REQUESTS]
    assert answers[2].headers["Retry-After"] == "10"


def answered(receive: Any, **limits: Any) -> int:
    """Return the status of a post whose body comes from `receive`."""
    found: list[int] = []

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "client": ("127.0.0.1", 1),
        "headers": [
            (b"host", b"127.0.0.1:8765"),
            (b"origin", HERE.encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ],
    }
    asyncio.run(app(**limits)(scope, receive, send))
    return found[0]
