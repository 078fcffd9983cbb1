"""Folders: whole or not at all, and the old one stays until the new one is there."""

from pathlib import Path

import pytest

from predict.folders import replace_folder


def write(text: str) -> None:
    raise OSError(text)


def test_a_new_folder_is_readable_by_all(tmp_path: Path) -> None:
    replace_folder(tmp_path / "a" / "b", write=lambda f: (f / "x").touch())
    assert (tmp_path / "a/b").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "a/b/x").stat().st_mode & 0o777 == 0o644
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_an_old_folder_goes_as_a_whole(tmp_path: Path) -> None:
    replace_folder(tmp_path / "b", write=lambda f: (f / "old").touch())
    replace_folder(tmp_path / "b", write=lambda f: (f / "new").touch())
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_failed_write_leaves_the_old_one(tmp_path: Path) -> None:
    replace_folder(tmp_path / "b", write=lambda f: (f / "old").touch())
    with pytest.raises(OSError, match="disk full"):
        replace_folder(tmp_path / "b", write=lambda _: write("disk full"))
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_failed_move_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_folder(tmp_path / "b", write=lambda f: (f / "old").touch())
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if (self / "new").exists():
            raise OSError("move failed")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="move failed"):
        replace_folder(tmp_path / "b", write=lambda f: (f / "new").touch())
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["old"]
