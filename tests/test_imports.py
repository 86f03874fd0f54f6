"""The order in which the modules may import each other, and what loads without a model."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import FunctionType
from typing import get_args, get_type_hints

import pytest

import mtqa

PACKAGE = Path(mtqa.__file__).parent
ORDER = """
    _version errors lexicon text results files reports
    registry calibration threads streaming
    quantities encoding alignment detectors scoring
    pairs checker process options batch cli __main__
""".split()
MOST_MODULES, MOST_ENTRIES = 12, 22
PIPELINE = {
    "scipy",
    *(f"mtqa.{room}" for room in ("encoding", "alignment", "detectors", "scoring")),
}
RENDERERS = "report", "forms", "text", "pair_page", "batch_page", "summary"
HEAVY = {"torch", "transformers", "sentence_transformers", "tokenizers"}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name: path for path in sorted(PACKAGE.rglob("*.py")) if (name := name_of(path))}


def imports_of(path: Path) -> Iterator[str]:
    """Full names of what a file imports, modules and names in modules, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    found = set()
    for imported in imports_of(MODULES[name]):
        module = imported.removeprefix("mtqa.")
        found.add(module if module in MODULES else module.rpartition(".")[0])
    return found & set(MODULES)


def room_of(name: str) -> str:
    """The folder or top-level module that a module stands in."""
    return name.partition(".")[0]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_from_its_room_and_those_before_it(name: str) -> None:
    for imported in own_imports(name):
        here, there = ORDER.index(room_of(name)), ORDER.index(room_of(imported))
        assert there <= here, f"{name} imports {imported}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({name: own_imports(name) for name in MODULES}).static_order())


def test_the_top_of_the_package_stays_small() -> None:
    entries = {room_of(name) for name in MODULES}
    assert entries == set(ORDER)
    assert sum((PACKAGE / f"{name}.py").is_file() for name in entries) <= MOST_MODULES + 1
    assert len(entries) <= MOST_ENTRIES + 1, "one more than wanted is __main__"


def test_only_the_encoding_knows_torch() -> None:
    knowing = {
        name
        for name, path in MODULES.items()
        if any(HEAVY & {*imported.split(".")} for imported in imports_of(path))
    }
    assert {name.partition(".")[0] for name in knowing} == {"encoding"}


@pytest.mark.parametrize(
    "code",
    [
        "import mtqa",
        "import mtqa; mtqa.Report, mtqa.Finding, mtqa.Scores, mtqa.MtqaError",
        "from mtqa import cli; cli.commands.main(['--help'], standalone_mode=False)",
        "from mtqa import cli; cli.commands.main(['check', '--help'], standalone_mode=False)",
    ],
)
def test_neither_the_package_nor_its_help_loads_torch(code: str) -> None:
    told = f"{code}\nimport sys; print(sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "code", ["mtqa.Report", *(f"import mtqa.reports.{name}" for name in RENDERERS)]
)
def test_results_and_renderers_load_nothing_of_the_pipeline(code: str) -> None:
    loaded = f"import sys, mtqa; {code}; print(sorted({PIPELINE!r} & {{*sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_every_public_name_can_be_had_and_is_listed() -> None:
    for name in mtqa.__all__:
        assert getattr(mtqa, name).__name__ == name
        assert name in dir(mtqa)


def test_whatever_a_public_name_hands_out_is_public() -> None:
    reached, left = set(), [getattr(mtqa, name) for name in mtqa.__all__]
    while left:
        one = left.pop()
        if one in reached:
            continue
        reached.add(one)
        left += [part for hint in hints_of(one) for part in classes_in(hint)]
    missing = {one.__name__ for one in reached} - set(mtqa.__all__)
    assert missing == set()


def hints_of(public: type) -> Iterator[object]:
    """The types of the fields, and of what public methods and properties give."""
    yield from (one for name, one in get_type_hints(public).items() if name[0] != "_")
    own = [one for one in public.__mro__ if one.__module__.startswith("mtqa")]
    for name, member in ((name, member) for one in own for name, member in vars(one).items()):
        function = member.fget if isinstance(member, property) else getattr(member, "func", member)
        function = getattr(function, "__func__", function)
        if not name.startswith("_") and isinstance(function, FunctionType):
            yield get_type_hints(function).get("return")


def classes_in(hint: object) -> Iterator[type]:
    """The classes of the package in a type hint."""
    if isinstance(hint, type) and hint.__module__.startswith("mtqa"):
        yield hint
    for part in get_args(hint):
        yield from classes_in(part)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Chekcer"):
        mtqa.Chekcer  # noqa: B018
