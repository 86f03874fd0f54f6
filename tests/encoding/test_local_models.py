"""Models by name or folder: found on this machine or refused, with no network and no code run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa import ModelError
from mtqa.encoding.local_models import model_folder
from mtqa.registry import DEFAULT_MODEL, find_model

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CACHES = ("SENTENCE_TRANSFORMERS_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME")
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


@pytest.fixture(autouse=True)
def no_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in CACHES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))


def cached(cache: Path, name: str, commit: str = COMMIT) -> Path:
    """A model of a name in a cache of the hub: the embedded one."""
    repository = cache / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / commit
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(find_model(DEFAULT_MODEL).folder, snapshot, copy_function=os.symlink)
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(commit)
    return snapshot


@pytest.mark.parametrize(
    ("variable", "below"),
    [
        ("SENTENCE_TRANSFORMERS_HOME", "."),
        ("HF_HUB_CACHE", "."),
        ("HUGGINGFACE_HUB_CACHE", "."),
        ("HF_HOME", "hub"),
        ("XDG_CACHE_HOME", "huggingface/hub"),
    ],
)
def test_a_name_in_any_cache_of_the_hub_is_its_snapshot(
    variable: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    snapshot = cached(tmp_path / below, "acme/tiny")
    assert model_folder("acme/tiny") == snapshot
    with pytest.raises(ModelError):
        model_folder("tiny")
    short = cached(tmp_path / below, "sentence-transformers/short")
    assert model_folder("short") == model_folder("sentence-transformers/short") == short


def test_of_several_snapshots_that_of_the_main_branch_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    main = cached(tmp_path, "acme/tiny")
    newer = cached(tmp_path, "acme/tiny", COMMIT[::-1])
    assert model_folder("acme/tiny") == newer
    (tmp_path / "models--acme--tiny" / "refs" / "main").write_text(f"{COMMIT}\n")
    assert model_folder("acme/tiny") == main


NAMES = ["no-such-model", "acme/none", "-", "", " ", "..", "/no/such/folder", "a/b/c", "\x00", "ü"]


@pytest.mark.parametrize("name", sorted({*NAMES} - {".."}))
def test_a_name_that_is_not_here_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(ModelError, match="nothing is downloaded") as refused:
        model_folder(name)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["no-such-model", "acme/none", "-", "../none"])
def test_the_command_line_refuses_it_before_torch_is_loaded_and_asks_no_network(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Nobody was hurt.")
    arguments = ["check", "a.txt", "a.txt", "--model", name]
    done = python(tmp_path, f"{WATCHED}\nwatch('from mtqa.cli import main; main()')", *arguments)
    *said, seen = done.stderr.splitlines()
    assert json.loads(seen) == {"network": [], "loaded": []}
    assert len(said) == 1
    assert said[0].startswith(f"mtqa: model {name}: not on this machine")


WATCHED = f"""
import json, os, sys
events = []
def note(event, arguments):
    if event in {NETWORK!r}:
        events.append(str(arguments))
sys.addaudithook(note)

def watch(code):
    try:
        exec(code)
    except SystemExit:
        pass
    loaded = sorted({{"torch", "transformers", "huggingface_hub"}} & sys.modules.keys())
    print(json.dumps({{"network": events, "loaded": loaded}}), file=sys.stderr)
"""

LOAD = """
environment = dict(os.environ)
from mtqa import Checker
with Checker("acme/tiny", device="cpu", effort="fast") as checker:
    report = checker.check("Nobody was hurt on Monday.", "No one was hurt on Monday.")
print(checker.signature, report.verdict)
import huggingface_hub.constants
print(dict(os.environ) == environment, huggingface_hub.constants.HF_HUB_OFFLINE)
"""


def test_a_model_of_the_cache_is_loaded_by_its_name_and_no_network_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    cached(tmp_path, "acme/tiny")
    done = python(tmp_path, f"{WATCHED}\nwatch({LOAD!r})")
    *said, seen = done.stderr.splitlines()
    assert said == []
    assert json.loads(seen)["network"] == []
    signed, restored = done.stdout.splitlines()
    assert "|encoder:tiny@53aa5117@" in signed
    assert restored == "True False"


@pytest.mark.parametrize(
    "modules",
    [
        [{"idx": 0, "name": "0", "path": "", "type": "evil.Evil"}],
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "", "type": "evil.Evil"},
        ],
        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers_evil.Evil"}],
        [{"idx": 0, "name": "0", "path": "", "type": ["evil\nEvil"]}],
    ],
)
def test_a_folder_that_brings_code_of_its_own_is_refused_and_runs_none_of_it(
    modules: list[dict[str, object]], tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(find_model(DEFAULT_MODEL).folder, folder)
    ran = tmp_path / "ran"
    for name in ("evil", "sentence_transformers_evil"):
        (folder / f"{name}.py").write_text(f"open({str(ran)!r}, 'w')\nclass Evil: pass\n")
    (folder / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(ModelError, match="code of its own") as refused:
        model_folder(folder)
    assert len(str(refused.value).splitlines()) == 1
    assert not ran.exists()


@pytest.mark.parametrize("listing", ["", "{", "[1]", '[{"name": "0"}]', "null", "\xff"])
def test_a_folder_with_a_broken_list_of_modules_is_refused(listing: str, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_bytes(listing.encode("latin-1"))
    with pytest.raises(ModelError, match="broken or missing"):
        model_folder(tmp_path)


def python(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder, with arguments."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
