"""English words and signs for numbers, with their values."""

from __future__ import annotations

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
CARDINALS = SMALL | TENS
IRREGULAR_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
ORDINALS = (
    {word + "th": value for word, value in (SMALL | SCALES).items() if value > 3}
    | {word[:-1] + "ieth": value for word, value in TENS.items()}
    | IRREGULAR_ORDINALS
)
SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
"""Abbreviated scales, right after digits or after a space."""

MAGNITUDES = {word + "s": value for word, value in SCALES.items()} | {"dozens": 10, "tens": 10}
"""Plurals that tell the magnitude of a vague number."""

GROUP_WORDS = {
    "single": 1,
    "both": 2,
    "pair": 2,
    "pairs": 2,
    "couple": 2,
    "duo": 2,
    "twins": 2,
    "trio": 3,
    "quartet": 4,
}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    form: value for word, value in ORDINALS.items() if value > 2 for form in (word, word + "s")
}
FRACTION_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8"}
DECADES = {word[:-1] + "ies": value for word, value in TENS.items()}
INDEFINITE = {"few", "several", "many", "some", "couple"}
"""Words for an indefinite number before a scale: "a few thousand"."""

DIGIT_ORDINALS = {"st", "nd", "rd", "th"}
NUMBER_WORDS = frozenset(
    {*CARDINALS, *SCALES, *ORDINALS, *MAGNITUDES, *GROUP_WORDS, *PARTS, *DECADES, "dozen"}
)
