import builtins
import importlib.util
import logging
import re
from pathlib import Path

import pytest

from predict.archive.database.connecting import connect, place_of
from predict.archive.database.sink import DatabaseSink
from predict.errors import MissingExtraError
from tests.predict.archive.collection import outcomes
from tests.predict.archive.postgresql import Server


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:///a/../b.db", "a/../b.db"),
        ("sqlite:////tmp/b.db", "/tmp/b.db"),
        ("postgresql://an@host:5433/bao", "postgresql://an@host:5433/bao"),
        ("postgresql+psycopg://an:m%40t@host/bao?sslmode=require", "postgresql://an@host/bao"),
        ("postgres://host/bao?password=secret", "postgresql://host/bao"),
        ("postgresql:///bao", "postgresql:///bao"),
    ],
)
def test_the_place_of_a_database(
    url: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path)
    assert place_of(connect(url)) == place


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://an:secret@host/bao", "expected sqlite:///FILE .*, found mysql://"),
        ("bao.db", "expected sqlite:///FILE or postgresql://USER@HOST/DATABASE, found no such URL"),
        ("postgresql://an:secret@host:port/bao", "the URL that was given cannot be read"),
        ("postgresql://an:m@secret@host/bao", "an @ in a password is written %40"),
        ("sqlite://", "sqlite:// names no file; write sqlite:///FILE"),
        ("sqlite://bao/o.db", "sqlite://bao/ names a server, .*write sqlite:///FILE"),
        ("sqlite:///:memory:", "sqlite:// names no file; write sqlite:///FILE"),
        ("sqlite:///missing/a.db", r"missing/a\.db: no folder \S+missing to write in"),
    ],
)
def test_a_url_that_is_none(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        connect(url)
    assert "secret" not in str(caught.value)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "predict.archive.database.connecting.find_spec",
        lambda name: None if name == "psycopg" else importlib.util.find_spec(name),
    )
    with pytest.raises(MissingExtraError, match=re.escape('pip install "nhandang[postgres]"')):
        connect("postgresql://host/bao")


def test_without_libpq_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "psycopg":
            raise ImportError("no pq wrapper available")
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=re.escape('pip install "nhandang[postgres]"')):
        connect("postgresql://host/bao")


def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path, server: Server) -> None:
    file = tmp_path / "a.db"
    file.write_text("Đây không phải cơ sở dữ liệu. " * 100, encoding="utf-8")
    for url, message in (
        (f"sqlite:///{file}", r"a\.db: file is not a database$"),
        (f"sqlite:///{tmp_path}", "unable to open database file$"),
        (server.url("khong_co"), 'database "khong_co" does not exist$'),
        ("postgresql://an:secret@127.0.0.1:1/bao", "^postgresql://an@127.0.0.1:1/bao: connection"),
    ):
        with pytest.raises(ValueError, match=message) as caught:
            DatabaseSink.open(url, resume=False)
        assert "\n" not in str(caught.value)
        assert "secret" not in str(caught.value)


def test_passwords_are_in_no_message_and_no_log(
    server: Server, postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = postgresql_url.replace("batch@", "batch:mat-khau@")
    sink = DatabaseSink.open(url, resume=False, patience=0.5)
    sink.write(outcomes())
    server.stop()
    try:
        with pytest.raises(OSError, match="not written within") as caught:
            sink.write(outcomes())
    finally:
        server.start()
    assert "answer" in caplog.text
    assert "mat-khau" not in caplog.text + str(caught.value) + repr(caught.value.__context__)
