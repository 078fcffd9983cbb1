"""A question from its command line to its exit code."""

import gc
import importlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from predict.query.answers import Holders
from predict.query.arguments import Arguments, Format
from predict.query.corrections import NONE, Corrections
from predict.query.printed import Form, Question, printed
from predict.query.questions import Questions
from predict.query.stores.opening import open_store
from predict.query.terminal import Answer

FOUND, NOTHING = 0, 1
"""As ``grep`` has them."""
_WIDTH = 100  # where there is no terminal


def query(given: Sequence[str]) -> int:
    """Ask an archive as a command line says, print the answer, and return the exit code.

    :param given: what stands behind ``query``
    :raises InputError: if it is wrong, or the archive or the corrections cannot be read
    """
    wanted = Arguments.read(given)
    corrections = Corrections.read(wanted.corrections) if wanted.corrections else NONE
    with _uncollected(), closing(open_store(wanted.source)) as store:
        questions = Questions(store, corrections=corrections)
        for sentence in questions.passed_over():
            _tell(sentence)
        answer = _answer(questions, wanted)
        _print(answer, wanted, questions)
    rows = answer.offices if isinstance(answer, Holders) else answer
    if not rows and wanted.form is not Format.table:  # which says so itself
        _tell(f"no article says so: {_in_words(wanted)}")
    return FOUND if rows else NOTHING


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let memory grow until the answer is there: to look through it takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _answer(questions: Questions, wanted: Arguments) -> Answer:
    match wanted.question:
        case Question.holders:
            return questions.holders(wanted.asked, of=wanted.of or "", on=wanted.on)
        case Question.career:
            return questions.career(wanted.asked)
        case Question.figures:
            return questions.figures(wanted.asked, of=wanted.of)
        case Question.events:
            return questions.events(wanted.asked, year=wanted.year, of=wanted.of)
        case Question.search:
            return questions.search(wanted.asked)


def _print(answer: Answer, wanted: Arguments, questions: Questions) -> None:
    if wanted.form is Format.ftm:
        # its library is an extra, and slow to import
        export = importlib.import_module("predict.query.export")
        offices = answer.offices if isinstance(answer, Holders) else answer
        for line in export.ftm_lines(offices, articles=questions.articles()):
            sys.stdout.write(f"{line}\n")
        return
    width = shutil.get_terminal_size(fallback=(_WIDTH, 24)).columns
    text = printed(answer, question=wanted.question, form=Form(wanted.form), width=width)
    sys.stdout.write(f"{text}\n")


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _in_words(wanted: Arguments) -> str:
    """Return a question as it was asked."""
    more = (("of", wanted.of), ("on", wanted.on), ("in", wanted.year))
    parts = [str(wanted.question), wanted.asked]
    return " ".join([*parts, *(f"{word} {what}" for word, what in more if what is not None)])
