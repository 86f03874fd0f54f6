"""Output files: complete or not there, wherever they lie and whoever else writes to the folder."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from mtqa import OutputError
from mtqa.files import replacing, require_folder, require_writable


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def write(path: Path, text: str = "new") -> None:
    require_writable(path)
    with replacing(path) as file:
        file.write(text)


@pytest.mark.parametrize("length", [1, 200, 249, 250, 251, 252, 253, 254, 255])
@pytest.mark.parametrize("letter", ["y", "é"])
def test_a_name_may_be_as_long_as_the_system_bears(
    tmp_path: Path, length: int, letter: str
) -> None:
    name = (letter * length).encode()[:length].decode(errors="ignore") or "y"
    write(tmp_path / name)
    write(tmp_path / name, "newer")
    assert (tmp_path / name).read_text("utf-8") == "newer"
    assert names_in(tmp_path) == [name]


@pytest.mark.parametrize("name", ["y" * 256, "y" * 5000, "no/y", "nul\0", "loop"])
def test_a_name_that_the_system_does_not_bear_is_refused_in_one_line(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputError) as refused:
        write(tmp_path / name)
    assert "\n" not in str(refused.value)
    assert names_in(tmp_path) == ["loop"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that takes no files")
def test_a_folder_that_takes_no_files_is_refused_in_one_line() -> None:
    with pytest.raises(OutputError, match=r"/proc/report\.html: cannot be written"):
        write(Path("/proc/report.html"))
    for folder in ("/proc", "/proc/pages"):
        with pytest.raises(OutputError, match=f"{folder}: cannot be written"):
            require_folder(Path(folder))


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("old", "utf-8")
    require_folder(tmp_path)
    assert names_in(tmp_path) == ["mine"]


def write_while(path: Path, happens: Callable[[], object]) -> None:
    """Writes half of a file, and has something happen then."""
    with replacing(path) as file:
        file.write("half")
        file.flush()
        happens()


def fails(error: type[BaseException]) -> None:
    raise error


def test_what_fails_in_clearing_up_does_not_hide_what_went_wrong(tmp_path: Path) -> None:
    def loses_its_folder() -> None:
        shutil.rmtree(folder)

    def loses_its_folder_and_fails() -> None:
        shutil.rmtree(folder)
        raise ZeroDivisionError

    folder = tmp_path / "pages"
    folder.mkdir()
    with pytest.raises(OutputError, match=r"report\.html: cannot be written \(No such file"):
        write_while(folder / "report.html", loses_its_folder)
    folder.mkdir()
    with pytest.raises(ZeroDivisionError):
        write_while(folder / "report.html", loses_its_folder_and_fails)


@pytest.mark.parametrize("error", [KeyboardInterrupt, BrokenPipeError, RuntimeError])
def test_what_is_given_up_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "report.html"
    write(path, "old")
    with pytest.raises(error):
        write_while(path, partial(fails, error))
    assert path.read_text("utf-8") == "old"
    assert names_in(tmp_path) == ["report.html"]


def test_a_link_planted_under_a_name_of_ours_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, known = tmp_path / "victim", secrets.token_hex(8)
    victim.write_text("old", "utf-8")
    (tmp_path / f".mtqa-{known}.part").symlink_to(victim)
    (tmp_path / ".report.html.part").symlink_to(victim)
    write(tmp_path / "report.html")
    monkeypatch.setattr(secrets, "token_hex", lambda _: known)
    with pytest.raises(OutputError, match="File exists"):
        write(tmp_path / "other.html")
    assert victim.read_text("utf-8") == "old"
    assert (tmp_path / "report.html").read_text("utf-8") == "new"
    assert not (tmp_path / "report.html").is_symlink()


def test_a_link_of_the_users_own_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "report.html").symlink_to(tmp_path / "there" / "real.html")
    write(tmp_path / "report.html")
    assert (tmp_path / "report.html").is_symlink()
    assert (tmp_path / "there" / "real.html").read_text("utf-8") == "new"


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_file_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    write(tmp_path / "new")
    usual_mode = stat.S_IMODE(usual.stat().st_mode)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == usual_mode
    (tmp_path / "new").chmod(0o640)
    write(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
