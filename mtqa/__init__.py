"""Compares an article with its round-trip machine translation, and reports the errors.

Only the names listed here are stable. They are loaded when they are first used, so that
`import mtqa` costs nothing: neither torch nor transformers is imported before a model is needed.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

from mtqa._version import __version__ as __version__

if TYPE_CHECKING:
    from mtqa.checker import Checker
    from mtqa.encoding.paired import Encoder
    from mtqa.errors import InputError, ModelError, MtqaError, OutputError
    from mtqa.pairs import Pair, PairError
    from mtqa.registry import Effort
    from mtqa.reports.report import Report
    from mtqa.results.findings import Finding, FindingType, Mention, Severity
    from mtqa.results.groups import Group
    from mtqa.results.mqm import Penalties, Penalty, Preset
    from mtqa.results.scores import Scores, Verdict
    from mtqa.text.document import Document, Outline, Sentence, SentenceSpan
    from mtqa.text.language import Languages
    from mtqa.text.roles import Role
    from mtqa.text.spans import Place

logging.getLogger(__name__).addHandler(logging.NullHandler())

_HOMES = {
    "Checker": "mtqa.checker",
    "Document": "mtqa.text.document",
    "Effort": "mtqa.registry",
    "Encoder": "mtqa.encoding.paired",
    "Finding": "mtqa.results.findings",
    "FindingType": "mtqa.results.findings",
    "Group": "mtqa.results.groups",
    "InputError": "mtqa.errors",
    "Languages": "mtqa.text.language",
    "Mention": "mtqa.results.findings",
    "ModelError": "mtqa.errors",
    "MtqaError": "mtqa.errors",
    "Outline": "mtqa.text.document",
    "OutputError": "mtqa.errors",
    "Pair": "mtqa.pairs",
    "PairError": "mtqa.pairs",
    "Penalties": "mtqa.results.mqm",
    "Penalty": "mtqa.results.mqm",
    "Place": "mtqa.text.spans",
    "Preset": "mtqa.results.mqm",
    "Report": "mtqa.reports.report",
    "Role": "mtqa.text.roles",
    "Scores": "mtqa.results.scores",
    "Sentence": "mtqa.text.document",
    "SentenceSpan": "mtqa.text.document",
    "Severity": "mtqa.results.findings",
    "Verdict": "mtqa.results.scores",
}

__all__ = [
    "Checker",
    "Document",
    "Effort",
    "Encoder",
    "Finding",
    "FindingType",
    "Group",
    "InputError",
    "Languages",
    "Mention",
    "ModelError",
    "MtqaError",
    "Outline",
    "OutputError",
    "Pair",
    "PairError",
    "Penalties",
    "Penalty",
    "Place",
    "Preset",
    "Report",
    "Role",
    "Scores",
    "Sentence",
    "SentenceSpan",
    "Severity",
    "Verdict",
]


def __getattr__(name: str) -> object:
    """A public name, from the module that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted([*globals(), *__all__])
