"""Settings: flags before the environment before the defaults, and one table that says so."""

import os
import re
from pathlib import Path

import pytest

from predict.errors import InputError
from predict.service.settings import PREFIX, Settings, flag
from tests.paths import ROOT


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def test_flags_stand_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHANDANG_PORT", "9001")
    monkeypatch.setenv("NHANDANG_HOST", "0.0.0.0")
    read = Settings.read(["--port", "9002", "--max-articles", "7"])
    assert (read.host, read.port, read.max_articles, read.workers) == ("0.0.0.0", 9002, 7, 1)


def test_lists_have_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHANDANG_API_KEYS", "one, two,")
    read = Settings.read(["--cors-origins", "https://a.example,https://b.example"])
    assert read.keys() == ("one", "two")
    assert read.cors_origins == ("https://a.example", "https://b.example")
    assert "two" not in repr(read)


@pytest.mark.parametrize("value", ["", ",", " , "])
def test_keys_that_are_none_do_not_open_the_service(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("NHANDANG_API_KEYS", value)
    with pytest.raises(InputError, match="NHANDANG_API_KEYS: holds no key, and the service would"):
        Settings.read()


def test_keys_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# of the archive\nthree\n\n  four  \n", encoding="utf-8")
    assert Settings.read(["--api-keys=one", f"--api-keys-file={file}"]).keys() == (
        "one",
        "three",
        "four",
    )
    file.write_text("# none\n\n", encoding="utf-8")
    with pytest.raises(InputError, match="keys: holds no key"):
        Settings.read([f"--api-keys-file={file}"]).keys()
    file.write_bytes(b"\xff")
    with pytest.raises(InputError, match="keys: not UTF-8"):
        Settings.read([f"--api-keys-file={file}"]).keys()
    file.unlink()
    with pytest.raises(FileNotFoundError, match="keys: no such file; --api-keys-file names one"):
        Settings.read([f"--api-keys-file={file}"]).keys()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "x"], "--port or NHANDANG_PORT: input should be a valid integer"),
        (["--port", "70000"], "--port or NHANDANG_PORT: input should be less than"),
        (["--timeout", "0"], "--timeout or NHANDANG_TIMEOUT: input should be greater than 0"),
        (["--timeout", "inf"], "--timeout or NHANDANG_TIMEOUT: input should be a finite number"),
        (["--receive-timeout", "inf"], "NHANDANG_RECEIVE_TIMEOUT: input should be a finite"),
        (["--log-format", "xml"], "--log-format or NHANDANG_LOG_FORMAT"),
        (
            ["--max-articles", "600"],
            "--max-queued-articles (512) must be at least --max-articles (600); raise it or lower",
        ),
        (["--max-queued-characters", "5"], "--max-queued-characters (5) must be at least"),
    ],
)
def test_a_wrong_value_is_one_sentence(arguments: list[str], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as error:
        Settings.read(arguments)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["NHANDANG_API_KEY", "nhandang_prot"])
def test_a_setting_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "value-of-it")
    with pytest.raises(InputError, match=f"{name}: no such setting; .*NHANDANG_API_KEYS") as error:
        Settings.read()
    assert "value-of-it" not in str(error.value)


def test_what_kubernetes_sets_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHANDANG_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("NHANDANG_PORT_8000_TCP", "tcp://10.0.0.1:8000")
    monkeypatch.setenv("nhandang_port", "9001")
    assert Settings.read().port == 9001


def test_threads_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("predict.service.settings._n_cores", lambda: 8)
    assert Settings.read([]).n_threads == 8
    assert Settings.read(["--workers", "3"]).n_threads == 2
    assert Settings.read(["--workers", "20"]).n_threads == 1
    assert Settings.read(["--workers", "3", "--threads", "5"]).n_threads == 5


def test_the_table_of_the_documentation_is_the_model() -> None:
    text = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `(--[^`]+)` \| `([^`]+)` \| (.*?) \| (.*?) \|$", text, flags=re.MULTILINE
    )
    assert [tuple(row) for row in rows] == [
        (flag(name), PREFIX + name.upper(), shown(field.default), field.description)
        for name, field in Settings.model_fields.items()
    ]


def shown(default: object) -> str:
    return "" if default in (None, ()) else f"`{default}`"
