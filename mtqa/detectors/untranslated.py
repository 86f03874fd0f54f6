"""Untranslated text of the copy: foreign script, stray markup, broken bytes, other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from mtqa.alignment.comparison import Comparison
from mtqa.alignment.word_alignment import SideWords
from mtqa.calibration import Limits
from mtqa.results.findings import Finding, FindingType, Severity
from mtqa.text.reading import ReadDocument
from mtqa.text.spans import Place


class _Limits(Limits, section="untranslated"):
    sentence_words: int
    """Minimum words of a sentence that is tested for English."""
    words_per_common: int
    """Minimum words for each common English word in a foreign sentence."""
    certainty: Mapping[str, float]
    """How sure a finding of each kind is."""


LIMITS = _Limits()

_LETTERS = r"[^\W\d_a-zA-Z\u00aa-\u024f\u0300-\u036f\u1e00-\u1eff\u2100-\u214f]+"
_FOREIGN = re.compile(rf"{_LETTERS}(?:[^\w\n]{{1,3}}{_LETTERS})*")
_TAG_NAME = r"[a-z][\w:-]{0,30}"
_MARKUP = re.compile(
    rf"</?{_TAG_NAME}\s?/?>|<{_TAG_NAME}\s[^<>\n=]{{1,100}}=[^<>\n]{{0,200}}>"
    r"|\[\[[^\[\]\n]{1,80}\]\]"
    r"|\{\{[^{}\n]{1,80}\}\}|\ufffd+|(?:Ã[\u0080-\u00bf]|â€[\u0080-\u2122]?)+|⁇",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});", re.IGNORECASE)
_MESSAGES = {
    "script": "foreign script",
    "markup": "stray markup",
    "language": "not English",
}
_COMMON = frozenset(
    "the of and to in a is that for it was on as with be by at from this are he she they his her "
    "have has had not or an i we you will would can said who which were been its their there one "
    "all but if so up out what about when more than no into my your our them him".split()
)


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Foreign script, markup and foreign sentences of the copy that the reference lacks."""
    document, reference = comparison.copy.document, comparison.reference.document
    for pattern, kind in ((_FOREIGN, "script"), (_MARKUP, "markup")):
        for match in pattern.finditer(document.text):
            if match[0] not in reference.text:
                yield _untranslated(kind, document.place(*match.span()))
    for place in _entities(document, reference):
        yield _untranslated("markup", place)
    for index, sentence in enumerate(document.sentences):
        is_unaligned = not comparison.group_of_copy[index].reference
        if sentence.role.is_content and is_unaligned and _is_foreign(comparison.copy_words[index]):
            yield _untranslated("language", document.place(sentence.start, sentence.end))


def _entities(copy: ReadDocument, reference: ReadDocument) -> Iterator[Place]:
    """Places of HTML entities of the copy as given, unless the reference has the same ones.

    The text as read has the characters that they stand for.
    """
    if copy.folded is None:
        return
    reference_text = reference.folded.given if reference.folded else reference.text
    for match in _ENTITY.finditer(copy.folded.given):
        span = copy.folded.read_span(*match.span())
        if span and match[0] not in reference_text:
            yield copy.place(*span)


def _is_foreign(words: SideWords) -> bool:
    """Whether a sentence of some length has too few of the most common English words."""
    lexical = [form for form in words.forms if form[0].isalpha()]
    if len(lexical) < LIMITS.sentence_words:
        return False
    common = np.isin(lexical, list(_COMMON)).sum()
    return bool(common <= len(lexical) // LIMITS.words_per_common)


def _untranslated(kind: str, place: Place) -> Finding:
    return Finding(
        type=FindingType.UNTRANSLATED,
        kind=kind,
        severity=Severity.MAJOR,
        confidence=LIMITS.certainty[kind],
        message=_MESSAGES[kind],
        copy=place,
    )
