"""What the renderers call things: verdicts, types of findings, parts of the quality."""

from __future__ import annotations

from mtqa.results.report import ReportData
from mtqa.results.scores import Verdict
from mtqa.text.document import Outline
from mtqa.text.loading import printable

VERDICTS = {
    Verdict.VERBATIM: "The text itself",
    Verdict.TRANSLATED_COPY: "Translated copy",
    Verdict.PARTIAL_COPY: "Partial copy",
    Verdict.UNRELATED: "Unrelated",
}
"""The verdicts as titles."""

COSTS = {
    "numbers": "Wrong numbers, by severity and confidence",
    "findings": "Other findings, by severity and confidence",
    "dropped": "Words of dropped clauses",
    "words_lost": "Words that nothing in the copy says",
    "lost": "Words that seem to be missing from the copy",
    "strangers": "Sentences that the reference does not have",
    "turned": "Words that say something else",
    "gained": "Words that the reference does not have",
    "rank": "Sentences that a second reading puts lower",
    "cosine": "Sentences that drift in meaning",
    "edits": "Words changed, dropped or put in, of a copy that is nearly verbatim",
    "letters": "Changed letters",
    "capitals": "Changed capitals",
    "signs": "Changed punctuation",
    "spacing": "Spaces missing or too many",
    "repeats": "Words said twice in a row",
    "small_words": "Changed small words",
    "unknown_words": "Words that English does not know",
    "clumsy": "Reading less smoothly than the reference",
}
"""The parts of the fidelity in words."""

_SENTENCES = {
    Verdict.VERBATIM: "{copy} has the words of {reference}.",
    Verdict.TRANSLATED_COPY: "{copy} is a translated copy of {reference}.",
    Verdict.PARTIAL_COPY: "{copy} carries a part of {reference}.",
    Verdict.UNRELATED: "{copy} does not come from {reference}.",
}


def verdict_sentence(report: ReportData) -> str:
    """The verdict on a copy as a sentence that names both texts; safe to show."""
    return _SENTENCES[report.verdict].format(
        reference=printable(report.reference.name) or "the reference",
        copy=printable(report.copy.name) or "The copy",
    )


def missing_texts(report: ReportData) -> str:
    """A sentence that says which texts the report was read without; empty where it has both."""
    sides = {"reference": report.reference, "copy": report.copy}
    missing = [name for name, side in sides.items() if isinstance(side, Outline)]
    if not missing:
        return ""
    texts = "texts" if len(missing) > 1 else "text"
    verb = "were" if len(missing) > 1 else "was"
    return (
        f"The {texts} of the {' and the '.join(missing)} {verb} not given with the report, "
        "so findings are shown without context."
    )


def words(value: str) -> str:
    """The name of a type or verdict in words."""
    return value.replace("_", " ")
