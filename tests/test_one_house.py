"""One house: nothing outgrows its place, and nothing is kept that nobody uses.

What is asked here is asked of names: a name that stands once in the whole package is used by
nobody. Tests do not count as users; the scripts that make the project's data do.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from carbon import language, yamlfile
from tests.house import ROOT, drawing

LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
# Names that click and Starlette look for.
CALLED_FROM_OUTSIDE = {
    *("list_commands", "get_command", "command_class", "context_class", "formatter_class"),
    "spool_max_size",
}
# Equations of the farm model that are tested against printed examples, while no questionnaire
# asks yet for what they need: soil carbon after a change of use, rice, other forms of an equation.
UNASKED = {
    *("carbon_stock_kg_per_ha", "carbon_stock_after", "carbon_loss_kg_per_ha_year"),
    *("land_use_change_co2_kg_per_ha_year", "mineralised_n_kg", "rice_ch4_kg_per_ha"),
    *("organic_scaling", "ecm_short_kg", "lactation_sheep_mj", "ch4_of_intake_kg", "lost_share"),
    *("bake_loss", "NH3_PER_N", "NO3_PER_N", "co2e_kg"),
}
TREES = drawing.trees()
TEMPLATES = ROOT / "templates"


@cache
def _templates() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.j2")))


@cache
def _strings() -> tuple[set[str], list[re.Pattern[str]]]:
    """The texts of the package, and a pattern for each text that is put together."""
    plain: set[str] = set(re.findall(r"[\w-]+", _templates()))
    made: set[str] = set(re.findall(r"""["']([\w-]+-)["'] *~""", _templates()))
    for _, tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                made.add("".join(_piece(one) for one in node.values))
    patterns = {one if "\0" in one else f"{one}\0" for one in made}
    solid = {one for one in patterns if len(re.sub(r"[^a-z]", "", one)) > 1}
    return plain, [re.compile(re.escape(one).replace("\0", ".+")) for one in sorted(solid)]


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "\0"


def _said(key: str) -> bool:
    plain, patterns = _strings()
    return key in plain or any(one.fullmatch(key) for one in patterns)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield what a module defines at its top, and the methods and fields of its classes.

    Members of a closed set are left out: they are met by value, as data says them.
    """
    for node in tree.body:
        closed = isinstance(node, ast.ClassDef) and "Enum" in ast.unparse(node).partition("\n")[0]
        inner = node.body if isinstance(node, ast.ClassDef) and not closed else []
        for one in (node, *inner):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if not any("command" in ast.unparse(by) for by in one.decorator_list):
                    yield one.name
            elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                yield one.target.id
            elif isinstance(one, ast.Assign):
                yield from (name.id for name in one.targets if isinstance(name, ast.Name))


def test_no_module_outgrows_its_room() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, (path, _) in TREES.items()}
    assert [name for name, lines in lengths.items() if lines > LONGEST_MODULE] == []


def test_no_function_outgrows_a_page() -> None:
    long = [
        f"{name}.{one.name}"
        for name, (_, tree) in TREES.items()
        for one in _functions(tree)
        if (one.end_lineno or one.lineno) - one.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_called_by_what_it_holds_of_everything() -> None:
    stems = {name.rpartition(".")[2] for name in TREES}
    assert not stems & {"utils", "util", "helpers", "helper", "common", "misc"}


def test_nothing_is_defined_that_nobody_uses() -> None:
    texts = [path.read_text("utf-8") for path, _ in TREES.values()]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "scripts").rglob("*.py"))]
    used = Counter(word for text in [*texts, _templates()] for word in WORD.findall(text))
    alone = {
        f"{module}: {name}"
        for module, (_, tree) in TREES.items()
        for name in _defined(tree)
        if used[name] == 1 and name not in CALLED_FROM_OUTSIDE | UNASKED
        if not name.startswith("__")
    }
    assert not alone


def test_every_word_of_the_catalogues_is_said_somewhere() -> None:
    sets = tuple(f"{kind}-" for kind in (*language._SETS, "category", "state"))  # word by value
    words = language._catalogue("words")
    silent = [one for one in words if not one.startswith(sets) and not _said(one)]
    assert not silent


def test_every_assumption_is_read() -> None:
    found = []
    for path in sorted((ROOT / "factors" / "assumptions").glob("*.yaml")):
        content, problems = yamlfile.read(path)
        assert not problems
        found += [one["id"] for one in content["assumptions"]]
    assert found
    assert [one for one in found if not _said(one)] == []


@pytest.mark.parametrize("folder", ["declaration", "publication", "records", "report", "web"])
def test_every_class_of_a_style_sheet_is_worn(folder: str) -> None:
    styles = "\n".join(path.read_text("utf-8") for path in (TEMPLATES / folder).glob("*.css"))
    assert styles
    rules = re.sub(r"/\*.*?\*/|\{[^}]*\}", " ", styles, flags=re.DOTALL)
    classes = set(re.findall(r"\.([A-Za-z][\w-]*)", rules))
    pages = "\n".join(p.read_text("utf-8") for p in sorted((TEMPLATES / folder).glob("*.j2")))
    worn = set(re.findall(r"[\w-]+", " ".join(re.findall(r"""class=["']([^>]*)""", pages))))
    plain, _ = _strings()
    built = {word for text in plain if " " not in text or "class" in text for word in text.split()}
    assert sorted(classes - worn - built) == []
