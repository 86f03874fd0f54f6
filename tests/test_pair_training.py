"""Training of the pair reader: labels, examples, the network, and the files it writes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import small_pair_reader
import torch
from safetensors.torch import load_file
from toy_reader import matched

from models.reader.cuts import cut
from models.reader.export import exported, parts_of, quantized
from models.reader.labels import UNSURE, Example, WordMark, labelled, unknown
from models.reader.marked_lines import examples_of, linked, runs_of
from models.reader.network import Network, released
from models.reader.sources import TURNS, written
from models.reader.train import Splitter, Training, batches
from mtqa.encoding.loading import load_reader
from mtqa.encoding.pair_weights import load_pair_weights
from mtqa.registry import DEFAULT_MODEL, Effort
from mtqa.text.annotations import MISTRANSLATION_KINDS, Tag

NOBODY = "nobody had seen the storm coming".split()
SOMEBODY = "paris had seen the storm coming".split()


def turn() -> Example:
    """An example with one changed meaning in the small vocabulary."""
    mark = WordMark("mis", "c", (0,), (0,), "negation")
    return Example(NOBODY, (labelled(len(NOBODY), SOMEBODY, [mark]),))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The folder of a small pretrained model."""
    model = small_pair_reader.twin("bert")
    folder = tmp_path / "base"
    model.save_pretrained(folder)
    (folder / "tokenizer.json").write_text(small_pair_reader.tokenizer("bert").to_str(), "utf-8")
    return folder


def test_a_mark_tags_its_words_on_both_sides() -> None:
    [copy] = turn().copies
    for tags, kinds in (
        (copy.reference_tags, copy.reference_kinds),
        (copy.tags, copy.kinds),
    ):
        assert np.flatnonzero(tags[0]).tolist() == [Tag.TURNED, Tag.ANY, Tag.GRAVE, Tag.CRITICAL]
        assert not tags[1:].any()
        assert kinds.tolist() == [MISTRANSLATION_KINDS.index("negation")] + [UNSURE] * 5
    assert copy.links == (((0,), (0,)),)


def test_a_severity_that_is_not_known_has_no_label() -> None:
    copy = labelled(2, ["sank", "fell"], [WordMark("om", "", (1,), ())])
    assert copy.reference_tags[1, [Tag.GRAVE, Tag.CRITICAL]].tolist() == [UNSURE, UNSURE]
    assert copy.reference_tags[1, Tag.ABSENT] == 1


@pytest.mark.parametrize("path", sorted(TURNS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_quote_of_a_written_turn_stands_in_its_text(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        assert item["kind"] in (*MISTRANSLATION_KINDS, "honest")
        assert ("turned" in item) == bool(item.get("marks"))
        for severity, here, there in item.get("marks", ()):
            assert severity in "cMm"
            assert here in item["reference"]
            assert there in item["turned"]
            assert here or there


def test_written_turns_are_read_in_both_directions(tmp_path: Path) -> None:
    item = {
        "kind": "negation",
        "reference": "Nobody was hurt.",
        "near": "No one was hurt.",
        "honest": "There were no injuries.",
        "turned": "Somebody was hurt.",
        "marks": [["c", "Nobody", "Somebody"]],
    }
    (tmp_path / "turns.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    *clean, turned, back = written(tmp_path)
    assert len(clean) == 6
    assert not any(one.copies[0].tags.any() for one in clean)
    assert turned.copies[0].tags.tolist() == back.copies[0].reference_tags.tolist()
    assert np.flatnonzero(turned.copies[0].tags.any(1)).tolist() == [0]


def test_marked_lines_become_groups_with_the_marks_on_their_words() -> None:
    record = {
        "run": "set.xx.engine.0",
        "line": 0,
        "reference": "The ferry sank on Friday. Nobody was hurt in the accident.",
        "copy": "The ferry sailed on Friday. No one was injured in the accident.",
        "marks": [["mis", "c", "sank", "sailed"], ["nvar", "m", "Nobody", "No one"]],
    }
    reader = load_reader(DEFAULT_MODEL, "cpu", effort=Effort.FAST)
    [(run, comparison)] = linked(reader, runs_of([record]))
    reader.close()
    (_, first), (_, second) = examples_of(run, comparison)
    [copy] = first.copies
    wrong, there = (
        np.flatnonzero(tags.any(1)).tolist() for tags in (copy.reference_tags, copy.tags)
    )
    assert [first.reference[row] for row in wrong] == ["sank"]
    assert [copy.words[row] for row in there] == ["sailed"]
    assert not second.copies[0].tags.any()


def test_a_cut_keeps_the_labels_of_the_other_words() -> None:
    text = "the old harbour wall fell in a storm near the port of Riga on Friday"
    match = matched(text, text.replace("fell", "stood"))
    mark = WordMark("mis", "c", (4,), (4,))
    example = Example(match.reference.texts, (labelled(15, match.copy.texts, [mark]),))
    random.seed(3)
    made = [one for seed in range(60) if (one := cut(match, example, random.Random(seed)))]
    assert {one.source for one in made} == {"missing", "added"}
    for one in made:
        [copy] = one.copies
        tags = copy.reference_tags, copy.tags
        turned = [np.flatnonzero(side[:, Tag.TURNED]).tolist() for side in tags]
        assert [one.reference[row] for row in turned[0]] == ["fell"]
        assert [copy.words[row] for row in turned[1]] == ["stood"]
        absent = [side[:, Tag.ABSENT].any() for side in tags]
        assert absent == [one.source == "missing", one.source == "added"]


def test_training_learns_and_goes_on_where_it_stopped(base: Path, tmp_path: Path) -> None:
    torch.manual_seed(1)
    splitter = Splitter(base / "tokenizer.json")
    examples = [turn(), Example(NOBODY, (labelled(6, NOBODY, ()), unknown(6, SOMEBODY)), True)]
    training = Training(Network(base), 1e-3, 120, tmp_path)
    training.run(splitter, examples, seed=1)
    goes_on = Training(Network(base), 1e-3, 120, tmp_path)
    assert goes_on.done == training.done == 120
    [items] = batches(splitter, examples[:1], random.Random(1))
    tokens = items[0].rows[0].tokens
    network = goes_on.network.eval()
    with torch.inference_mode():
        ids, types = (torch.from_numpy(one)[None].long() for one in (tokens.ids, tokens.types))
        hidden = network(ids, types, torch.ones_like(ids))
        chances = network.tags(hidden[0, torch.from_numpy(tokens.places).long()]).sigmoid()
    assert chances[0, Tag.TURNED] > chances[1:6, Tag.TURNED].max()


def test_released_weights_load_in_mtqa(base: Path, tmp_path: Path) -> None:
    weights = dict(released(Network(base)))
    made = exported(weights, torch.arange(0, 12, dtype=torch.int32), is_shared=False)
    files = [
        small_pair_reader.write(tmp_path / str(number), "bert", part)
        for number, part in enumerate(parts_of(made, 2))
    ]
    assert len(files) == 2
    contents = [one.folder.joinpath("part-0.safetensors").read_bytes() for one in files]
    read = load_pair_weights(contents, torch.zeros(2, 48))
    assert read.vocabulary is not None
    assert read.vocabulary.tolist() == list(range(12))
    stored = load_file(files[0].folder / "part-0.safetensors")
    assert any(value.dtype == torch.int8 for value in stored.values())


def test_a_quantized_matrix_is_off_by_half_a_step_at_most() -> None:
    weights = torch.randn(5, 40)
    small, scale = quantized(weights)
    assert ((small.float() * scale[:, None] - weights).abs() <= scale[:, None] / 2 + 1e-6).all()
