"""Names that arrived wrong: misspelled, replaced or dropped in the group that carries them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.alignment.comparison import Comparison
from mtqa.detectors.names.counterparts import Article, Counterparts
from mtqa.detectors.names.damage import LIMITS, RANKING, Damage
from mtqa.detectors.names.recognition import Name
from mtqa.detectors.pair_reader_veto import seems_carried, seems_same
from mtqa.lexicon.name_words import DIRECTIONS, GENERIC
from mtqa.lexicon.spelling import is_acronym
from mtqa.results.findings import Finding, FindingType, Mention
from mtqa.text.annotations import Pos
from mtqa.text.spans import Place
from mtqa.text.tokens import POSSESSIVE

_STANDING_IN = frozenset(("he", "she", "they", "it", "him", "them"))
_REPLACED = frozenset((Damage.REPLACED, Damage.COMMON_WORD))


@dataclass(frozen=True, slots=True)
class _Loss:
    """A word of a name that the copy has in no harmless form.

    Attributes:
        name: The name.
        word: The word.
        place: The word of the copy that it became, -1 for none.
        all_lost: All words of the name that are lost.
        is_core: Whether the word says which one is meant.
        likeness: How alike the two words are in their sentences.
        closeness: How close they are in letters and sound.
    """

    name: Name
    word: int
    place: int
    all_lost: Sequence[int]
    is_core: bool
    likeness: float
    closeness: float

    @property
    def is_whole(self) -> bool:
        """Whether every word of the name is lost."""
        return len(self.all_lost) == len(self.name.words)


def detect(comparison: Comparison) -> Iterator[Finding]:
    """Finds the names that arrived wrong, each damage once, at its first mention.

    Args:
        comparison: The two documents with their groups.

    Yields:
        Findings of type `name`: `misspelled`, `replaced` or `dropped`.
    """
    article = Article(comparison)
    found: dict[tuple[str, ...], list[Finding]] = {}
    for match in comparison.matches:
        is_prose = max(len(match.reference), len(match.copy)) <= LIMITS.longest_group
        if not is_prose or not any(map(comparison.reference.is_content, match.group.reference)):
            continue
        for finding in _Group(Counterparts(article, match), comparison).findings():
            places = (finding.reference, finding.copy)
            key = tuple(place.text.casefold() if place else "" for place in places)
            found.setdefault(key, []).append(finding)
    for same in found.values():
        more = tuple(Mention(one.reference, one.copy) for one in same[1:])
        yield replace(same[0], more=more)


class _Group:
    """Decides which lost words of a group are damage."""

    def __init__(self, counterparts: Counterparts, comparison: Comparison) -> None:
        self._counterparts = counterparts
        self._match = counterparts.match
        self._is_content = comparison.reference.is_content
        self._comparison = comparison

    def findings(self) -> Iterator[Finding]:
        """Yields the findings of the group."""
        lost = {
            word: name
            for word, name in self._counterparts.lost().items()
            if self._is_content(int(self._match.reference.sentence[word]))
        }
        became = self._counterparts.became(lost)
        for name in dict.fromkeys(lost.values()):
            words = [word for word in name.words if word in lost]
            losses = [self._loss(name, word, became.get(word, -1), words) for word in words]
            judged = [(loss, damage) for loss in losses if (damage := self._damage(loss, losses))]
            if judged and not self._is_excused(name, words, judged):
                yield self._finding(name, judged)

    def _loss(self, name: Name, word: int, place: int, words: Sequence[int]) -> _Loss:
        known = self._counterparts
        return _Loss(
            name,
            word,
            place,
            words,
            name.is_sure and known.is_core(word, name),
            known.likeness(word, place) if place >= 0 else 0.0,
            known.closeness(word, place) if place >= 0 else 0.0,
        )

    def _damage(self, loss: _Loss, losses: Sequence[_Loss]) -> Damage | None:
        """What happened to a word; None for nothing that an editor would mind."""
        dropped = None
        if loss.is_core:
            dropped = Damage.IMPLIED if self._is_implied(loss) else Damage.DROPPED
        if not loss.is_core and self._is_unmet(loss, losses):
            dropped = Damage.GENERIC_DROPPED
        if loss.place < 0:
            return dropped
        if not loss.name.is_sure:
            return Damage.REPLACED
        if self._is_misspelled(loss):
            return None if self._is_cognate(loss) else Damage.MISSPELLED
        if self._is_elsewhere(loss):
            return dropped
        if self._is_replaced(loss):
            return Damage.GENERIC_REPLACED if self._is_translated(loss) else Damage.REPLACED
        if self._is_other_sort(loss, losses):
            return Damage.GENERIC_REPLACED
        if loss.is_core and loss.likeness >= LIMITS.alike:
            return Damage.COMMON_WORD if self._is_told(loss) else None
        return dropped

    def _is_unmet(self, loss: _Loss, losses: Sequence[_Loss]) -> bool:
        """Whether nothing stands for a name made of words for kinds of things."""
        if not (loss.name.is_sure and loss.is_whole):
            return False
        if len(losses) > 1:
            return all(other.likeness < LIMITS.alike for other in losses)
        return loss.place < 0 and self._is_told(loss)

    def _is_told(self, loss: _Loss) -> bool:
        """Whether a word surely names something: no people's adjective, no technical initials."""
        words = self._match.reference
        return bool(words.proper[loss.word] > LIMITS.named) and words.pos[loss.word] != Pos.ADJ

    def _is_misspelled(self, loss: _Loss) -> bool:
        is_new = loss.place in self._counterparts.new_names
        is_close = (
            loss.closeness >= LIMITS.close
            or (loss.closeness >= LIMITS.close_in_place and loss.likeness >= LIMITS.alike)
            or (loss.closeness >= LIMITS.close_in_frame and self._is_framed(loss))
        )
        is_name = self._counterparts.copy_is_name[loss.place]
        is_name = is_name or bool(self._match.copy.proper[loss.place] > LIMITS.copy_proper)
        return is_close and is_name and (loss.is_core or is_new)

    def _is_framed(self, loss: _Loss) -> bool:
        """Whether the same word stands beside both, and they begin with the same letter."""
        known = self._counterparts
        one, other = known.reference_forms[loss.word], known.copy_forms[loss.place]
        return one[:1] == other[:1] and known.is_beside_same(loss.word, loss.place)

    def _is_cognate(self, loss: _Loss) -> bool:
        """Whether a foreign word for a kind of thing was translated: Asociación, association."""
        is_sort = self._counterparts.copy_forms[loss.place] in GENERIC
        return is_sort and loss.likeness > LIMITS.alike and loss.closeness > LIMITS.cognate

    def _is_elsewhere(self, loss: _Loss) -> bool:
        """Whether what the word became stands apart from what says which one is meant."""
        known, name = self._counterparts, loss.name
        kept = (word for word in name.words if word not in loss.all_lost)
        return any(known.is_core(word, name) for word in kept) and not known.is_near(
            loss.place, name
        )

    def _is_replaced(self, loss: _Loss) -> bool:
        """Whether another name stands there."""
        known = self._counterparts
        if not known.copy_is_name[loss.place] or self._owns_more(loss):
            return False
        if self._is_direction(loss) or (loss.is_core and loss.likeness >= LIMITS.replaced_core):
            return True
        is_new = loss.place in known.new_names
        if loss.is_whole:
            return is_new and loss.likeness > LIMITS.replaced_whole
        return is_new and (loss.is_core or known.is_beside_same(loss.word, loss.place))

    def _is_translated(self, loss: _Loss) -> bool:
        """Whether two common words may be two translations of one: warriors, army."""
        if loss.likeness < LIMITS.translated or self._is_direction(loss):
            return False
        proper = self._match.reference.proper[loss.word], self._match.copy.proper[loss.place]
        return not loss.is_core or max(proper) < LIMITS.surely_proper

    def _is_direction(self, loss: _Loss) -> bool:
        """Whether one direction became another: North Korea, South Korea."""
        known = self._counterparts
        return {known.reference_forms[loss.word], known.copy_forms[loss.place]} <= DIRECTIONS

    def _owns_more(self, loss: _Loss) -> bool:
        """Whether the copy's word is a possessive and the reference's none: it says whose."""
        one, other = self._match.reference.forms[loss.word], self._match.copy.forms[loss.place]
        return other.endswith(POSSESSIVE) and not one.endswith(POSSESSIVE)

    def _is_other_sort(self, loss: _Loss, losses: Sequence[_Loss]) -> bool:
        """Whether a word for a kind of thing became one for another kind."""
        known = self._counterparts
        if loss.is_core:
            return False
        if known.copy_is_name[loss.place]:
            is_framed = known.is_framed(loss.word, loss.place, loss.name)
            is_beside = known.is_beside_same(loss.word, loss.place)
            if (is_framed and loss.likeness < LIMITS.alike_generic) or (
                is_beside and loss.likeness < LIMITS.alike
            ):
                return True
        unlike = all(
            other.place >= 0 and other.likeness < LIMITS.alike_generics for other in losses
        )
        is_renamed = loss.is_whole and known.copy_is_name[loss.place]
        return unlike and len(losses) > 1 and (is_renamed or len(loss.name.words) > 2)

    def _is_excused(
        self, name: Name, lost: Sequence[int], judged: Sequence[tuple[_Loss, Damage]]
    ) -> bool:
        """Whether something harmless stands for a name of which words are missing."""
        known = self._counterparts
        is_renamed = any(loss.place in known.new_names for loss, _ in judged)
        is_dropped = all(damage.is_drop for _, damage in judged)
        is_whole = len(lost) == len(name.words)
        if is_whole and not is_renamed and known.has_its_acronym(name, is_dropped):
            return True
        if not is_dropped:
            return False
        kept = [word for word in name.words if word not in lost]
        if kept and kept[-1] > lost[-1]:
            return True
        return self._is_technical(name) or self._has_pronoun(name, lost)

    def _is_technical(self, name: Name) -> bool:
        """Whether it is initials that may well be no name: CCTV, IM."""
        words = self._match.reference
        return (
            len(name.words) == 1
            and is_acronym(words.texts[name.first])
            and bool(words.proper[name.first] < LIMITS.technical)
        )

    def _has_pronoun(self, name: Name, lost: Sequence[int]) -> bool:
        """Whether the copy, which has the name elsewhere, says a pronoun more."""
        known = self._counterparts
        return self._gains_pronoun(name) and all(
            known.reference_forms[word] in known.article.copy_words for word in lost
        )

    def _is_implied(self, loss: _Loss) -> bool:
        """Whether a name is a mere modifier or a pronoun's, or the pair reader misses nothing."""
        words = self._match.reference
        is_modifier = len(loss.name.words) == 1 and words.pos[loss.word] == Pos.ADJ
        place = words.place(loss.word, loss.word)
        return (
            is_modifier or self._gains_pronoun(loss.name) or seems_carried(self._comparison, place)
        )

    def _gains_pronoun(self, name: Name) -> bool:
        """Whether the copy says a pronoun more, which may stand for the name."""
        known = self._counterparts
        if any(known.reference_forms[word] in GENERIC for word in name.words):
            return False
        here, there = (
            sum(form in _STANDING_IN for form in forms)
            for forms in (known.reference_forms, known.copy_forms)
        )
        return there > here

    def _finding(self, name: Name, judged: Sequence[tuple[_Loss, Damage]]) -> Finding:
        loss, damage = min(judged, key=lambda one: RANKING.index(one[1]))
        here = self._match.reference.place(name.first, name.last)
        if damage.is_drop:
            return _finding(damage, f"“{here.text}” was dropped", here)
        others = [other.place for other, _ in judged if other.place >= 0]
        there = self._match.copy.place(*self._counterparts.extent(name, loss.place, others))
        is_alike = not self._is_direction(loss) and seems_same(self._comparison, here, there)
        if damage in _REPLACED and is_alike:
            damage = Damage.REPHRASED
        return _finding(damage, f"“{here.text}” became “{there.text}”", here, there)


def _finding(damage: Damage, message: str, reference: Place, copy: Place | None = None) -> Finding:
    return Finding(
        FindingType.NAME,
        damage.severity,
        damage.certainty,
        message,
        damage.kind,
        reference,
        copy,
    )
