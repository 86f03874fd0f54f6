"""Reads and checks the JSON form of a report, `mtqa.report/1`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, TypedDict

from mtqa.errors import InputError
from mtqa.results.findings import CATEGORIES, Finding, FindingType, Mention, Severity
from mtqa.results.groups import Group
from mtqa.results.mqm import Preset
from mtqa.results.scores import Scores, Verdict
from mtqa.results.values import Value, shown
from mtqa.results.writing import SCHEMA
from mtqa.text.document import Document, Outline, Sentence, SentenceSpan
from mtqa.text.language import UNDETERMINED, Languages
from mtqa.text.loading import LONGEST, require_text
from mtqa.text.reading import read_document
from mtqa.text.roles import Role
from mtqa.text.spans import Place

_REFERENCE, _COPY = "reference", "copy"

_LARGEST_COST = 1e6
_LANGUAGE = re.compile("[a-z]{2,3}")


class ReportFields(TypedDict):
    """The attributes of a report."""

    id: str | None
    signature: str
    reference: Document | Outline
    copy: Document | Outline
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    scores: Scores
    verdict: Verdict
    weights: Preset
    language: Languages


def parsed(text: str | bytes) -> Any:
    """The value of a JSON text.

    Raises:
        InputError: The text is not JSON.
        TypeError: It is not a text.
    """
    if not isinstance(text, str | bytes):
        raise TypeError(f"report is of type {type(text).__name__}; give a str or bytes")
    try:
        return json.loads(text.removeprefix("\ufeff") if isinstance(text, str) else text)
    except (ValueError, RecursionError) as error:
        fault = " ".join(str(error).split())
        raise InputError(
            f"report: is not JSON ({fault}); give a report as mtqa writes it"
        ) from None


def read_report(content: object, reference: str | None, copy: str | None) -> ReportFields:
    """The attributes of a report from its JSON form.

    Args:
        content: The report as `mtqa.report/1`; unknown keys are ignored.
        reference: The text of the reference, if available.
        copy: The text of the copy, if available.

    Raises:
        InputError: The content is not a report, or a text does not fit it.
    """
    report = Value(content, "", "report")
    schema = report["schema"].text()
    if schema != SCHEMA:
        raise report["schema"].error(f"is {shown(schema)}, not {SCHEMA}")
    findings = tuple(_finding(value) for value in report["findings"].items())
    mentions = [mention for finding in findings for mention in finding.all_mentions]
    sides = [
        _side(report[name], text, [getattr(mention, name) for mention in mentions], name)
        for name, text in ((_REFERENCE, reference), (_COPY, copy))
    ]
    return {
        "id": report.get("id", Value.text),
        "signature": report["signature"].text(),
        "reference": sides[0],
        "copy": sides[1],
        "groups": _groups(report["alignment"], [len(side.sentences) for side in sides]),
        "findings": findings,
        "scores": _scores(report["scores"]),
        "verdict": report["verdict"].choice(Verdict),
        "weights": report["scores"].get("mqm", _weights) or Preset.WMT,
        "language": report.get("language", _languages) or Languages(),
    }


def _finding(value: Value) -> Finding:
    kind = value["type"].choice(FindingType)
    if value["category"].text() != CATEGORIES[kind]:
        raise value["category"].error(f"is not {CATEGORIES[kind]}, the category of {kind}")
    first = _mention(value)
    return Finding(
        type=kind,
        severity=value["severity"].choice(Severity),
        confidence=value["confidence"].number(0, 1),
        message=value["message"].text(),
        kind=value.get("kind", Value.text),
        reference=first.reference,
        copy=first.copy,
        more=_more(value),
    )


def _more(value: Value) -> tuple[Mention, ...]:
    """The further mentions of a finding."""
    listed = value.get("more", Value.items) or []
    more = tuple(map(_mention, listed))
    mentions = value.get("mentions", lambda mentions: mentions.whole(1, LONGEST))
    if mentions is not None and mentions != 1 + len(more):
        raise value["mentions"].error(f"is {mentions:,}, but {1 + len(more):,} have a place")
    return more


def _mention(value: Value) -> Mention:
    reference, copy = value.get(_REFERENCE, _place), value.get(_COPY, _place)
    if reference is None and copy is None:
        raise value.error("has no place, neither in the reference nor in the copy")
    return Mention(reference, copy)


def _place(value: Value) -> Place:
    start, end = _span(value)
    text = value["text"].text()
    if len(text) != end - start:
        raise value.error(f"has {len(text):,} characters of text for {end - start:,}")
    return Place(start, end, text)


def _span(value: Value) -> tuple[int, int]:
    start = value["start"].whole(0, LONGEST)
    return start, value["end"].whole(start, LONGEST)


def _side(
    value: Value, text: str | None, places: Sequence[Place | None], name: str
) -> Document | Outline:
    """One of the two texts: a document if its text is given, else an outline."""
    spans: list[SentenceSpan] = []
    for sentence in value["sentences"].items():
        start, end = _span(sentence)
        if spans and start < spans[-1].end:
            raise sentence.error("overlaps the sentence before it")
        spans.append(SentenceSpan(start, end, sentence["role"].choice(Role)))
    if text is not None:
        return _document(spans, value["name"].text(), text, places, name)
    words = value.get("words", lambda words: words.whole(0, LONGEST))
    if words is None:
        raise InputError(f"report: {name} has no words, the number of words; give its text too")
    return Outline(tuple(spans), value["name"].text(), words)


def _document(
    spans: Sequence[SentenceSpan],
    title: str,
    text: str,
    places: Iterable[Place | None],
    name: str,
) -> Document:
    """The document of a text.

    Args:
        spans: Its sentences in the report.
        title: Its name in the report.
        text: The text.
        places: Its findings in the report.
        name: Its name in errors.

    Raises:
        InputError: The text does not fit the report, or cannot be checked.
    """
    read = read_document(require_text(text, name)).as_given().sentences
    if fault := _first_unlike(read, spans):
        raise _unfit(name, f"sentence {fault} is at another place")
    for place in filter(None, places):
        if text[place.start : place.end] != place.text:
            raise _unfit(name, f"there is no {shown(place.text)} at character {place.start:,}")
    sentences = (
        Sentence(span.start, span.end, sentence.paragraph, span.role)
        for sentence, span in zip(read, spans, strict=True)
    )
    return Document(text, tuple(sentences), title)


def _first_unlike(read: Sequence[Sentence], spans: Sequence[SentenceSpan]) -> int | None:
    """Number, from 1, of the first sentence that is not at its span; None if all are."""
    places = [(sentence.start, sentence.end) for sentence in read]
    wanted = [(span.start, span.end) for span in spans]
    pairs = enumerate(zip_longest(places, wanted), start=1)
    return next((number for number, (one, other) in pairs if one != other), None)


def _unfit(name: str, fault: str) -> InputError:
    return InputError(
        f"{name}: is not the text that was checked ({fault}); give that text unchanged"
    )


def _groups(alignment: Value, counts: Sequence[int]) -> tuple[Group, ...]:
    groups = tuple(_group(value) for value in alignment.items())
    for name, count in zip((_REFERENCE, _COPY), counts, strict=True):
        indices = sorted(index for group in groups for index in getattr(group, name))
        if indices != list(range(count)):
            raise alignment.error(f"does not hold every sentence of the {name} exactly once")
    return groups


def _group(value: Value) -> Group:
    reference, copy = (
        tuple(index.whole(0, LONGEST) for index in value[name].items())
        for name in (_REFERENCE, _COPY)
    )
    if not (reference or copy) or any(list(side) != sorted(side) for side in (reference, copy)):
        raise value.error("is empty, or has sentences out of order")
    return Group(reference, copy, value.get("similarity", lambda cosine: cosine.number(-1, 1)))


def _scores(value: Value) -> Scores:
    return Scores(
        quality=value["quality"].number(0, 100),
        coverage=value["coverage"].number(0, 1),
        fidelity=value["fidelity"].number(0, 1),
        parts=value.get("parts", _parts) or {},
        linked=value.get("linked", lambda linked: linked.number(0, 1)),
    )


def _parts(value: Value) -> dict[str, float]:
    return {name: cost.number(-_LARGEST_COST, _LARGEST_COST) for name, cost in value.fields()}


def _weights(value: Value) -> Preset:
    return value["preset"].choice(Preset)


def _languages(value: Value) -> Languages:
    codes = (value.get(name, _language) or UNDETERMINED for name in (_REFERENCE, _COPY))
    return Languages(*codes)


def _language(value: Value) -> str:
    if not _LANGUAGE.fullmatch(value.text()):
        raise value.error(f"is {shown(value.text())}, not a language code of two or three letters")
    return value.text()
