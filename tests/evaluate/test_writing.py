"""Files of a command: all or none."""

from pathlib import Path

import pytest

from evaluate.writing import check_places, write_files


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
