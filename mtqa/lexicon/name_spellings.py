"""Spellings of words: folding, variants, derivatives, closeness, acronyms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from mtqa.lexicon.aliases import name_the_same

_POSSESSIVE = re.compile(r"(?:['’ʼ`]s?|['’ʼ`]S)$")
_ELISION = re.compile(r"^[dlDL]['’](?=\w{3})")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bpvfw", "b"),
        **dict.fromkeys("dt", "d"),
        **dict.fromkeys("gkqc", "k"),
        **dict.fromkeys("szjx", "s"),
        **dict.fromkeys("lr", "l"),
        **dict.fromkeys("mn", "m"),
        **dict.fromkeys("aeiouyh", ""),
    }
)
_DIGRAPHS = (("ph", "f"), ("ch", "s"), ("sh", "s"), ("th", "t"), ("ce", "se"), ("ci", "si"))

_BRITISH = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"our(?=$|s$|i)", "or"),
        (r"tre$", "ter"),
        (r"is(?=ation|ed?$|ing$)", "iz"),
        (r"(?<=efen)c(?=e$)", "s"),
        (r"(?<=ogram)me(?=s?$)", ""),
    )
)
_STANDARD = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^m[ou]h+am+[aeu]d$", "muhammad"),
        (r"^[yj][ou]{1,2}s+[eiu]f$", "yusuf"),
        (r"^h[ou]s+[ae][iy]n$", "husayn"),
        (r"^has+an$", "hasan"),
        (r"^[ou]s+ama$", "usama"),
        (r"^[ou]m[ae]r$", "umar"),
        (r"^ahm[ae]d$", "ahmad"),
        (r"^abd([aeou]l)?", "abdul"),
        (r"^s(?:a[iy]y?i?|aee|ay)[eiy]?d$", "sayid"),
        (r"^(?:al|el|as|ash|ar|ad)$", "al"),
        (r"^(?:bin|ibn|ben)$", "bin"),
        (r"^q", "k"),
        (r"^kh", "h"),
        (r"(?:e[yij])$", "ey"),
        (r"(?:i[yij]|i|y)$", "y"),
        (r"ks", "x"),
        (r"(?<=a)y(?=sk)", "i"),
        (r"ou", "u"),
        (r"^y[oe](?=[^aeiou])|(?<=[^aeiou])y[oe](?=[^aeiou])", "e"),
        (r"(?<=[aeiou])y(?=[aeiou])|j(?=[aou])|i(?=[aou])", "y"),
        (r"ew$|eff?$|ev$", "ev"),
        (r"off?$|ow$|ov$", "ov"),
        (r"ae|oe", "e"),
    )
)
_ENDINGS = {
    "": ("an", "ian", "ese", "i", "ish", "er", "ic", "ite", "s", "ism", "ist", "ean"),
    "a": ("an", "ean", "ese", "i", "ic"),
    "ia": ("ian", "i", "ish", "ic"),
    "o": ("an", "ian", "ese"),
    "y": ("ian", "", "ese"),
    "e": ("ean", "an", "ian", "ese", "ish"),
    "us": ("ian", "iot"),
    "es": ("ian",),
    "land": ("lander", "ish", "landic"),
    "ism": ("ist", "", "u"),
    "is": ("ian",),
}
"""Endings of place names, and what derivatives have in their stead."""

_SUFFIXES = frozenset(
    """s es y ics ic ical al ial oral ion ions or ors er ers ing ings ed ment ments ive ance ence
    ity ies ism ist ists an ian ians ish ese i e ation ations ational ional ary ory ous ant ent a
    ia""".split()
) | {""}
"""Endings of English words that leave the stem."""

_LONGEST = 64
"""Characters of a word that count; this bounds the time for hostile input."""

_SHORTEST_STEM = 3
"""Minimum letters of a stem with a derivational ending."""

_SHORTEST_SHARED = 4
"""Minimum letters of a stem that two kindred words share."""

_LONGEST_ACRONYM = 8
"""Maximum characters of an acronym."""


def plain(text: str) -> str:
    """A text in lower-case ASCII letters and digits, without spaces and signs."""
    return _NOT_LETTERS.sub("", anyascii(text).lower())


def folded(word: str) -> str:
    """A word in lower-case ASCII letters and digits, without its possessive ending."""
    return _folded(word[:_LONGEST])


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return _NOT_LETTERS.sub("", anyascii(_ELISION.sub("", _POSSESSIVE.sub("", word))).lower())


@lru_cache(maxsize=1 << 14)
def standard(word: str) -> str:
    """A folded word with the transliterations of one name brought to one form."""
    word = american(word)
    for pattern, by in _STANDARD:
        word = pattern.sub(by, word)
    return word


def american(word: str) -> str:
    """A folded word with British spellings brought to the American ones."""
    for pattern, by in _BRITISH:
        word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=1 << 14)
def sounded(word: str) -> str:
    """The consonants of a folded word, with those that languages confuse as one letter."""
    for digraph, by in _DIGRAPHS:
        word = word.replace(digraph, by)
    first = word[:1].translate(_SOUNDS) or "a"
    rest = word[1:].translate(_SOUNDS)
    return first + rest


@lru_cache(maxsize=1 << 16)
def closeness(one: str, other: str) -> float:
    """How close two folded words are, 0 to 1: by letters, or by the mean of letters and sound."""
    letters = Levenshtein.normalized_similarity(one, other)
    sound = Levenshtein.normalized_similarity(sounded(one), sounded(other))
    return max(letters, (letters + sound) / 2)


def is_variant(one: str, other: str) -> bool:
    """Whether two words as written are accepted forms of one name."""
    return _is_variant(one[:_LONGEST], other[:_LONGEST])


@lru_cache(maxsize=1 << 16)
def _is_variant(one: str, other: str) -> bool:
    a, b = folded(one), folded(other)
    if not a or not b:
        return False
    if standard(a) == standard(b) or _umlauts(one) == b or a == _umlauts(other):
        return True
    return name_the_same(a, b)


@lru_cache(maxsize=1 << 16)
def is_derived(one: str, other: str) -> bool:
    """Whether one of two folded words derives from the other: demonyms, languages, plurals."""
    return _derives_from(one, other) or _derives_from(other, one)


def _derives_from(word: str, base: str) -> bool:
    for plural in ("", "s"):
        for ending, suffixes in _ENDINGS.items():
            stem = base[: len(base) - len(ending)] if base.endswith(ending) else ""
            is_stem = len(stem) >= _SHORTEST_STEM
            if is_stem and any(word == stem + suffix + plural for suffix in suffixes):
                return True
    return False


@lru_cache(maxsize=1 << 16)
def is_kindred(one: str, other: str) -> bool:
    """Whether two folded English words have one stem: economy and economics."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return any(
        one[cut:] in _SUFFIXES and other[cut:] in _SUFFIXES
        for cut in range(max(_SHORTEST_SHARED, shared - 2), shared + 1)
        if cut <= shared
    )


def _umlauts(word: str) -> str:
    """A word folded with its umlauts as two letters: Göring as goering."""
    return folded(unicodedata.normalize("NFC", word.lower()).translate(_UMLAUTS))


def is_acronym(text: str) -> bool:
    """Whether a word is written as an acronym: UN, NGOs, AfCFTA."""
    capitals = sum(map(str.isupper, text))
    is_short = len(text) <= _LONGEST_ACRONYM
    return (capitals > 1 and is_short and 2 * capitals >= len(text)) or len(text) == 2


def is_within(short: str, long: str) -> bool:
    """Whether a word has the letters of another, at least two, in their order."""
    letters = iter(long)
    return len(short) > 1 and all(letter in letters for letter in short)
