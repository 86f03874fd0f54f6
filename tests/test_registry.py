"""The registry of models: the real one is found, any other is refused in one line."""

from __future__ import annotations

import hashlib
import json
import os
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
from mtqa.registry import DEFAULT_MODEL, find_model, known_models, models_folder, weights_digest
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
    for path in models_folder().rglob("*"):
        if path.suffix in {".safetensors", ".txt"} or path.name == "weights.json":
            files = find_model(path.parent.name)
            assert hashlib.sha256(files.read(path.name)).hexdigest() == weights_digest(path)


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
    folders = {name: find_model(name).folder for name in ENTRIES}
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


@pytest.mark.parametrize(("name", "file"), [(n, f) for n in ENTRIES for f in ENTRIES[n]["files"]])
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
