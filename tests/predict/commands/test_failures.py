"""Failures of commands."""

import pytest
import typer

from predict.commands.failures import NoReaderError, one_sentence, say
from predict.errors import InputError


@pytest.mark.parametrize("error", [InputError("bad"), FileNotFoundError("bad")])
def test_bad_input_ends_with_a_sentence_and_code_2(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit, match="2") as caught, one_sentence():
        raise error
    assert caught.value.exit_code == 2
    assert capsys.readouterr().err == "bad\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied", "bài.txt"), "bài.txt: Permission denied"),
        (OSError(18, "Invalid link", "a", None, "b"), "a -> b: Invalid link"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_the_errors_of_the_system_name_the_file_and_no_number(
    error: OSError, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(error) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_that_nobody_reads_needs_no_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert say(NoReaderError("gone")) == 141
    assert capsys.readouterr().err == ""


def test_faults_of_our_own_are_not_hidden() -> None:
    with pytest.raises(KeyError, match="fault"), one_sentence():
        raise KeyError("fault")


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ValueError, match="ours"), one_sentence():
        raise ValueError("ours")
