"""The registry of models: the real one is found, any other is refused in one line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtqa import registry
from mtqa.errors import ModelError
from mtqa.registry import DEFAULT_MODEL, find_model, known_models, models_folder, weights_digest

WEIGHTS = b"the weights of a small model"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A registry of two models; the package of one is there, and its folder is given."""
    folder = tmp_path / "packages" / "mtqa_small_model"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "weights.bin").write_bytes(WEIGHTS)
    entry = {
        "folder": ".",
        "weights": "weights.bin",
        "sha256": hashlib.sha256(WEIGHTS).hexdigest(),
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
        find_model(name)
    return str(refused.value)


def test_the_default_model_lies_here_with_the_registered_weights() -> None:
    found = find_model(DEFAULT_MODEL)
    entries = json.loads((models_folder() / "registry.json").read_text("utf-8"))
    assert found.digest == entries[DEFAULT_MODEL]["sha256"]
    assert (found.folder / entries[DEFAULT_MODEL]["weights"]).is_file()


def test_every_known_model_has_a_licence_and_a_card() -> None:
    entries = json.loads((models_folder() / "registry.json").read_text("utf-8"))
    assert known_models() == tuple(entries)
    for entry in entries.values():
        assert entry["licence"] in {"Apache-2.0", "MIT", "BSD-3-Clause"}
        assert (models_folder() / entry["card"]).is_file()


def test_a_model_with_the_registered_weights_is_found(package: Path) -> None:
    found = find_model("small")
    assert (found.name, found.folder.resolve()) == ("small", package.resolve())


@pytest.mark.parametrize("tampered", [WEIGHTS[:-1] + b"L", WEIGHTS + b" ", WEIGHTS[:-1], b""])
def test_weights_that_differ_in_a_byte_are_refused(package: Path, tampered: bytes) -> None:
    (package / "weights.bin").write_bytes(tampered)
    said = refusal("small")
    assert "\n" not in said
    assert said.startswith("model small: ")
    assert str(package / "weights.bin") in said
    assert hashlib.sha256(tampered).hexdigest()[:8] in said
    assert "pip install --force-reinstall mtqa_small_model" in said


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
