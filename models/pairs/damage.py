"""Plants one error in a copy and labels the affected words of both sides."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.arrival.train import phrase_starts
from models.pairs.labels import ABSENT, TURNED, Labels, no_error
from mtqa.alignment.word_alignment import Match
from mtqa.text.annotations import CONTENT, Pos, Relation, Words

_AUXILIARIES = set(
    "is are was were has have had can could will would should may might must do does did".split()
)
_NEGATIONS = {"not", "never", "no", "n't", "n’t"}
_SHORT_NEGATIONS = ("n't", "n’t")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty hundred thousand million billion first second third fourth fifth half double"
).split()
_COUPLES = "he she|man woman|men women|boy girl|father mother|son daughter|brother sister"
_GENDER = {"his": "her", "her": "his", "him": "her", "himself": "herself", "herself": "himself"} | {
    one: other
    for couple in _COUPLES.split("|")
    for one, other in (couple.split(), couple.split()[::-1])
}
_ENDINGS = ("ing", "ed", "ly", "tion", "s", "e")
_COMPANIONS = {
    Pos.NOUN: {Pos.ADJ, Pos.NOUN, Pos.VERB},
    Pos.PROPN: {Pos.ADJ, Pos.NOUN},
    Pos.VERB: {Pos.ADV},
    Pos.ADJ: {Pos.ADV},
    Pos.ADP: {Pos.ADV, Pos.NOUN},
    Pos.NUM: {Pos.ADV, Pos.ADJ},
}
"""Parts of speech of the words that may precede and modify a word of each part of speech."""

_NAMING = (Pos.NOUN, Pos.PROPN)
_AFTER = (Pos.PUNCT, Pos.ADP, Pos.CCONJ, Pos.SCONJ, Pos.AUX, Pos.VERB)
_JOINING = "-–/'’"
_UNFIT = (Pos.VERB, Pos.AUX, Pos.PRON, Pos.SCONJ)
"""An inserted phrase follows `_NAMING` and precedes `_AFTER` except `_JOINING`, and contains no
`_UNFIT`."""

_NEAREST = slice(3, 250)
"""Ranks of the neighbours that may replace a word; nearer ones are too often synonyms."""

FITTING = 0.6
"""Share of inserted words that precede the same word elsewhere."""

PHRASE_WORDS = range(2, 9)
"""Number of words of an inserted phrase."""

PHRASES_WEIGHED = 3000
"""Number of random phrases, of which the one from the most similar sentence is inserted."""

SAME_STORY = 0.9
"""Minimum similarity of sentences that may have the same content."""


@dataclass
class Damaged:
    """A copy with an error.

    Attributes:
        words: Its words.
        reference: Labels of the reference's words, shape (words, 2).
        copy: Labels of its own words, shape (words, 2).
    """

    words: list[str]
    reference: Labels
    copy: Labels

    @classmethod
    def whole(cls, match: Match) -> Damaged:
        """A copy without errors."""
        return cls(
            list(match.copy.texts), no_error(len(match.reference)), no_error(len(match.copy))
        )

    def put(self, start: int, end: int, new: Sequence[str], column: int) -> None:
        """Replaces words and labels the new ones."""
        labels = no_error(len(new))
        labels[:, column] = 1
        self.words[start:end] = new
        self.copy = np.concatenate([self.copy[:start], labels, self.copy[end:]])


@dataclass
class Vocabulary:
    """Words by part of speech, modifiers, phrases, and neighbours of common words.

    Attributes:
        tables: Embeddings of the embedded model's vocabulary, by word.
        draw: The random generator.
        of_pos: Words by part of speech, with repetitions.
        before: Modifiers that preceded each content word.
        phrases: Phrases that may be inserted into another sentence.
    """

    tables: dict[str, npt.NDArray[np.float32]]
    draw: random.Random
    of_pos: dict[int, list[str]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)
    phrases: list[Sequence[str]] = field(default_factory=list)

    def read(self, sentences: Iterable[tuple[Sequence[str], Words]]) -> None:
        """Adds the words of some encoded sentences."""
        topics = []
        for words, seen in sentences:
            for word, pos in zip(words, seen.pos.tolist(), strict=True):
                self.of_pos.setdefault(pos, []).append(word)
            for row in range(1, len(words)):
                if seen.pos[row - 1] in _COMPANIONS.get(seen.pos[row], ()):
                    self.before.setdefault(words[row].lower(), []).append(words[row - 1])
            found = list(_phrases(words, seen.pos))
            self.phrases += found
            topics += [_topic(seen.vectors, seen.pos)] * len(found)
        self._topics = np.stack(topics)
        open_classes = (Pos.NOUN, Pos.VERB, Pos.ADJ, Pos.ADV)
        counts = Counter(w.lower() for pos in open_classes for w in self.of_pos.get(pos, []))
        self._words = [w for w, n in counts.items() if n > 1 and w.isalpha() and w in self.tables]
        vectors = np.stack([self.tables[word] for word in self._words])
        vectors -= vectors.mean(0)
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self._row_of = {word: row for row, word in enumerate(self._words)}

    def any_of(self, *classes: Pos) -> str:
        """A random word of one of some parts of speech."""
        return self.draw.choice(self.of_pos[self.draw.choice(classes)])

    def companion(self, word: str, known: Container[str]) -> str | None:
        """A modifier that precedes the word elsewhere and is not known; None without one."""
        fitting = [one for one in self.before.get(word.lower(), ()) if one.lower() not in known]
        return self.draw.choice(fitting) if fitting else None

    def phrase(self, match: Match) -> Sequence[str] | None:
        """A phrase from a sentence on the same topic that neither side has; None without one."""
        rows = np.array(self.draw.sample(range(len(self.phrases)), PHRASES_WEIGHED))
        likeness = self._topics[rows] @ _topic(match.copy.vectors, match.copy.pos)
        known = {*match.reference.forms, *match.copy.forms}
        for place in np.argsort(-likeness):
            words = self.phrases[rows[place]]
            if likeness[place] < SAME_STORY and not known & {w.lower() for w in words[1:]}:
                return words
        return None

    def neighbour(self, word: str) -> str | None:
        """A word of similar meaning with the same ending; None without one."""
        row = self._row_of.get(word.lower())
        if row is None:
            return None
        near = np.argsort(-(self._vectors @ self._vectors[row]))[_NEAREST]
        ending = _ending(word.lower())
        fitting = [self._words[i] for i in near.tolist() if _ending(self._words[i]) == ending][:60]
        return _cased(word, self.draw.choice(fitting)) if fitting else None


class Damager:
    """Plants the kinds of errors that machine translation makes and DEMETR lists."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Sets the frequencies of the kinds of errors.

        Args:
            vocabulary: The source of words.
        """
        self._known = vocabulary
        self._draw = vocabulary.draw
        self.kinds: dict[Callable[[Match], Damaged | None], int] = {
            self.insert: 14,
            self.insert_phrase: 10,
            self.drop: 12,
            self.replace: 9,
            self.negate: 9,
            self.number: 3,
            self.name: 4,
            self.gender: 2,
            self.swap: 3,
            self.repeat: 1,
        }

    def insert(self, match: Match) -> Damaged | None:
        """Inserts a modifier before a noun or verb, or any word anywhere."""
        pos, draw = match.copy.pos, self._draw
        chance = draw.random()
        rows = range(len(pos))
        if chance < 0.45:
            rows = [i for i in rows if pos[i] in (Pos.NOUN, Pos.PROPN)]
            new = self._known.any_of(Pos.ADJ, Pos.ADJ, Pos.NOUN, Pos.VERB)
        elif chance < 0.8:
            rows = [i for i in rows if pos[i] in (Pos.VERB, Pos.ADJ, Pos.ADP)]
            new = self._known.any_of(Pos.ADV)
        else:
            new = self._known.any_of(Pos.ADJ, Pos.ADV, Pos.NOUN, Pos.VERB, Pos.AUX, Pos.NUM)
        if not rows:
            return None
        made, at = Damaged.whole(match), draw.choice(rows)
        if draw.random() < FITTING:
            known = {*match.reference.forms, *match.copy.forms}
            new = self._known.companion(match.copy.texts[at], known) or new
        made.put(at, at, [new if at else new.capitalize()], ABSENT)
        return made

    def insert_phrase(self, match: Match) -> Damaged | None:
        """Inserts a phrase from a sentence on the same topic after a noun."""
        pos = match.copy.pos
        rows = [
            row
            for row in range(1, len(pos))
            if pos[row - 1] in _NAMING
            and pos[row] in _AFTER
            and match.copy.texts[row] not in _JOINING
        ]
        new = self._known.phrase(match) if rows else None
        if not new:
            return None
        made, at = Damaged.whole(match), self._draw.choice(rows)
        made.put(at, at, new, ABSENT)
        return made

    def drop(self, match: Match) -> Damaged | None:
        """Drops a subject or another content word, often with its modifiers."""
        copy, back, draw = match.copy, match.partner_of_copy, self._draw
        told = CONTENT[copy.pos] | (copy.pos == Pos.PRON)
        rows = np.flatnonzero(told & (back >= 0)).tolist()
        subjects = [row for row in rows if copy.relation[row] == Relation.NSUBJ]
        if not rows:
            return None
        last = draw.choice(subjects if subjects and draw.random() < 0.6 else rows)
        taken = {Pos.PROPN} if copy.pos[last] == Pos.PROPN else set()
        taken |= {Pos.DET, Pos.ADJ, Pos.NUM, Pos.PROPN} if draw.random() < 0.4 else set()
        first = last
        while first and copy.pos[first - 1] in taken:
            first -= 1
        gone = [row for row in range(first, last + 1) if told[row]]
        if any(back[row] < 0 for row in gone) or len(copy) - (last + 1 - first) < 3:
            return None
        made = Damaged.whole(match)
        made.reference[back[gone], ABSENT] = 1
        made.put(first, last + 1, [], ABSENT)
        made.words[0] = made.words[0][:1].upper() + made.words[0][1:]
        return made

    def replace(self, match: Match) -> Damaged | None:
        """Replaces a content word by a similar one."""
        rows = [
            row
            for row in np.flatnonzero(CONTENT[match.copy.pos]).tolist()
            if match.copy.pos[row] not in (Pos.NUM, Pos.PROPN) and match.partner_of_copy[row] >= 0
        ]
        return self._turn(match, rows, lambda word: self._known.neighbour(word))

    def negate(self, match: Match) -> Damaged | None:
        """Removes or inserts a negation."""
        words, draw = match.copy.forms, self._draw
        denied = [row for row, form in enumerate(words) if form in _NEGATIONS]
        short = [r for r, form in enumerate(words) if form.endswith(_SHORT_NEGATIONS)]
        if denied and draw.random() < 0.7:
            row = draw.choice(denied)
            partner = match.partner_of_copy[row]
            if partner < 0:
                return None
            made = Damaged.whole(match)
            made.reference[partner, TURNED] = 1
            made.put(row, row + 1, [], TURNED)
            return made
        if short and draw.random() < 0.7:
            return self._turn(match, short, lambda word: word[:-3] or None)
        auxiliaries = [row for row, form in enumerate(words[:-1]) if form in _AUXILIARIES]
        verbs = np.flatnonzero((match.copy.pos == Pos.VERB) & (match.copy.finite > 0.6)).tolist()
        verbs = [row for row in verbs if words[row] not in _AUXILIARIES]
        if auxiliaries and (not verbs or draw.random() < 0.6):
            if draw.random() < 0.25:
                return self._turn(match, auxiliaries, _shortly_denied)
            at = draw.choice(auxiliaries) + 1
            made = Damaged.whole(match)
            made.put(at, at, [draw.choice(["not", "not", "not", "never"])], TURNED)
            return made if words[at] not in _NEGATIONS else None
        return self._turn(match, verbs, self._denied)

    def number(self, match: Match) -> Damaged | None:
        """Changes the value of a number."""
        rows = [
            row
            for row, form in enumerate(match.copy.forms)
            if form in _NUMBER_WORDS or any(character.isdigit() for character in form)
        ]
        return self._turn(match, rows, self._other_number)

    def name(self, match: Match) -> Damaged | None:
        """Misspells or replaces a name."""
        linked = match.partner_of_copy >= 0
        rows = np.flatnonzero((match.copy.pos == Pos.PROPN) & linked).tolist()
        return self._turn(match, rows, self._other_name)

    def gender(self, match: Match) -> Damaged | None:
        """Changes the gender of a word: he for she, man for woman."""
        rows = [row for row, form in enumerate(match.copy.forms) if form in _GENDER]
        return self._turn(match, rows, lambda word: _cased(word, _GENDER[word.lower()]))

    def swap(self, match: Match) -> Damaged | None:
        """Swaps two nouns, names or numbers."""
        pos, words = match.copy.pos, match.copy.forms
        rows = [r for r in range(len(pos)) if pos[r] in (Pos.NOUN, Pos.PROPN, Pos.NUM)]
        couples = [
            (one, other)
            for one in rows
            for other in rows
            if other - one > 1 and pos[one] == pos[other] and words[one] != words[other]
        ]
        if not couples:
            return None
        one, other = self._draw.choice(couples)
        made = Damaged.whole(match)
        made.words[one], made.words[other] = made.words[other], made.words[one]
        made.copy[[one, other], TURNED] = 1
        _mark(made, match, [one, other])
        return made

    def repeat(self, match: Match) -> Damaged | None:
        """Repeats one or more words."""
        first = self._draw.randrange(len(match.copy))
        end = min(len(match.copy), first + self._draw.choice([1, 1, 2, 3]))
        made = Damaged.whole(match)
        made.put(end, end, made.words[first:end] * self._draw.choice([1, 1, 3]), ABSENT)
        return made

    def _turn(
        self, match: Match, rows: Sequence[int], turn: Callable[[str], str | list[str] | None]
    ) -> Damaged | None:
        """The copy with one of some words changed; None without one, or without a change."""
        if not rows:
            return None
        row = self._draw.choice(rows)
        partner = match.partner_of_copy[row]
        old = match.copy.texts[row]
        turned = turn(old)
        new = [turned] if isinstance(turned, str) else turned
        known = {old.lower(), match.reference.forms[partner] if partner >= 0 else ""}
        if not new or (len(new) == 1 and new[0].lower() in known):
            return None
        made = Damaged.whole(match)
        _mark(made, match, [row])
        made.put(row, row + 1, new, TURNED)
        return made

    def _denied(self, word: str) -> list[str]:
        low = word.lower()
        helper, cut = (
            ("did", 2) if low.endswith("ed") else ("does", 1) if low[-1] == "s" else ("", 0)
        )
        helper = helper or self._draw.choice(["do", "did"])
        stem = low[: len(low) - cut]
        return self._draw.choice([[helper, "not", stem], [f"{helper}n't", stem]])

    def _other_number(self, word: str) -> str:
        if word.lower() in _NUMBER_WORDS:
            return _cased(word, self._draw.choice(_NUMBER_WORDS))
        digits = [i for i, character in enumerate(word) if character.isdigit()]
        changed = set(digits if self._draw.random() < 0.5 else [self._draw.choice(digits)])
        return "".join(
            str(self._draw.randint(1, 9)) if i in changed else character
            for i, character in enumerate(word)
        )

    def _other_name(self, word: str) -> str | None:
        if self._draw.random() < 0.7:
            return self._known.any_of(Pos.PROPN)
        if len(word) < 4:
            return None
        at = self._draw.randint(1, len(word) - 2)
        return word[:at] + self._draw.choice("aeiourstlnmkd") + word[at + 1 :]


def _phrases(words: Sequence[str], pos: npt.NDArray[np.uint8]) -> Iterator[Sequence[str]]:
    """Phrases that may follow a noun of another sentence: at home, and a house."""
    edges = [*phrase_starts(pos, [word.lower() for word in words]), len(words)]
    for start, end in pairwise(edges[1:]):
        own = pos[start:end]
        end -= int(own[-1] == Pos.PUNCT)
        is_whole = pos[start] in (Pos.ADP, Pos.CCONJ) and pos[end - 1] in _NAMING
        if is_whole and end - start in PHRASE_WORDS and not np.isin(own, _UNFIT).any():
            yield words[start:end]


def _topic(vectors: npt.NDArray[np.floating], pos: npt.NDArray[np.uint8]) -> np.ndarray:
    """The topic of a sentence: the direction of the mean of its content words."""
    mean = vectors[CONTENT[pos]].astype(np.float32).sum(0)
    return mean / max(1e-6, float(np.linalg.norm(mean)))


def _mark(made: Damaged, match: Match, rows: Sequence[int]) -> None:
    """Labels the partners of changed words as turned."""
    partners = match.partner_of_copy[list(rows)]
    made.reference[partners[partners >= 0], TURNED] = 1


def _shortly_denied(word: str) -> str:
    low = word.lower()
    return _cased(word, {"can": "can't", "will": "won't"}.get(low, f"{low}n't"))


def _cased(like: str, word: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")
