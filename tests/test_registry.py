"""The registry of models: the real one is found, any other is refused in one line."""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from toy_encoder import Hashed

from mtqa import Checker, registry
from mtqa.alignment import arrival
from mtqa.calibration import calibration
from mtqa.encoding import cosine_scale, word_frequency
from mtqa.errors import ModelError
from mtqa.registry import (
    DEFAULT_MODEL,
    Effort,
    find_model,
    installed_efforts,
    known_models,
    models_folder,
    weights_digest,
)
from mtqa.scoring import fluency, score

WEIGHTS = b"the weights of a small model"
ENTRIES = json.loads((models_folder() / "registry.json").read_text("utf-8"))

LOADED_ONCE = (
    find_model,
    known_models,
    arrival._tagger,
    fluency.trigram_model,
    score._fitted_weights,
    word_frequency.lexicon,
    cosine_scale.unrelated_sentences,
    calibration,
)


REGISTER = runpy.run_path(str(models_folder() / "register.py"))
INSTALLED = [name for name in ENTRIES if name != "thorough"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A registry of two models; the package of one is there, and its folder is given."""
    folder = tmp_path / "packages" / "mtqa_small_model"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "weights.bin").write_bytes(WEIGHTS)
    entry = {
        "role": "encoder",
        "folder": ".",
        "weights": "weights.bin",
        "files": {"weights.bin": hashlib.sha256(WEIGHTS).hexdigest()},
    }
    entries = {
        "small": entry | {"package": "mtqa_small_model"},
        "absent": entry | {"package": "mtqa_absent_model"},
    }
    (tmp_path / "registry.json").write_text(json.dumps(entries), "utf-8")
    monkeypatch.setattr(registry, "models_folder", lambda: tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    for cached in (find_model, known_models):
        cached.cache_clear()
    yield folder
    for cached in (find_model, known_models):
        cached.cache_clear()


def refusal(name: str) -> str:
    """What is said when a model is refused."""
    with pytest.raises(ModelError) as refused:
        find_model(name).read()
    return str(refused.value)


def test_the_registry_is_current() -> None:
    done = subprocess.run([sys.executable, models_folder() / "register.py", "--check"], check=False)
    assert done.returncode == 0, "run models/register.py"


def test_everything_that_is_loaded_is_registered() -> None:
    assert known_models() == (DEFAULT_MODEL,)
    names = {entry.get("source", entry["folder"]): name for name, entry in ENTRIES.items()}
    for path in models_folder().rglob("*"):
        if path.suffix in {".safetensors", ".txt"} or path.name == "weights.json":
            name = names[path.parent.relative_to(models_folder()).as_posix()]
            assert ENTRIES[name]["files"][path.name] == weights_digest(path)


@pytest.mark.parametrize("name", ENTRIES)
def test_every_model_has_a_licence_and_a_card(name: str) -> None:
    entry = ENTRIES[name]
    assert entry["licence"] in {"Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-SA-4.0"}
    assert (models_folder() / entry["card"]).is_file()


def test_a_model_with_the_registered_weights_is_found(package: Path) -> None:
    found = find_model("small")
    assert (found.name, found.folder.resolve()) == ("small", package.resolve())
    assert found.read() == WEIGHTS


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Where each model lies in a copy of all of them, which is loaded from for one test."""
    folders = {name: find_model(name).folder for name in INSTALLED}
    for name, folder in folders.items():
        base = tmp_path / ENTRIES[name].get("package", ".")
        shutil.copytree(folder, base / ENTRIES[name]["folder"], copy_function=os.symlink)
        (base / "__init__.py").touch()
    shutil.copy(models_folder() / "registry.json", tmp_path)
    monkeypatch.setattr(registry, "models_folder", lambda: tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for each in LOADED_ONCE:
        each.cache_clear()
    yield lambda name: tmp_path / ENTRIES[name].get("package", ".") / ENTRIES[name]["folder"]
    for each in LOADED_ONCE:
        each.cache_clear()


@pytest.mark.parametrize(("name", "file"), [(n, f) for n in INSTALLED for f in ENTRIES[n]["files"]])
def test_no_check_comes_about_with_a_file_that_differs_in_a_byte(
    name: str, file: str, copied: Callable[[str], Path]
) -> None:
    path = copied(name) / file
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ModelError) as refused:
        Checker(Hashed(), device="cpu").check("Nobody was hurt.", "No one was hurt.")
    said = str(refused.value)
    assert said.startswith(f"model {name}: {path} is not the registered file")
    assert "reinstall" in said
    assert "\n" not in said


@pytest.mark.parametrize("tampered", [WEIGHTS[:-1] + b"L", WEIGHTS + b" ", WEIGHTS[:-1], b""])
def test_weights_that_differ_in_a_byte_are_refused(package: Path, tampered: bytes) -> None:
    (package / "weights.bin").write_bytes(tampered)
    said = refusal("small")
    assert "\n" not in said
    assert said.startswith("model small: ")
    assert str(package / "weights.bin") in said
    assert hashlib.sha256(tampered).hexdigest()[:8] in said
    assert "pip install --force-reinstall mtqa_small_model" in said


def test_what_is_read_is_what_was_hashed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes behind the hash would have to be opened a second time."""
    opened: list[Path] = []
    read = Path.read_bytes

    def swapping(path: Path) -> bytes:
        content = read(path)
        opened.append(path)
        path.write_bytes(b"other weights")
        return content

    monkeypatch.setattr(Path, "read_bytes", swapping)
    assert find_model("small").read() == WEIGHTS
    assert opened == [package / "weights.bin"]


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A registry of a larger pair reader, whose distribution has no files yet; gives its source."""
    source = tmp_path / "small" / "mtqa_small_reader"
    source.mkdir(parents=True)
    (source / "__init__.py").touch()
    (tmp_path / "pairs.bin").write_bytes(WEIGHTS)
    usual = {"folder": ".", "weights": "pairs.bin", "files": {"pairs.bin": ""}}
    entry = {
        "role": "pair reader",
        "package": "mtqa_small_reader",
        "install": "./models/small",
        "source": "small/mtqa_small_reader",
        "folder": ".",
        "weights": [],
        "files": {},
    }
    (tmp_path / "registry.json").write_text(
        json.dumps({"pairs": usual, "thorough": entry}), "utf-8"
    )
    script = REGISTER["main"].__globals__
    monkeypatch.setattr(registry, "models_folder", lambda: tmp_path)
    monkeypatch.setitem(script, "models_folder", lambda: tmp_path)
    monkeypatch.setitem(script, "PATH", tmp_path / "registry.json")
    monkeypatch.setattr(sys, "argv", ["register.py"])
    find_model.cache_clear()
    yield source
    find_model.cache_clear()


def test_a_distribution_without_weights_is_registered_and_refused(
    distribution: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert REGISTER["main"]() == 0
    monkeypatch.syspath_prepend(distribution.parent)
    said = refusal("thorough")
    assert said.startswith("model thorough: ")
    assert "no weights" in said
    assert "\n" not in said


def test_all_parts_of_a_distribution_are_registered_though_it_is_not_installed(
    distribution: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.safetensors", "a.safetensors", "tokenizer.json"):
        (distribution / name).write_bytes(name.encode())
    assert REGISTER["main"]() == 0
    assert refusal("thorough") == (
        "model thorough: its package is not installed; install it with: pip install ./models/small"
    )
    assert installed_efforts() == (Effort.FAST, Effort.NORMAL)
    monkeypatch.syspath_prepend(distribution.parent)
    found = find_model("thorough")
    assert installed_efforts() == tuple(Effort)
    assert list(found.read_weights()) == [b"a.safetensors", b"b.safetensors"]
    assert found.read("tokenizer.json") == b"tokenizer.json"


def test_the_digest_of_several_parts_changes_with_each_of_them(
    distribution: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(distribution.parent)
    digests = set()
    for contents in (b"ab", b"ba", b"aa"):
        for name, content in zip("ab", contents, strict=True):
            (distribution / f"{name}.safetensors").write_bytes(bytes([content]))
        REGISTER["main"]()
        find_model.cache_clear()
        digests.add(find_model("thorough").digest)
    assert len(digests) == 3


def test_a_missing_part_is_refused_by_its_name(
    distribution: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (distribution / f"{name}.safetensors").write_bytes(b"x")
    REGISTER["main"]()
    (distribution / "b.safetensors").unlink()
    monkeypatch.syspath_prepend(distribution.parent)
    with pytest.raises(ModelError, match=r"b\.safetensors.* --force-reinstall \./models/small$"):
        list(find_model("thorough").read_weights())


@pytest.mark.parametrize(
    ("effort", "fast", "chosen"),
    [
        (None, False, Effort.NORMAL),
        (None, True, Effort.FAST),
        ("fast", True, Effort.FAST),
        ("fast", False, Effort.FAST),
        ("thorough", False, Effort.THOROUGH),
    ],
)
def test_fast_is_another_name_of_an_effort(
    effort: str | None, *, fast: bool, chosen: Effort
) -> None:
    assert Effort.chosen(effort, fast=fast) is chosen


@pytest.mark.parametrize("effort", ["normal", "thorough"])
def test_fast_contradicts_every_other_effort(effort: str) -> None:
    with pytest.raises(ValueError, match=f"fast contradicts effort {effort}"):
        Effort.chosen(effort, fast=True)


def test_an_effort_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'quick' is not a valid Effort"):
        Effort.chosen("quick", fast=False)


@pytest.mark.usefixtures("package")
def test_a_model_whose_package_is_not_installed_is_refused_with_the_remedy() -> None:
    said = refusal("absent")
    assert "\n" not in said
    assert said.startswith("model absent: ")
    assert "pip install mtqa_absent_model" in said


def test_a_model_without_its_weights_is_refused_by_the_name_of_the_file(package: Path) -> None:
    (package / "weights.bin").unlink()
    said = refusal("small")
    assert "\n" not in said
    assert str(package / "weights.bin") in said
    assert "reinstall" in said


def test_a_folder_is_no_weights_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall the model") as refused:
        weights_digest(tmp_path)
    assert "\n" not in str(refused.value)


def test_a_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(WEIGHTS)
    assert weights_digest(tmp_path / "weights") == hashlib.sha256(WEIGHTS).hexdigest()
