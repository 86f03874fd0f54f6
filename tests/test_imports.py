"""The order in which the modules may import each other, and what loads without a model."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import mtqa

PACKAGE = Path(mtqa.__file__).parent
ORDER = """
    errors results.figures results.findings results.mqm text.folding text.formats text.loading
    text.language files streaming text.sentences text.roles text.document forks blas sources
    text.annotations encoding.cache registry encoding.local_models calibration
    encoding.word_frequency scoring.fluency encoding lexicon.aliases lexicon.spelling
    alignment.overlap alignment.side alignment.assignment alignment.grouping
    alignment.word_alignment alignment.arrival_features alignment.arrival
    detectors.dropped_words alignment.comparison lexicon.name_words detectors.names.recognition
    detectors.names.counterparts lexicon.contrasts quantities alignment.word_diff detectors
    scoring.surface_edits scoring.damages scoring.score results.report reports.text
    reports.summary reports.page reports.pair_layout reports.pair_page reports.batch_page pairs
    checker options batch.lines batch.cells batch.tables batch.rows batch.windows
    batch.row_checker batch.resume batch.workers batch.run batch.progress process cli __main__
""".split()
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


def place_of(name: str) -> int:
    """Where a module stands in the order, by itself or by its package."""
    places = [at for at, entry in enumerate(ORDER) if f"{name}.".startswith(f"{entry}.")]
    assert places, f"{name} has no place in ORDER yet: say where it stands"
    return places[0]


@pytest.mark.parametrize("name", sorted(MODULES.keys() - {"reports"}))
def test_a_module_imports_only_what_stands_before_it(name: str) -> None:
    for imported in own_imports(name) - {"reports"}:
        same_package = place_of(imported) == place_of(name)
        assert same_package or place_of(imported) < place_of(name), f"{name} imports {imported}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({name: own_imports(name) for name in MODULES}).static_order())


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


def test_every_public_name_can_be_had_and_is_listed() -> None:
    for name in mtqa.__all__:
        assert getattr(mtqa, name).__name__ == name
        assert name in dir(mtqa)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Chekcer"):
        mtqa.Chekcer  # noqa: B018
