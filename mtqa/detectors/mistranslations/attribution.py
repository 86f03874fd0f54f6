"""Claims that the copy reports as proved or as facts, and proofs that it reports as claims."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alignment.word_alignment import Match, SideWords
from mtqa.detectors.mistranslations.governed import are_linked, governed
from mtqa.detectors.mistranslations.linked_words import LIMITS, View, links, mistranslation
from mtqa.detectors.mistranslations.scope import negative_rows
from mtqa.lexicon.hedges import ALLEGATIONS, CLAIMS, HEDGES, PROOFS, doubts, is_of_crime, reports
from mtqa.results.findings import Finding, Severity
from mtqa.text.annotations import Pos


def changed_claims(match: Match) -> Iterator[Finding]:
    """Linked words of which one says that something is claimed, the other that it is proved."""
    if match.is_verbatim or len(negative_rows(match.reference)) != len(negative_rows(match.copy)):
        return
    for row, column in sorted({*links(match), *_with_same_clause(match)}):
        ours, theirs = match.reference.forms[row], match.copy.forms[column]
        is_proved_now = ours in CLAIMS and theirs in PROOFS
        if not is_proved_now and not (ours in PROOFS and theirs in CLAIMS):
            continue
        proof = match.copy if is_proved_now else match.reference
        claim = match.reference if is_proved_now else match.copy
        if _has(proof, CLAIMS) or _has(claim, PROOFS) or _has(proof, HEDGES):
            continue
        places = match.reference.place(row, row), match.copy.place(column, column)
        change = "a claim became a proof" if is_proved_now else "a proof became a claim"
        message = f"“{places[0].text}” became “{places[1].text}”: {change}"
        yield mistranslation("attribution", _severity(match), places, message)


def dropped_allegations(match: Match) -> Iterator[Finding]:
    """Words that mark a claim, without which a linked word of the copy states a fact."""
    if match.is_verbatim:
        return
    reference, copy = match.reference, match.copy
    if doubts(copy.forms) or reports(copy.forms) > reports(reference.forms) or _has(copy, HEDGES):
        return
    for row, form in enumerate(reference.forms):
        is_verb = reference.pos[row] == Pos.VERB
        if form not in ALLEGATIONS or is_verb or match.partner_of_reference[row] >= 0:
            continue
        clause = governed(reference, row, row, "word")
        column = int(match.partner_of_reference[clause[0]]) if clause else -1
        if column >= 0 and match.likeness[clause[0], column] > LIMITS.linked:
            places = reference.place(row, clause[0]), copy.place(column, column)
            message = f"“{reference.texts[row]}” is missing from the copy: a claim became a fact"
            yield mistranslation("attribution", _severity(match), places, message)


def _severity(match: Match) -> Severity:
    return Severity.CRITICAL if is_of_crime(match.reference.forms) else Severity.MAJOR


def _with_same_clause(match: Match) -> Iterator[tuple[int, int]]:
    """Rows of claims and proofs that govern the same clause."""
    view = View(match, of_copy=False)
    rows, columns = (
        [(row, governed(words, row, row, "clause")) for row in _sayings(words)]
        for words in (match.reference, match.copy)
    )
    for row, clause in rows:
        for column, its_clause in columns:
            if are_linked(view, clause, its_clause, governs="clause"):
                yield row, column


def _sayings(words: SideWords) -> list[int]:
    return [row for row, form in enumerate(words.forms) if form in CLAIMS or form in PROOFS]


def _has(words: SideWords, forms: frozenset[str]) -> bool:
    return not forms.isdisjoint(words.forms)
