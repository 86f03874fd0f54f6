"""Scores copies of one short article, to show what a quality means."""

from __future__ import annotations

from measures import Measures, Setting


def article(text: str) -> str:
    """A text without the line breaks inside its paragraphs."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text in which the first occurrence of each old string is replaced by the new one."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


REFERENCE = article("""\
The city council approved a budget of 2.3 million euros for the renovation of three schools on
Monday, after a debate that lasted four hours. Mayor Helena Brandt said that the work would start
in March and create 120 jobs in the district, where unemployment has risen for two years.

Two members of the opposition voted against the plan, because the money comes from a fund that was
meant for the repair of roads. The regional government has to confirm the decision by the end of
the month. Construction is due to start in March, and pupils will be taught in containers until
then.""")

REORDERED = article("""\
On Monday, after a four-hour debate, the city council approved a budget of 2.3 million euros to
renovate three schools. The work would start in March, said Mayor Helena Brandt, and create 120
jobs in the district, where for two years unemployment has risen.

Because the money comes from a fund that was meant for the repair of roads, two members of the
opposition voted against the plan. By the end of the month the regional government has to confirm
the decision. In March construction is due to start, and until then pupils will be taught in
containers.""")

REWORDED = article("""\
The municipal council adopted the 2.3 million euro budget for the refurbishment of three schools on
Monday following a four-hour discussion. According to Mayor Helena Brandt, work is set to begin in
March and will bring 120 jobs to the district, in which joblessness has been growing for two years.

Two opposition councillors opposed the proposal since its funding is drawn from a pot intended for
fixing roads. The regional authorities must approve the decision before the month ends. Building
work is scheduled to begin in March; until then, lessons will take place in containers.""")

MISSPELLED = edited(REWORDED, ("Brandt", "Brant"))
CHANGED = edited(
    MISSPELLED,
    ("million", "billion"),
    (", in which joblessness has been growing for two years", ""),
)
DROPPED = edited(
    REFERENCE, ("The regional government has to confirm the decision by the end of the month. ", "")
)
BROKEN = edited(DROPPED, ("to start in March, and pupils", "to start. In March. Pupils"))
UNRELATED = article("""\
The heron stands in the shallow water and waits for fish. Its young leave the nest in June.

Old trees near rivers are where most colonies are found. They can be used for decades.""")

COPIES = {
    "the reference itself": REFERENCE,
    "complete, clauses reordered": REORDERED,
    "complete, freely reworded": REWORDED,
    "the same, and a name misspelled": MISSPELLED,
    "the same, and a number changed and a clause dropped": CHANGED,
    "one sentence of six dropped": DROPPED,
    "the same, and another sentence broken in two": BROKEN,
    "another text": UNRELATED,
}


def examples(setting: Setting) -> dict[str, Measures]:
    """The quality of each copy."""
    reports = setting.check((REFERENCE, copy) for copy in COPIES.values())
    return {
        name: {"quality": report.scores.quality, "findings": len(report.findings)}
        for name, report in zip(COPIES, reports, strict=True)
    }
