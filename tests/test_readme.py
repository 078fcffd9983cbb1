"""The README: what it shows of Python is what Python says."""

import doctest
import json
import re
import shlex
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator

import pytest

from .paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The service as the README starts it, at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "predict", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the service did not start")


def test_the_examples_in_python(service: str) -> None:
    blocks = re.findall(r"```python\n(>>> .*?)```", README, flags=re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        code = block.replace(ADDRESS, service)
        example = doctest.DocTestParser().get_doctest(code, {}, "README.md", "README.md", 0)
        report: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        assert runner.run(example, out=report.append).failed == 0, "".join(report)


def test_the_example_with_curl(service: str) -> None:
    (block,) = re.findall(r"```sh\n\$ (curl .*?)```", README, flags=re.DOTALL)
    command = shlex.split(block.replace("\\\n", " ").replace(ADDRESS, service))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (result,) = json.loads(done.stdout)["results"]
    assert result["prediction"]["entities"][0]["value"]["start"] == "2020-10-05"
    assert result["prediction"]["appointments"][0]["title"] == "Bí thư Huyện ủy"


def test_what_is_installed_can_be_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"dist/nhandang-{project['version']}-py3-none-any.whl" in README
    extras: set[str] = set()
    for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        commands = re.findall(r"pip install [^`\n]+", file.read_text(encoding="utf-8"))
        for command in commands:
            what, _, names = shlex.split(command, comments=True)[-1].rstrip("]").partition("[")
            assert what == "." or re.fullmatch(
                r"(dist/)?nhandang-[\d.]+-py3-none-any\.whl", what
            ), f"{file.name}: {command}"
            extras |= set(filter(None, names.split(",")))
    assert {"serve", "client", "spacy"} <= extras <= {*project["optional-dependencies"]}


def test_every_file_that_it_names_is_there() -> None:
    names = re.findall(r"\]\(([^)#:]+)\)|`(configs/[\w.-]+)`", README)
    for name in {first or second for first, second in names}:
        assert (ROOT / name).exists(), name
