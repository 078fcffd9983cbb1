"""Failures of commands."""

import pytest
import typer

from predict.commands.failures import one_sentence
from predict.errors import InputError


@pytest.mark.parametrize("error", [InputError("bad"), FileNotFoundError("bad")])
def test_bad_input_ends_with_a_sentence_and_code_2(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit, match="2") as caught, one_sentence():
        raise error
    assert caught.value.exit_code == 2
    assert capsys.readouterr().err == "bad\n"


def test_faults_of_our_own_are_not_hidden() -> None:
    with pytest.raises(KeyError, match="fault"), one_sentence():
        raise KeyError("fault")


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ValueError, match="ours"), one_sentence():
        raise ValueError("ours")
