import json
import time
from collections.abc import Sequence
from io import BytesIO

from evaluate.benchmark.worker import ALONE, TOGETHER, WARM_UP, answer_all


class Noting:
    """Notes what it is told to read, and takes its time."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Sequence[str] | str]] = []

    def warm_up(self, texts: Sequence[str]) -> None:
        self.done.append((WARM_UP, texts))

    def read(self, text: str) -> None:
        time.sleep(0.01 * len(text))
        self.done.append((ALONE, text))

    def read_batch(self, texts: Sequence[str]) -> None:
        time.sleep(0.02)
        self.done.append((TOGETHER, texts))


def test_each_question_is_answered_in_its_way() -> None:
    questions = [
        {"task": WARM_UP, "texts": ["a"]},
        {"task": ALONE, "texts": ["bbb", "ạ"]},
        {"task": TOGETHER, "texts": ["b", "c"]},
    ]
    lines = "".join(json.dumps(question) + "\n" for question in questions).encode()
    answers, reader = BytesIO(), Noting()
    answer_all(BytesIO(lines), answers, reader=reader)
    assert reader.done == [(WARM_UP, ["a"]), (ALONE, "bbb"), (ALONE, "ạ"), (TOGETHER, ["b", "c"])]
    warm, alone, together = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert [len(one["seconds"]) for one in (warm, alone, together)] == [1, 2, 1]
    assert alone["seconds"][0] >= 0.03
    assert alone["seconds"][1] >= 0.01
    assert together["seconds"][0] >= 0.02
    assert warm["peak"] > 1_000_000
