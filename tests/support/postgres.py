"""A PostgreSQL of the tests' own: a new cluster, on a Unix socket alone, without fsync."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
SUPERUSER = "postgres"
_START_S = "30"


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """A cluster whose server can be stopped and started."""

    folder: Path
    programs: Path

    def emptied_database(self) -> str:
        """The URL of the database, emptied: quicker than a new one, which is 300 files."""
        sql = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        self._run(
            "psql",
            "--quiet",
            f"--host={self.folder}",
            f"--username={SUPERUSER}",
            f"--command={sql}",
        )
        return f"postgresql://{SUPERUSER}@/{SUPERUSER}?host={self.folder}"

    def start(self) -> None:
        """Start the server; returns when it answers."""
        options = f"-c listen_addresses= -k {self.folder} -c fsync=off"
        self._control("start", "--log", str(self.folder / "log.txt"), "--options", options)

    def stop(self) -> None:
        """Stop the server at once: open connections break."""
        self._control("stop", "--mode", "fast")

    def make(self) -> None:
        """Make the cluster."""
        data = str(self.folder / "data")
        self._run("initdb", "--pgdata", data, "--username", SUPERUSER, "--no-sync", "--auth=trust")

    def _control(self, what: str, *arguments: str) -> None:
        data = str(self.folder / "data")
        self._run("pg_ctl", what, "--pgdata", data, "--wait", "--timeout", _START_S, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        if getpass.getuser() == "root":  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", SUPERUSER, "--", *command]
        # Files, not pipes: the server inherits them and keeps them open.
        with tempfile.TemporaryFile() as output:
            ended = subprocess.run(command, stdout=output, stderr=output, cwd="/tmp", check=False)  # noqa: S108 - a folder that every user may enter
            output.seek(0)
            assert ended.returncode == 0, output.read().decode()


@contextmanager
def postgres_cluster() -> Iterator[Postgres]:
    """A running cluster, which is gone afterwards."""
    versions = sorted(PROGRAMS.glob("*/bin"))
    assert versions, "PostgreSQL is not installed: run make debian-test"
    folder = Path(tempfile.mkdtemp(prefix="tulkki-postgres-"))
    if getpass.getuser() == "root":
        shutil.chown(folder, SUPERUSER)
    os.chmod(folder, 0o700)  # noqa: PTH101 - as PostgreSQL demands of its folder
    cluster = Postgres(folder=folder, programs=versions[-1])
    try:
        cluster.make()
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder)
