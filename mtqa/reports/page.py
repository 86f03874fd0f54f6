"""What both HTML pages share: templates, filters, signs, the content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mtqa.reports.wording import VERDICTS, words
from mtqa.results import rounding
from mtqa.results.findings import CATEGORIES, FindingType, Severity
from mtqa.text.loading import printable

SIGNS = {
    FindingType.DROPPED_PARAGRAPH: "¶",
    FindingType.DROPPED_SENTENCE: "−",
    FindingType.DROPPED_CLAUSE: "…",
    FindingType.ADDED_TEXT: "+",
    FindingType.FRAGMENT: "/",
    FindingType.NAME: "N",
    FindingType.NUMBER: "#",
    FindingType.MISTRANSLATION: "≠",
    FindingType.UNTRANSLATED: "?",
}
"""A sign for each type of finding, so that colour is not the only cue."""

SEVERITIES = tuple(reversed(Severity))
"""Worst first."""

_LONGEST_SLUG = 60
_FOLDER = Path(__file__).parent / "templates"


def render_page(template: str, **content: Any) -> str:
    """A self-contained page: styles and script are inline, and its policy forbids all loading.

    Args:
        template: Name of the template; `templates/` has its `.html.j2`, `.css` and `.js`.
        content: Values for the template. It escapes texts, and shows them with `shown`.
    """
    styles, script = (_file("page.css"), _file(f"{template}.css")), _file(f"{template}.js")
    policy = (
        f"default-src 'none'; style-src {' '.join(map(_hash, styles))}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            policy=policy,
            styles=[Markup(style) for style in styles],  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
            **content,
        )
        + "\n"
    )


def page_name(number: int, key: str) -> str:
    """The file name of a pair page: the number of its row, and the plain letters of its id.

    The number makes the name unique, so ids may be equal. No id leads out of the folder.

    Args:
        number: Number of the row, from 1.
        key: The id.
    """
    plain = unicodedata.normalize("NFKD", key[: 4 * _LONGEST_SLUG]).encode("ascii", "ignore")
    slug = re.sub("[^a-z0-9]+", "-", plain.decode().lower())[:_LONGEST_SLUG].strip("-")
    return f"{number:06d}-{slug}.html" if slug else f"{number:06d}.html"


def visible(text: str) -> str:
    """The text with invisible characters written out; spaces at its edges stay."""
    return printable(f"|{text}|")[1:-1]


def _sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "shown": visible,
        "quality": rounding.quality,
        "percent": rounding.percent,
        "confidence": rounding.confidence,
        "figure": rounding.shown,
        "exact": rounding.exact,
        "words": words,
        "sentence": _sentence,
    }
    environment.globals |= {
        "SIGNS": SIGNS,
        "VERDICTS": VERDICTS,
        "SEVERITIES": SEVERITIES,
        "TYPES": tuple(FindingType),
        "CATEGORIES": CATEGORIES,
    }
    return environment


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"
