"""Blows to texts that people and programs write: YAML, JSON, XML and lines of a log.

Unlike `tests.intake.fuzzing`, which strikes archives and tables, these know what a value is: one
of them is taken out and something put in its place that is nearly right, or far from it.
"""

from __future__ import annotations

import re
from random import Random

# What may stand in place of any value.
INSTEAD = (
    "", "null", "~", "true", "NO", "0", "-1", "1e400", "-0", "NaN", ".inf", "Infinity", "1_000",
    "0x1F", "12:30", "2027-02-30", "2027-04-12", "9" * 400, "1" + "0" * 30, "0." + "0" * 40 + "1",
    '""', "[]", "{}", "[[]]", "[null]", "{a: {b: 1}}", '"\\ud800"', "å" * 3000, "=1+1", "<script>",
    "../../etc/passwd", "{{7*7}}", "\u202e", "%s%n", "a\u0000b", "!!python/object:os.system x",
    "&a *a", "1,5", "1 250,00", "50 %", "SE", "kg", "–", "'", '"',
)  # fmt: skip
_VALUE = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|(?<=[:\-\[,] )[^\s,\]}{\["#][^,\]}\n#]*'
    r"|(?<=>)[^<>\n]+(?=<)|-?\d+(?:\.\d+)?"
)
_KEY = re.compile(r"[\w.-]+(?=\"?:\s)|(?<=</)[\w:]+|(?<=<)[\w:]+")


def struck(data: bytes, chance: Random) -> bytes:
    """Return a text after one to three blows."""
    text = data.decode("utf-8")
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(_BLOWS)(text, chance)
    made = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1 and made:
        at = chance.randrange(len(made))
        made = made[:at] + bytes([chance.randrange(256)]) + made[at + 1 :]
    return made


def _another_value(text: str, chance: Random) -> str:
    places = list(_VALUE.finditer(text))
    if not places:
        return text
    one = chance.choice(places)
    instead = chance.choice(INSTEAD)
    quoted = one.group().startswith('"') and chance.random() < 0.5
    if quoted:
        instead = '"' + instead.replace("\\", "").replace('"', "") + '"'
    return text[: one.start()] + instead + text[one.end() :]


def _another_key(text: str, chance: Random) -> str:
    places = list(_KEY.finditer(text))
    if not places:
        return text
    one, other = chance.choice(places), chance.choice(places)
    return text[: one.start()] + other.group() + text[one.end() :]


def _lines(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.randrange(4)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(to, lines[at])
    elif what == 2:
        lines[at] = " " * chance.randint(1, 4) + lines[at]
    else:
        lines[at] = lines[at].lstrip()
    return "".join(lines)


def _signs(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    sign = chance.choice("{}[]:,\"'<>&*!|%@`#-?\t\x00\ufeff\u2028\u202e\u0085\u00a0")
    return text[:at] + sign + text[at + chance.randint(0, 1) :]


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randint(0, len(text))]


_BLOWS = (_another_value,) * 5 + (_another_key, _lines, _lines, _signs, _cut)
