"""A PostgreSQL of the tests' own: started in a temporary folder, on a socket there, and stopped."""

import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # Debian's place


def find_programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    folders = [*_INSTALLED, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((one for one in folders if (one / "pg_ctl").is_file()), None)


needs_postgresql = pytest.mark.skipif(
    find_programs() is None, reason="needs PostgreSQL: apt-get install postgresql"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A cluster in a folder; ``folder`` holds its data, its socket and its log."""

    programs: Path
    folder: Path
    port: int

    @classmethod
    def make(cls, folder: Path) -> "Server":
        """Make a cluster; it is not started yet. As root it belongs to ``postgres``."""
        programs = find_programs()
        assert programs is not None
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            server = cls(programs=programs, folder=folder, port=free.getsockname()[1])
        server._run("initdb", "-U", "batch", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        return server

    def start(self) -> None:
        options = f"-k {self.folder} -p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        return f"postgresql://batch@/{database}?host={self.folder}&port={self.port}"

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [
            str(self.programs / program), "-D", str(self.folder / "data"), *arguments,
        ]  # fmt: skip
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
