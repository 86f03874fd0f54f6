"""Parts of a report in their JSON form, `mtqa.report/1`, and JSON that is safe to show."""

from __future__ import annotations

import json
import re
from typing import Any

from mtqa.results import rounding
from mtqa.results.findings import Finding
from mtqa.results.groups import Group
from mtqa.results.mqm import Penalties
from mtqa.results.scores import Scores
from mtqa.text.document import Document, Outline
from mtqa.text.spans import Place

SCHEMA = "mtqa.report/1"

_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Characters that JSON allows, but that are invisible or break terminals, lines or UTF-8."""


def dump(value: object, indent: int | None = None) -> str:
    """JSON that can be written as UTF-8, read line by line and shown on a terminal.

    Line separators, terminal controls, direction marks, invisible characters and half surrogate
    pairs are escaped. A JSON reader gives the same value.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def side_content(side: Document | Outline) -> dict[str, Any]:
    """One of the two texts: its name, its number of content words, its sentences."""
    sentences = [
        {"start": sentence.start, "end": sentence.end, "role": sentence.role.value}
        for sentence in side.sentences
    ]
    return {"name": side.name, "words": side.content_words, "sentences": sentences}


def group_content(group: Group) -> dict[str, Any]:
    """A group of the alignment."""
    similarity = None if group.similarity is None else round(group.similarity, rounding.DECIMALS)
    return {
        "reference": list(group.reference),
        "copy": list(group.copy),
        "similarity": similarity,
    }


def finding_content(finding: Finding) -> dict[str, Any]:
    """A finding; `more` stands only where it has further mentions."""
    more = [
        {"reference": _place(mention.reference), "copy": _place(mention.copy)}
        for mention in finding.more
    ]
    return {
        "type": finding.type.value,
        "kind": finding.kind,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": shown_confidence(finding),
        "mentions": finding.mentions,
        "message": finding.message,
        "reference": _place(finding.reference),
        "copy": _place(finding.copy),
    } | ({"more": more} if more else {})


def shown_confidence(finding: Finding) -> float:
    """The confidence of a finding, rounded as every display rounds it."""
    return float(rounding.confidence(finding.confidence))


def scores_content(scores: Scores, penalties: Penalties) -> dict[str, Any]:
    """The scores and the penalties."""
    return {
        "quality": rounding.exact(scores.quality, 100),
        "coverage": rounding.exact(scores.coverage, 1),
        "fidelity": rounding.exact(scores.fidelity, 1),
        "linked": None if scores.linked is None else rounding.exact(scores.linked, 1),
        "parts": {name: round(cost, rounding.DECIMALS) for name, cost in scores.parts.items()},
        "mqm": _penalties(penalties),
    }


def _penalties(penalties: Penalties) -> dict[str, Any]:
    return {
        "preset": penalties.preset.value,
        "per_1000_words": rounding.exact(penalties.per_1000_words),
        "findings": [
            {
                "category": row.category,
                "severity": row.severity.value,
                "count": row.count,
                "points": row.points,
                "per_1000_words": rounding.exact(row.per_1000_words),
            }
            for row in penalties.rows
        ],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"start": place.start, "end": place.end, "text": place.text}
