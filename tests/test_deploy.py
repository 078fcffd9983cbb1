"""What runs the service elsewhere: the container file, the unit of systemd, the proxy.

No container is built here, no unit started: the tests read the files, and ask the tools that check
them where they are at hand.
"""

import ast
import configparser
import fnmatch
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .paths import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "nhandang.service"
PROXY = ROOT / "deploy" / "nginx.conf"


def instructions(name: str, stage: int | None = None) -> list[str]:
    """Return what stands behind an instruction of the Dockerfile, in all stages or in one."""
    whole = DOCKERFILE.replace("\\\n", " ")
    parts = re.split(r"(?m)^(?=FROM )", whole)[1:]
    chosen = "".join(parts) if stage is None else parts[stage]
    return re.findall(rf"(?m)^{name} (.*)$", chosen)


def copied() -> list[str]:
    """Return the files and folders that the first stage takes from the checkout."""
    return [name for line in instructions("COPY", 0) for name in line.split()[:-1]]


def is_ignored(name: str) -> bool:
    """Say whether .dockerignore keeps a file or folder at the top out."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and fnmatch.fnmatch(name, pattern):
            ignored = not line.startswith("!")
    return ignored


def test_what_the_container_copies_is_there() -> None:
    assert copied()
    for name in copied():
        assert (ROOT / name).exists(), name
        assert not is_ignored(name), name
    for name in ("data", "models", "runs", ".git", "tests", ".venv", "predict.pyc"):
        assert is_ignored(name), name


def test_the_copied_files_make_the_wheel(tmp_path: Path) -> None:
    for name in copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "wheels"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [file.name.partition("-")[0] for file in (tmp_path / "wheels").iterdir()] == ["nhandang"]


def test_the_container_runs_without_root_and_without_a_shell() -> None:
    assert [line.split()[0] for line in instructions("USER", 1)] == ["65532:65532"]
    assert instructions("RUN", 1) == []
    for name in ("ENTRYPOINT", "CMD"):
        (line,) = instructions(name, 1)
        assert all(isinstance(word, str) for word in json.loads(line))
    (check,) = instructions("HEALTHCHECK", 1)
    word, option, code = json.loads(check.partition("CMD ")[2])
    assert (word, option) == ("python", "-c")
    ast.parse(code)


def test_the_container_calls_what_there_is() -> None:
    from predict.__main__ import app  # noqa: PLC0415

    settings = pytest.importorskip("predict.service.settings")
    entry, command = (json.loads(instructions(name)[0]) for name in ("ENTRYPOINT", "CMD"))
    assert entry == ["python", "-m", "predict"]
    assert command[0] in [str(one.name) for one in app.registered_commands]
    read = settings.Settings.read(command[1:])
    assert (read.host, read.port) == ("0.0.0.0", 8000)
    assert instructions("EXPOSE") == ["8000"]
    routes = "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "predict" / "service").glob("*.py")
    )
    assert "http://127.0.0.1:8000/health/ready" in instructions("HEALTHCHECK")[0]
    assert '"/health/ready"' in routes


def unit() -> list[tuple[str, str]]:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("=", 1)) for line in lines if re.match("[A-Z]", line)]  # type: ignore[misc]


def test_the_unit_can_be_read() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT.read_text(encoding="utf-8"))
    assert parser.sections() == ["Unit", "Service", "Install"]
    assert parser["Service"]["ExecStart"] == "/opt/nhandang/bin/python -m predict serve"
    assert ("CapabilityBoundingSet", "") in unit()
    assert parser["Service"]["DynamicUser"] == "yes"


def test_the_units_settings_are_those_of_the_service() -> None:
    fields = pytest.importorskip("predict.service.settings").Settings.model_fields
    given = [value for key, value in unit() if key == "Environment"]
    names = re.findall(r"\bNHANDANG_(\w+)=", " ".join([*given, *instructions("ENV")]))
    names += re.findall(r"\bNHANDANG_(\w+)\b", PROXY.read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if name.lower() not in fields] == []


def test_the_unit_waits_for_what_was_taken() -> None:
    fields = pytest.importorskip("predict.service.settings").Settings.model_fields
    longest = fields["timeout"].default + fields["receive_timeout"].default
    assert int(dict(unit())["TimeoutStopSec"]) > longest + 5


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    content = UNIT.read_text(encoding="utf-8").replace("/opt/nhandang/bin/python", sys.executable)
    for name in ("nhandang.service", "nhandang@.service"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        checked = tmp_path / name.replace("@", "@a")
        done = subprocess.run(
            ["systemd-analyze", "verify", str(checked)], capture_output=True, text=True, check=False
        )
        assert [line for line in done.stderr.splitlines() if name.partition("@")[0] in line] == []
        assert done.returncode == 0, done.stderr
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=10", "--no-pager"]
    done = subprocess.run(
        [*command, str(tmp_path / "nhandang.service")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    exposure = re.search(r"Overall exposure level for nhandang.service: ([\d.]+)", done.stdout)
    assert exposure
    assert float(exposure[1]) <= 1.0


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_finds_no_fault_in_the_proxy(tmp_path: Path) -> None:
    content = PROXY.read_text(encoding="utf-8").replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "proxy.conf").write_text(content, encoding="utf-8")
    main = (
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ include proxy.conf; }}"
    )
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
