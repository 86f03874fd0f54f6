"""Verb forms: past tense, forms that are only past tense, and words before a future."""

from __future__ import annotations

from mtqa.lexicon.contractions import expanded

_FUTURE = frozenset(
    """
    will 'll ’ll shall would should could may might must can to going about plan plans planned
    expect expects expected due set aims hopes intends
    """.split()
)

_IRREGULAR_PAST = frozenset(
    """
    was were had did said went rose fell took made came got gave found told began became left felt
    brought held wrote stood lost paid met ran led grew spoke kept sold bought won sent built cut
    put hit shot saw knew thought drew drove broke chose flew fought hid sang sank slid spent stole
    struck swore taught threw understood woke wore withdrew hurt shut spread drank ate slept
    slipped sought caught dealt lent meant sat shook shone sprang swam swept tore
    """.split()
)

_ONLY_PAST = frozenset(
    """
    was were did went took gave began wrote grew spoke knew drew chose flew sang sank swore threw
    wore withdrew drank ate shook sprang swam tore rang rode froze blew forgot forgave forbade stole
    shrank stank strode strove undertook overcame arose awoke
    """.split()
)
"""Past forms that are neither participles nor nouns."""


def is_past(form: str) -> bool:
    """Whether a verb, in lower case, has the form of a simple past."""
    irregular = form in _IRREGULAR_PAST or form in _ONLY_PAST
    return irregular or (form.endswith("ed") and not form.endswith("eed"))


def is_only_past(form: str) -> bool:
    """Whether a word, in lower case, can only be a simple past: rang, but not rung."""
    return form in _ONLY_PAST


def is_future(form: str) -> bool:
    """Whether a word before a verb makes it future or hypothetical: will, would, to, expected."""
    return not _FUTURE.isdisjoint((form, *expanded(form).split()))
