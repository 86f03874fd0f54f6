"""Wording that the renderers share: verdicts, types of findings, parts of the quality."""

from __future__ import annotations

from mtqa.results.report import ReportData
from mtqa.results.scores import Verdict
from mtqa.text.document import Outline
from mtqa.text.loading import printable

VERDICTS = {
    Verdict.VERBATIM: "Verbatim copy",
    Verdict.TRANSLATED_COPY: "Translated copy",
    Verdict.PARTIAL_COPY: "Partial copy",
    Verdict.UNRELATED: "Unrelated",
}
"""The verdicts as titles."""

COSTS = {
    "numbers": "Wrong numbers, by severity and confidence",
    "findings": "Other findings, by severity and confidence",
    "dropped": "Words of dropped clauses",
    "words_lost": "Words without a counterpart in the copy",
    "lost": "Words probably missing from the copy",
    "strangers": "Sentences that are not in the reference",
    "turned": "Words with another meaning (pair reader)",
    "gained": "Words that are not in the reference (pair reader)",
    "rank": "Rank of the sentences (pair reader)",
    "cosine": "Lower similarity of sentences",
    "edits": "Words changed, dropped or inserted in a copy that is nearly verbatim",
    "letters": "Changed letters",
    "capitals": "Changed capitals",
    "signs": "Changed punctuation",
    "spacing": "Missing or extra spaces",
    "repeats": "Repeated words",
    "small_words": "Changed function words",
    "unknown_words": "Words that are not English",
    "clumsy": "Less fluent than the reference",
}
"""The parts of the fidelity, described."""

_SENTENCES = {
    Verdict.VERBATIM: "{copy} is a verbatim copy of {reference}.",
    Verdict.TRANSLATED_COPY: "{copy} is a translated copy of {reference}.",
    Verdict.PARTIAL_COPY: "{copy} is a partial copy of {reference}.",
    Verdict.UNRELATED: "{copy} is unrelated to {reference}.",
}


def verdict_sentence(report: ReportData) -> str:
    """The verdict as a sentence that names both texts; safe to show."""
    return _SENTENCES[report.verdict].format(
        reference=printable(report.reference.name) or "the reference",
        copy=printable(report.copy.name) or "The copy",
    )


def missing_texts(report: ReportData) -> str:
    """A sentence that names the texts that the report was read without; empty if there are none."""
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
