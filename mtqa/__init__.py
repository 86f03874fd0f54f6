"""Finds what a round-trip machine translation did to an article.

The public names are loaded when they are first asked for, so that `import mtqa` costs
nothing: neither torch nor transformers is imported before a model is needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.checker import Checker
    from mtqa.encoding.paired import Encoder
    from mtqa.errors import InputError, ModelError, MtqaError, OutputError
    from mtqa.pairs import Pair, PairError
    from mtqa.results.findings import Finding, FindingType, Severity
    from mtqa.results.report import Report
    from mtqa.results.scores import Scores, Verdict
    from mtqa.text.spans import Place

__version__ = "0.1.0"

__all__ = [
    "Checker",
    "Encoder",
    "Finding",
    "FindingType",
    "InputError",
    "ModelError",
    "MtqaError",
    "OutputError",
    "Pair",
    "PairError",
    "Place",
    "Report",
    "Scores",
    "Severity",
    "Verdict",
]

_HOMES = {
    "Checker": "mtqa.checker",
    "Encoder": "mtqa.encoding.paired",
    "Finding": "mtqa.results.findings",
    "FindingType": "mtqa.results.findings",
    "InputError": "mtqa.errors",
    "ModelError": "mtqa.errors",
    "MtqaError": "mtqa.errors",
    "OutputError": "mtqa.errors",
    "Pair": "mtqa.pairs",
    "PairError": "mtqa.pairs",
    "Place": "mtqa.results.findings",
    "Report": "mtqa.results.report",
    "Scores": "mtqa.scoring.score",
    "Severity": "mtqa.results.findings",
    "Verdict": "mtqa.scoring.score",
}


def __getattr__(name: str) -> object:
    """A public name, from the module that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted([*globals(), *__all__])
