"""What a first prediction costs, and how much memory a hundred need."""

import subprocess
import sys

import pytest

from data.formats import read_annotations
from evaluate.benchmark.child import Child
from evaluate.benchmark.contenders import Setting, list_contenders
from evaluate.benchmark.worker import ALONE, TOGETHER
from predict import BUNDLE
from predict.schema import DEFAULT_SCHEMA

from .paths import ROOT

SECONDS, SLACK = 0.35, 2  # a machine that is busy or slow spends more on the same work
FIRST = (
    "import time\n"
    "from predict import predict\n"
    "assert predict('Đồng chí Trần Văn Ví, Bí thư Huyện ủy, dự hội nghị.').entities\n"
    "print(time.thread_time())"
)


def test_a_first_prediction_takes_a_third_of_a_second() -> None:
    """By the time of the main thread on the processor, which other processes hardly change."""
    command = [sys.executable, "-c", FIRST]
    seconds = [
        float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds) < SECONDS * SLACK


@pytest.mark.slow
def test_a_hundred_articles_need_less_than_200_megabytes(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    setting = Setting(bundles=(BUNDLE,), models=tmp_path_factory.getbasetemp(), n_cores=2)
    articles = read_annotations([ROOT / "data" / "corpus"], schema=DEFAULT_SCHEMA)
    texts = [article.text for article in articles[:100]]
    with Child(*list_contenders(setting, ())) as child:
        child.ask(ALONE, texts[:50])
        assert child.ask(TOGETHER, texts).peak < 200_000_000
