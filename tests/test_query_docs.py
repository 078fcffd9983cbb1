"""What ``docs/query.md`` and the README show of questions is what the command answers."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from predict.query.arguments import Arguments
from predict.query.command import query

from .paths import ROOT
from .predict.query.archived import outcomes, write

PAGE = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND = "python -m predict query "
SHOWN = re.findall(rf"^```\n\$ {COMMAND}(.+)\n((?:.*\n)*?)```$", PAGE + README, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the archive and the corrections of the page, which is the current one."""
    before, made = Path.cwd(), tmp_path_factory.mktemp("query")
    (tables,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    (made / "corrections.toml").write_text(tables, encoding="utf-8")
    os.chdir(made)
    write("sqlite:///thach-giang.db", outcomes())
    yield made
    os.chdir(before)


def pattern(shown: str) -> str:
    """An output as it is shown: ``…`` stands for the rest of a line, alone for any lines."""
    lines = (
        "(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + "\n"
        for line in shown.splitlines()
    )
    return "".join(lines)


@pytest.mark.parametrize(("given", "shown"), SHOWN, ids=[given for given, _ in SHOWN])
@pytest.mark.usefixtures("folder")
def test_what_is_shown_is_what_is_answered(
    given: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "--format ftm" in given:
        pytest.importorskip("followthemoney", reason="needs the extra ftm")
    monkeypatch.setenv("COLUMNS", "80")
    assert query(shlex.split(given)) == 0
    answer = capsys.readouterr()
    assert re.fullmatch(pattern(shown), answer.out.removeprefix("\ufeff")), answer.out
    assert answer.err == ""


def test_every_question_is_shown() -> None:
    asked = {Arguments.read(shlex.split(given)).question for given, _ in SHOWN}
    assert asked == {"holders", "career", "figures", "events", "search"}
    forms = {Arguments.read(shlex.split(given)).form for given, _ in SHOWN}
    assert forms >= {"table", "csv", "ftm"}


def test_every_command_can_be_read() -> None:
    commands = re.findall(rf"^{COMMAND}(.+)$", PAGE + README, flags=re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        Arguments.read(shlex.split(command, comments=True))
