"""Every text exists in both languages, every problem code is registered and used."""

from __future__ import annotations

import re
from pathlib import Path

from carbon import language

PACKAGE = Path(__file__).resolve().parents[1] / "carbon"
SOURCE = "\n".join(p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py")))
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_every_problem_has_message_and_remedy_in_both_languages() -> None:
    for code, entry in language.problem_codes().items():
        assert set(entry) == {"sv", "en"}, code
        for lang in language.LANGUAGES:
            assert set(entry[lang]) == {"message", "hint"}, code
            assert all(str(text).strip() for text in entry[lang].values()), code


def test_both_languages_name_the_same_values() -> None:
    for code, entry in language.problem_codes().items():
        named = [set(PLACEHOLDER.findall(" ".join(entry[lang].values()))) for lang in ("sv", "en")]
        assert named[0] == named[1], code


def test_every_code_that_the_package_raises_is_registered() -> None:
    raised = set(re.findall(r"\b(?:error|warning|note)\(\s*\"([a-z0-9-]+)\"", SOURCE))
    assert raised <= set(language.problem_codes()), raised - set(language.problem_codes())


def test_every_registered_code_is_used() -> None:
    # Some codes end in the reason a function returns: f"rows-{reason}" with "after-end".
    stems = set(re.findall(r"f\"([a-z-]+-)\{", SOURCE))

    def used(code: str) -> bool:
        return f'"{code}"' in SOURCE or any(
            code.startswith(stem) and f'"{code.removeprefix(stem)}"' in SOURCE for stem in stems
        )

    assert not {code for code in language.problem_codes() if not used(code)}


def test_a_value_from_outside_is_never_read_as_a_placeholder() -> None:
    from carbon.problems import error

    text = language.message(error("yaml-key-twice", "x", found="{found}{0.__class__}"), "sv")
    assert "{found}{0.__class__}" in text


def test_numbers_are_written_in_the_readers_way() -> None:
    assert language.number(1234567.891, "sv", 1) == "1\u00a0234\u00a0567,9"
    assert language.number(1234567.891, "en", 1) == "1,234,567.9"
    assert language.number(-2.5, "sv", 0) == "\u22123"
