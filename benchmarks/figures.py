"""Makes the tables of figures in README.md and the model cards from the files in results/."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any

from mtqa import Effort

RESULTS = Path(__file__).parent / "results"
WIDTH = 100
Record = dict[str, Any]

QUALITY = (
    (
        "Are sentences linked to their translations?",
        "round trips with dropped, inserted and moved paragraphs",
        ("roundtrip", "mtqa", "links F1 {links F1:.3f}"),
    ),
    (
        "Do dropped and inserted sentences stay without a link?",
        "the same",
        ("roundtrip", "mtqa", "dropped F1 {dropped F1:.3f}, inserted R {inserted R:.2f}"),
    ),
    ("Names", "windows", ("gold", "name", "P {P:.2f} R {R:.2f}")),
    ("", "articles", ("articles", "name", "P {P:.2f} R {R:.2f}")),
    ("", "harmless variants flagged", ("articles", "name", "{traps flagged} of {traps}")),
    ("Numbers", "windows", ("gold", "number", "P {P:.2f} R {R:.2f}")),
    ("", "articles", ("articles", "number", "P {P:.2f} R {R:.2f}")),
    ("", "harmless variants flagged", ("articles", "number", "{traps flagged} of {traps}")),
    ("Dropped clauses", "windows", ("gold", "omission", "P {P:.2f} R {R:.2f}")),
    (
        "Dropped paragraphs, sentences, clauses",
        "articles",
        ("articles", "dropped", "P {P:.2f} R {R:.2f}"),
    ),
    ("Added text", "windows", ("gold", "addition", "P {P:.2f} R {R:.2f}")),
    ("", "articles", ("articles", "added_text", "P {P:.2f} R {R:.2f}")),
    ("Fragments", "windows", ("gold", "fragment", "P {P:.2f} R {R:.2f}")),
    ("", "articles", ("articles", "fragment", "P {P:.2f} R {R:.2f}")),
    (
        "Mistranslations",
        "articles",
        ("articles", "mistranslation", "P {P:.2f} R {R:.2f}"),
    ),
    (
        "Is a damaged twin scored lower?",
        "DEMETR, ids over 425, 34 kinds of damage",
        ("demetr", "mtqa, ids over 425", "{accuracy:.3f} (critical {critical:.3f})"),
    ),
    *(
        (
            question,
            f"DEMETR, ids over 350: {damage}",
            ("located", kind, "found {found:.2f}, false alarms {false alarms:.2f}"),
        )
        for question, damage, kind in (
            ("Does a finding locate the damage?", "negation", "critical_id8_negation"),
            ("", "name replaced", "critical_id9_ne_replaced"),
            ("", "number replaced", "critical_id10_numbers_replaced"),
            ("", "prepositional phrase removed", "major_id5_pp_removed"),
            ("", "subject removed", "critical_id24_subj_removed"),
            ("", "words inserted", "critical_id6_addition"),
        )
    ),
    *(
        (question, f"{kind} (`{verdict}`)", ("verdicts", f"{kind}: {verdict}", "{right:.2f}"))
        for question, kind, verdict in (
            ("Are verdicts right?", "round trips", "translated_copy"),
            ("", "second human translations", "translated_copy"),
            ("", "typing errors", "translated_copy"),
            ("", "first halves", "partial_copy"),
            ("", "neighbouring articles", "unrelated"),
        )
    ),
    (
        "How many findings above minor has an honest translation?",
        "human translations of news segments",
        ("honest", "human translations", "{above minor} in {pairs} pairs"),
    ),
    (
        "Does an honest translation score above the reference with one number changed?",
        "DEMETR",
        ("changed_numbers", "mtqa", "{honest copy higher:.3f} of {trials}"),
    ),
    (
        "Are translations ordered as people order them?",
        "WMT20 zh-en MQM, every fifth segment",
        ("mqm", "mtqa, kept out", "{any difference:.3f} of pairs"),
    ),
    (
        "",
        "the same, at least a major error apart",
        ("mqm", "mtqa, kept out", "{a major error apart:.3f} of pairs"),
    ),
)
"""Question, data, and the part, row and format of the figure."""

SPEED = (
    ("`check_many` against the bare encoder on the same unique sentences", "encoder"),
    ("`--effort normal` against `--effort fast`", "pair_reader"),
    ("one pair at a time in float32 against `check_many`", "float32"),
    (
        "`bert_score` with the same encoder, on aligned paragraphs, against the same",
        "bert_score",
    ),
    ("1,000 similar copies of one article, with the cache against without", "copies"),
    ("one pair of 10,000 sentences per side against its bare encoding", "long"),
    ("peak memory of 20,000 short pairs against 2,000", "memory"),
)
STAGES = "splitting", "encoding", "alignment", "detectors", "scoring", "json"
LEAST = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


@cache
def results(name: str) -> Record:
    """The content of a result file."""
    content: Record = json.loads((RESULTS / f"{name}.json").read_text("utf-8"))
    return content


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def measured(about: Record) -> str:
    """A line that says when, at which commit and on what machine figures were measured."""
    machine = about["machine"]
    commit = about.get("commit") or about["commits"]["this"]
    number_type = "bfloat16" if machine["bfloat16"] else "float32"
    device = machine["gpu"] or f"{machine['processor']}, {machine['cores']} cores"
    return f"Measured on {about['date']} at commit {commit}: {device}, {number_type}."


def measured_efforts() -> list[str]:
    """The efforts that quality was measured with, the greatest first."""
    return [effort for effort in reversed(Effort) if effort in results("quality")["measures"]]


def quality() -> str:
    """Quality by question and effort."""
    measures, about = results("quality")["measures"], results("quality")["about"]
    efforts = measured_efforts()
    rows = [
        (question, data, *(form.format(**measures[effort][part][row]) for effort in efforts))
        for question, data, (part, row, form) in QUALITY
    ]
    head = "question", "data", *(f"`{effort}`" for effort in efforts)
    return f"{table(head, rows)}\n\n{measured(about)}"


def peers() -> str:
    """Quality of mtqa by effort beside that of its peers."""
    measures = results("quality")["measures"]

    def row(shown: str, of: Record, name: str) -> tuple[str, ...]:
        damage, rated = of["demetr"][f"{name}, ids over 425"], of["mqm"][f"{name}, kept out"]
        return (
            shown,
            f"{damage['accuracy']:.3f}",
            f"{rated['any difference']:.3f}",
            f"{rated['a major error apart']:.3f}",
        )

    rows = [
        *(row(f"mtqa, `{effort}`", measures[effort], "mtqa") for effort in measured_efforts()),
        *(row(name, measures[Effort.NORMAL], name) for name in ("chrF++", "BLEU", "bert_score")),
    ]
    return table(
        ("score", "damaged twin lower (DEMETR)", "human order (WMT20)", "a major error apart"), rows
    )


def min_confidence() -> str:
    """Precision and recall by the minimum confidence."""
    rows = []
    for least in LEAST:
        found = [
            results("quality")["measures"][Effort.NORMAL]["confidence"][f"{name}, {least} or more"]
            for name in ("articles", "windows")
        ]
        rows.append((f"{least:.1f}", *(f"P {row['P']:.2f} R {row['R']:.2f}" for row in found)))
    return table(("`--min-confidence`", "articles", "windows"), rows)


def calibration() -> str:
    """By confidence, the share of right findings on texts the curves were not fitted on."""
    found = results("quality")["measures"][Effort.NORMAL]["calibration"]
    rows = []
    for name, row in found.items():
        figures = row["mean confidence"], row["right"], row["right type"]
        rows.append((name, str(row["findings"]), *(f"{each:.2f}" for each in figures)))
    wanted = [
        row for row in rows if row[0].startswith("pooled") or row[0].endswith("any confidence")
    ]
    return table(
        ("set, confidence", "findings", "mean confidence", "right", "of the right type"), wanted
    )


def examples() -> str:
    """The quality of example copies by effort."""
    efforts = measured_efforts()
    found = [results("quality")["measures"][effort]["examples"] for effort in efforts]
    rows = [(name, *(f"{of[name]['quality']:.0f}" for of in found)) for name in found[0]]
    return table(("copy", *(f"`{effort}`" for effort in efforts)), rows)


def speed() -> str:
    """Ratios, bounds and fastest times."""
    found = results("speed")["figures"]
    rows = []
    for shown, part in SPEED:
        figures = found[part]
        wanted = next(
            f"{bound} {figures[key]}"
            for key, bound in (("at_most", "at most"), ("at_least", "at least"))
            if key in figures
        )
        rows.append((shown, f"{figures['ratio']:.2f}", wanted, _amounts(figures)))
    stages = found["stages"]
    shares = ", ".join(f"{stage} {stages[stage]:.0%}" for stage in STAGES)
    about = results("speed")["about"]
    sizes = f"{about['pairs']} pairs of {about['paragraphs']} paragraphs"
    below = (
        f"Share of the elapsed time of {sizes} by stage: {shares}. The encoder runs in parallel "
        f"with the other stages. {measured(about)}"
    )
    return f"{table(('what', 'ratio', 'wanted', 'fastest rounds'), rows)}\n\n{fill(below, WIDTH)}"


def _amounts(figures: Record) -> str:
    """Seconds of the fastest rounds, or megabytes."""
    if "seconds" in figures:
        seconds = [f"{min(rounds):.0f}" for rounds in figures["seconds"].values()]
        return f"{' and '.join(seconds)} s" + (
            f"; {figures['peak_mb'] / 1000:.1f} GB" if "peak_mb" in figures else ""
        )
    return " and ".join(f"{figures[key]['peak_mb'] / 1000:.2f}" for key in ("many", "few")) + " GB"


def cold_start() -> str:
    """Processor time and memory of one check in a fresh process."""
    figures = results("cold_start")["figures"]
    seconds = sorted(figures["processor_seconds"]["this"])
    median = seconds[len(seconds) // 2]
    return fill(
        f"One `mtqa check` in a fresh process takes {median:.1f} seconds of processor time and "
        f"{figures['peak_mb']['this']} MB. {measured(results('cold_start')['about'])}",
        WIDTH,
    )


def _recorded(name: str) -> str:
    """A table that was recorded at training."""
    recorded = results("training")[name]
    columns = recorded["columns"]
    rows = [[str(row.get(column, "")) for column in columns] for row in recorded["rows"]]
    return table(columns, rows)


def words() -> str:
    """Figures of the word head, as `models/words/train.py --check` prints them."""
    return _recorded("words")


def fluency() -> str:
    """Accuracy of the surprise by kind of damage, recorded at training."""
    return _recorded("fluency")


def unrelated() -> str:
    """Related verdicts on unrelated texts by encoder, recorded when the sentences were chosen."""
    return _recorded("unrelated")


def pairs_runs() -> str:
    """The training runs of the pair reader."""
    return _recorded("pairs_runs")


def pairs_words() -> str:
    """Average precision of the pair reader by word, recorded at training."""
    return _recorded("pairs_words")


def quality_fit() -> str:
    """How many pairs each set of weights was fitted on, and how many it orders right."""
    path = Path(__file__).parent.parent / "models" / "quality" / "weights.json"
    modes: Record = json.loads(path.read_text("utf-8"))
    rows = [(f"`{mode}`", content["provenance"]) for mode, content in modes.items()]
    return table(("weights", "provenance"), rows)


BLOCKS: dict[str, Callable[[], str]] = {
    made.__name__: made
    for made in (
        quality,
        peers,
        min_confidence,
        calibration,
        examples,
        speed,
        cold_start,
        words,
        fluency,
        unrelated,
        pairs_runs,
        pairs_words,
        quality_fit,
    )
}
