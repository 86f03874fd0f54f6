"""Contractions, expanded to full words."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}
"""Stems before "n't" that are no words."""

_ENDINGS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}


@lru_cache(maxsize=1 << 14)
def expanded(form: str) -> str:
    """A contraction, in lower case, as full words; any other word as it is: won't is will not."""
    form = form.replace("’", "'")
    if form == "cannot":
        return "can not"
    if form.endswith("n't"):
        stem = form.removesuffix("n't")
        return f"{_IRREGULAR_STEMS.get(stem, stem)} not"
    for ending, word in _ENDINGS.items():
        if form.endswith(ending):
            return f"{form.removesuffix(ending)} {word}".strip()
    return form
