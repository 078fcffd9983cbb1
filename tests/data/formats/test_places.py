"""Names of files and folders that are written."""

from pathlib import Path

import pytest

from data.annotated import AnnotatedArticle
from data.formats.places import file_names, write_folder
from predict.errors import InputError


def names(*ids: str) -> list[str]:
    return file_names(
        [AnnotatedArticle(id=one, text="", spans=(), article_type=None) for one in ids]
    )


def test_names_come_of_ids() -> None:
    assert names("a-1", "báo/số 2", "../x", "a-1", "A-1") == [
        "a-1", "báo-số-2", "x", "a-1-4", "A-1-5"
    ]  # fmt: skip
    assert names(*[""] * 10)[::9] == ["01", "10"]
    (long,) = names("ệ" * 300)
    assert 190 < len(long.encode()) <= 200


def test_a_folder_is_new(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"a.txt": "một\r\n"})
    assert (tmp_path / "out" / "a.txt").read_bytes() == "một\r\n".encode()
    with pytest.raises(InputError, match="out: is there already; name a new folder, or remove it"):
        write_folder(tmp_path / "out", {"b.txt": ""})
    with pytest.raises(InputError, match=r"a\.txt: is there already"):
        write_folder(tmp_path / "out" / "a.txt", {"b.txt": ""})
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["a.txt"]
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", {"b.txt": ""})
