"""The README: what it shows of Python is what Python says."""

import doctest
import re

from .paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_in_python() -> None:
    blocks = re.findall(r"```python\n(>>> .*?)```", README, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
        report: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        assert runner.run(example, out=report.append).failed == 0, "".join(report)


def test_every_file_that_it_names_is_there() -> None:
    names = re.findall(r"\]\(([^)#:]+)\)|`(configs/[\w.-]+)`", README)
    for name in {first or second for first, second in names}:
        assert (ROOT / name).exists(), name
