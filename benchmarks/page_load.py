"""A server of the producers' page, and people who visit it at once.

The server runs in processes of its own, as `carbon serve` starts it. The load comes over kept
connections, as wrk's does: each person presses the next button as soon as the page is there. A
visit is the first page, a form, a result and the answer file; every result has other answers.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

CARROTS = {"a.area": "4,5", "a.yield": "200", "a.n_min": "90", "a.manure": "0", "year": "2025"}
MILK = {"a.cows": "62", "a.milk_sold": "620 000", "a.young": "55", "a.sold_lw": "21600",
        "a.conc": "130", "a.n_min_d": "6 500", "year": "2025"}  # fmt: skip
FORMS = {"roots": CARROTS, "milk": MILK}  # one of the smallest models, and one of the largest
_CHANGED = {"roots": "a.area", "milk": "a.cows"}
# A bare answer of the size of a form, to hold the page against.
BARE = """
import sys, uvicorn
body = b"x" * 30000
async def app(scope, receive, send):
    while scope["type"] == "http" and (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", b"30000")]})
    await send({"type": "http.response.body", "body": body})
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", lifespan="off", http="h11",
            access_log=False)
"""
PAGE = (
    "import sys; from carbon.web import app, server, site;"
    "from carbon.web.settings import Settings;"
    "s = Settings().with_pace(10**7); m, _ = site.load((), s);"
    "server.serve(app.made(m), host='127.0.0.1', port=int(sys.argv[1]), settings=s,"
    "workers=int(sys.argv[2]))"
)
_TICK = os.sysconf("SC_CLK_TCK")
Times = dict[str, list[float]]


@contextmanager
def server(code: str, workers: int) -> Iterator[tuple[int, int]]:
    """Start a server, give its port and process id, and end it."""
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(port), str(workers)])
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(0.5)  # for the other workers
            return
    raise SystemExit("the server did not start")


async def visited(port: int, form: str, people: int, visits: int) -> Times:
    """Return the seconds of all requests by kind, of people who visit at once."""
    found: Times = defaultdict(list)
    async with asyncio.TaskGroup() as group:
        for person in range(people):
            group.create_task(_visit(port, form, visits, person, found))
    return found


async def _visit(port: int, form: str, visits: int, person: int, found: Times) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(visits):
        for title, request in _steps(port, form, person * visits + number):
            begun = time.perf_counter()
            await _ask(reader, writer, request)
            found[title].append(time.perf_counter() - begun)
    writer.close()


def _steps(port: int, form: str, number: int) -> list[tuple[str, bytes]]:
    """Return the requests of one visit; the answers are different in each."""
    answers = {**FORMS[form], _CHANGED[form]: str(60 + number % 37)}
    host = f"Host: 127.0.0.1:{port}\r\n"
    steps = [
        ("first page", f"GET /sv/ HTTP/1.1\r\n{host}\r\n"),
        ("form", f"GET /sv/{form} HTTP/1.1\r\n{host}\r\n"),
    ]
    for title, button in (("result", "confirmed"), ("answer file", "yaml")):
        body = urlencode({**answers, "do": button})
        head = f"POST /sv/{form} HTTP/1.1\r\n{host}Origin: http://127.0.0.1:{port}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        steps.append((title, f"{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}"))
    return [(title, text.encode()) for title, text in steps]


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next(one for one in head.split(b"\r\n") if one.startswith(b"content-length:"))
    await reader.readexactly(int(length.partition(b":")[2]))
    if not head.startswith(b"http/1.1 200"):
        raise SystemExit(f"{request!r}: {head!r}")


async def memory(port: int, pid: int, requests: int) -> list[float]:
    """Return resident memory after each tenth of so many requests."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found: list[float] = []
    for number in range(requests):
        steps = _steps(port, tuple(FORMS)[number // 4 % len(FORMS)], number)
        await _ask(reader, writer, steps[number % len(steps)][1])
        if (number + 1) % (requests // 10) == 0:
            found.append(resident_mib(pid))
    writer.close()
    return found


def resident_mib(pid: int, field: str = "VmRSS") -> float:
    """Return the memory of a process, now (VmRSS) or at most so far (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith(field))
    return int(line.split()[1]) / 1024


def workers_of(pid: int) -> list[int]:
    """Return a process and those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *map(int, children)]


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and those that it started."""
    ticks = 0
    for one in workers_of(pid):
        fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system; fields count after the name
    return ticks / _TICK
