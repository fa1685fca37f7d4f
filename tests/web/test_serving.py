"""`carbon serve`: on this machine only unless told otherwise, the same digest as the command."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http import HTTPStatus
from pathlib import Path

from tests.cli.running import ROOT, carbon
from tests.web.conftest import CARROTS, Visitor, digest_of


def test_the_page_and_the_command_give_the_same_digest(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "morot.yaml"
    file.write_bytes(visitor.press("/sv/roots", CARROTS, "yaml").content)
    ran = carbon("footprint", file, "--json")
    assert ran.json()["digest"] == digest_of(visitor.press("/sv/roots", CARROTS).text)


def test_the_kronor_of_the_page_are_those_of_the_command(
    visitor: Visitor, published: Path, tmp_path: Path
) -> None:
    answers = {**CARROTS, "tender": "exempel-mejeri-och-rotfrukter", "place": "Leksand"}
    text = visitor.press("/sv/roots", answers).text
    row = re.findall(r"2\.2 Morot, tvättad</th>(.*?)</tr>", text, re.DOTALL)[0]
    shown = re.findall(r"<td class=\"num\">(.*?)</td>", row)[-1]
    file = tmp_path / "morot.yaml"
    file.write_bytes(visitor.press("/sv/roots", answers, "yaml").content)
    told = carbon("footprint", file, "--tender", published, "--json").json()["tender"]
    each = float(told["default_costs_sek_per_unit"])
    sek = float(shown.replace("\u00a0", "").replace("\u2212", "-").replace(",", "."))
    assert abs(sek - each * 22_000) < 1  # the page shows whole kronor


def test_it_is_not_opened_to_others_without_a_name() -> None:
    ran = carbon("serve", "--host", "0.0.0.0")
    assert ran.code == 2
    assert "--name" in ran.err


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = carbon("serve", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "serve-port-taken" in ran.err


def test_a_tender_that_is_not_published_is_not_offered() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        example = ROOT / "examples" / "mejeri-och-rotfrukter"
        port = str(taken.getsockname()[1])
        ran = carbon("serve", "--port", port, "--tender", example, "--json")
    assert "serve-tender-unpublished" in ran.err


def test_it_answers_this_machine_and_ends_when_it_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "carbon.cli", "serve", "--port", str(port), "--workers", "2"],
        cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        answer = _first(f"http://127.0.0.1:{port}/sv/", 60)
        assert answer.status == HTTPStatus.OK
        assert answer.headers.get("server") is None
        again = carbon("serve", "--port", str(port))  # the workers share the port with nobody else
        assert again.code == 2
        assert "serve-port-taken" in again.err
        slow = socket.create_connection(("127.0.0.1", port), timeout=30)
        slow.sendall(b"GET /sv/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")  # and nothing more
        assert slow.recv(100) == b""  # it is not waited for
        slow.close()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def _first(url: str, seconds: float) -> urllib.request.addinfourl:
    """Return the first answer of a server that is starting."""
    end = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
