"""Files and folders: whole or not at all, and the old ones stay until the new ones are there."""

from pathlib import Path

import pytest

from predict.whole import check_places, replace_folder, write_files


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


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    write_files({tmp_path / "a": "mới", tmp_path / "b": "b"})
    assert (tmp_path / "a").read_text(encoding="utf-8") == "mới"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        write_files({tmp_path / "a": "new", tmp_path / "nowhere" / "b": "b"})
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.symlink_to("/dev/null")
    write_files({device: "text"})
    assert device.is_symlink()


def test_places_are_checked(tmp_path: Path) -> None:
    check_places([tmp_path / "a", tmp_path / "b"])
    with pytest.raises(ValueError, match="is a folder; name a file in it"):
        check_places([tmp_path])
    with pytest.raises(ValueError, match=r"no folder .*nowhere to write in; make it first"):
        check_places([tmp_path / "nowhere" / "a"])
    with pytest.raises(ValueError, match="named for two outputs"):
        check_places([tmp_path / "a", tmp_path / "a"])
