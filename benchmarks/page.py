"""The producers' page under load: 20 people at once, and memory over 10,000 requests.

The server runs in processes of its own, as `carbon serve` starts it; the load comes from here over
kept connections, as wrk's does: each person presses the next button as soon as the page is there.
A second load has the pause of somebody who reads. A visit is the first page, a form, a result and
the answer file; every result has other answers. Yardstick: a bare uvicorn answer of the same size,
under the same load on the same machine. Aim: median below 100 ms, memory flat.

A machine that does other work answers later, so the server's own processor time for each request
and the load average stand beside.

Run: python -m benchmarks.page
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

PEOPLE = 20
VISITS = 25  # of each person
READING_SECONDS = 2.0  # that somebody looks at a page before the next, in the second load
READ_VISITS = 3
REQUESTS = 10_000
CARROTS = {"a.area": "4,5", "a.yield": "200", "a.n_min": "90", "a.manure": "0", "year": "2025"}
MILK = {"a.cows": "62", "a.milk_sold": "620 000", "a.young": "55", "a.sold_lw": "21600",
        "a.conc": "130", "a.n_min_d": "6 500", "year": "2025"}  # fmt: skip
FORMS = {"roots": CARROTS, "milk": MILK}  # one of the smallest models, and one of the largest
_CHANGED = {"roots": "a.area", "milk": "a.cows"}
# A bare answer of the size of a form, to hold the page against.
_BARE = """
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
_PAGE = (
    "import sys; from carbon.web import app, server, site;"
    "from carbon.web.settings import Settings;"
    "s = Settings().with_pace(10**7); m, _ = site.load((), s);"
    "server.serve(app.made(m), host='127.0.0.1', port=int(sys.argv[1]), settings=s,"
    "workers=int(sys.argv[2]))"
)
_TICK = os.sysconf("SC_CLK_TCK")
T = TypeVar("T")
Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--form", choices=FORMS, action="append", help="which models (all)")
    parser.add_argument("--skip", choices=("read", "memory"), action="append", default=[])
    asked = parser.parse_args()
    print(f"{PEOPLE} at once, median and 95th percentile in ms; bare is uvicorn alone")
    bare = _with(_BARE, 1, _told("bare", "roots", asked.visits, 0.0))
    for form in asked.form or FORMS:
        for workers in (1, 2):
            busy = _with(_PAGE, workers, _told(f"{form}, {workers}", form, asked.visits, 0.0))
            print(f"  {busy / bare:.1f} times the bare server's median")
    if "read" not in asked.skip:
        _with(_PAGE, 2, _told("roots, 2, read", "roots", READ_VISITS, READING_SECONDS))
    if "memory" not in asked.skip:
        grown = _with(_PAGE, 1, lambda port, pid: asyncio.run(_memory(port, pid, asked.requests)))
        print("memory, MiB after each tenth: " + ", ".join(f"{one:.2f}" for one in grown))
        print(f"last half grew by {grown[-1] - grown[len(grown) // 2]:.2f} MiB")


def _with(code: str, workers: int, measured: Callable[[int, int], T]) -> T:
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(port), str(workers)])
    try:
        _wait_for(port)
        return measured(port, process.pid)
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


def _told(title: str, form: str, visits: int, pause: float) -> Callable[[int, int], float]:
    """Return what loads a server, prints its times and returns their median, in seconds."""

    def measured(port: int, pid: int) -> float:
        asyncio.run(_load(port, form, 1, 0.0))  # what is done once only is not measured
        before, begun = _cpu_seconds(pid), time.perf_counter()
        found = asyncio.run(_load(port, form, visits, pause))
        spent, lasted = _cpu_seconds(pid) - before, time.perf_counter() - begun
        for kind, times in found.items():
            print(f"  {title:15} {kind:12} {_ms(times, 50):7.1f} {_ms(times, 95):7.1f}")
        every = [one for times in found.values() for one in times]
        print(f"  {title:15} {'all':12} {_ms(every, 50):7.1f} {_ms(every, 95):7.1f}"
              f"   {spent / len(every) * 1000:.1f} ms of processor each,"
              f" {len(every) / lasted:.0f} a second, load {os.getloadavg()[0]:.1f}")  # fmt: skip
        return statistics.median(every)

    return measured


async def _load(port: int, form: str, visits: int, pause: float) -> Times:
    """Return the times of all requests by kind, of PEOPLE who visit at once."""
    found: Times = defaultdict(list)
    async with asyncio.TaskGroup() as people:
        for number in range(PEOPLE):
            people.create_task(_visit(port, form, visits, pause, number, found))
    return found


async def _visit(
    port: int, form: str, visits: int, pause: float, person: int, found: Times
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(pause * person / PEOPLE)
    for number in range(visits):
        for title, request in _steps(port, form, person * visits + number):
            begun = time.perf_counter()
            await _ask(reader, writer, request)
            found[title].append(time.perf_counter() - begun)
            await asyncio.sleep(pause)
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


async def _memory(port: int, pid: int, requests: int) -> list[float]:
    """Return resident memory after each tenth of so many requests."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found: list[float] = []
    for number in range(requests):
        steps = _steps(port, tuple(FORMS)[number // 4 % len(FORMS)], number)
        await _ask(reader, writer, steps[number % len(steps)][1])
        if (number + 1) % (requests // 10) == 0:
            found.append(_resident_mib(pid))
    writer.close()
    return found


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and those that it started."""
    copies = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ticks = 0
    for one in (str(pid), *copies):
        fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system; fields count after the name
    return ticks / _TICK


def _ms(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1] * 1000


if __name__ == "__main__":
    main()
