"""Programs end with a code and at most one sentence, whatever their standard streams are."""

from pathlib import Path

import pytest

from .endings import CLOSED, FULL, end, end_unread, needs_full, needs_sh

PROGRAM = """
import sys, typer
from pathlib import Path
from predict.commands.failures import one_sentence
from predict.commands.program import run

app = typer.Typer(add_completion=False)

@app.command()
def main(lines: int = 1, code: int = 0, inside: bool = False, read: str = "") -> None:
    if read:
        Path(read).read_bytes()
    if inside:
        with one_sentence():
            print("Tỉnh ủy\\n" * lines, end="")
    else:
        print("Tỉnh ủy\\n" * lines, end="")
    if code == 3:
        raise ValueError("ours")
    raise typer.Exit(code)

run(app)
"""
PRINTS = [[], ["--lines", "100000", "--inside"]]  # as it ends; at once, for no buffer holds it


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", ".")  # the program stands elsewhere


@needs_sh
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8(program: Path, encoding: str) -> None:
    ending = end([program], encoding=encoding)
    assert (ending.code, ending.output, ending.errors) == (0, "Tỉnh ủy\n", "")


@needs_sh
def test_sentences_are_utf_8_and_name_the_file(program: Path) -> None:
    ending = end([program, "--read", "không có"], encoding="ascii")
    assert ending.code == 2
    assert ending.errors == "không có: No such file or directory\n"


@needs_sh
@pytest.mark.parametrize("streams", ["", "<&-", "2>&-", "<&- 2>&-"])
def test_what_a_program_does_not_use_may_be_closed(program: Path, streams: str) -> None:
    ending = end([program, "--code", "1"], streams)
    assert (ending.code, ending.output, ending.errors) == (1, "Tỉnh ủy\n", "")


@needs_sh
@pytest.mark.parametrize("streams", [">&-", "<&- >&-"])
def test_a_closed_output_is_one_sentence(program: Path, streams: str) -> None:
    ending = end([program], streams)
    assert ending.code == 2
    assert ending.errors.startswith(CLOSED)
    assert ending.errors.count("\n") == 1


@needs_sh
def test_a_new_file_does_not_take_the_place_of_a_closed_stream() -> None:
    code = (
        "import os\n"
        "from predict.commands.program import run\n"
        "os.close(0), os.close(2)\n"
        "run(lambda: print(os.open(os.devnull, os.O_RDONLY)))"
    )
    assert int(end(["-c", code]).output) > 2


@needs_sh
@needs_full
@pytest.mark.parametrize("options", PRINTS)
def test_a_full_disk_is_one_sentence(program: Path, options: list[str]) -> None:
    ending = end([program, *options], ">/dev/full")
    assert ending.code == 2
    assert ending.errors.startswith(FULL)
    assert ending.errors.count("\n") == 1


@needs_sh
@needs_full
def test_a_sentence_that_cannot_be_written_keeps_its_code(program: Path) -> None:
    assert end([program], ">/dev/full 2>/dev/full").code == 2
    assert end([program, "--read", "nowhere"], "2>/dev/full").code == 2


@needs_sh
@pytest.mark.parametrize("options", PRINTS)
def test_a_reader_that_went_away_is_no_fault(program: Path, options: list[str]) -> None:
    ending = end_unread([program, *options])
    assert (ending.code, ending.errors) == (141, "")


@needs_sh
def test_a_fault_of_ours_keeps_its_traceback(program: Path) -> None:
    ending = end([program, "--code", "3"], encoding="ascii")
    assert (ending.code, ending.output) == (1, "Tỉnh ủy\n")
    assert "Traceback" in ending.errors
    assert "ValueError: ours" in ending.errors
