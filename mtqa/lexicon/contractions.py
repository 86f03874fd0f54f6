"""Contractions as the words that they stand for."""

from __future__ import annotations

from functools import lru_cache

_CONTRACTIONS = {"wo": "will", "ca": "can", "sha": "shall"}


_ENDINGS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}


@lru_cache(maxsize=1 << 14)
def expanded(form: str) -> str:
    """A contraction in lower case as the words that it stands for: won't is will not."""
    form = form.replace("’", "'")
    if form == "cannot":
        return "can not"
    if form.endswith("n't"):
        stem = form.removesuffix("n't")
        return f"{_CONTRACTIONS.get(stem, stem)} not"
    for ending, word in _ENDINGS.items():
        if form.endswith(ending):
            return f"{form.removesuffix(ending)} {word}".strip()
    return form
