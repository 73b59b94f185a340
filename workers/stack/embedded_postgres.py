"""The PostgreSQL of the embedded stack: the real server, in the data folder, on this machine only.

PostgreSQL refuses to run as root; there it runs as a system user of its own, who may enter nothing
but the database's folder: it is started in it, and finds it as the place where it is.
"""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from workers.errors import DidNotStart
from workers.stack import postgres_programs
from workers.stack.port_allocation import LOCAL
from workers.stack.supervisor import ProcessSpec
from workers.stack.users import name_of
from workers.texts import FOLDER_OF_ANOTHER, NOT_PREPARED

DATABASE = "guomen"
SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"
# Where a process is, whatever lies above it (proc(5)).
HERE = "/proc/self/cwd"
# What failed is told to whoever asked. In the log it would stand with its statement and its rows:
# people, plates, passwords.
_DISCREET = ("log_min_messages=log", "log_error_verbosity=terse", "log_statement=none")
# The status line of postmaster.pid, see PostgreSQL's miscadmin.h.
_PID_LINE, _STATUS_LINE = 0, 7


class EmbeddedPostgres:
    """One server: `initialise` its folder once, run its `plan`, connect with `dsn`."""

    def __init__(self, data: Path, port: int, password: str) -> None:
        self._folder = data.resolve() / "pg"
        self._port = port
        self._password = password
        self._user = SYSTEM_USER if os.geteuid() == 0 else None

    @property
    def dsn(self) -> str:
        """Where to connect as the superuser, with the password in it."""
        return f"postgresql://{SUPERUSER}:{self._password}@{LOCAL}:{self._port}/{DATABASE}"

    def plan(self) -> ProcessSpec:
        """The server as a supervised child."""
        return ProcessSpec(
            name="postgres",
            argv=(
                str(self._program("postgres")),
                *("-D", self._at(self._folder)),
                *("-c", f"listen_addresses={LOCAL}"),
                *("-c", f"port={self._port}"),
                *("-c", "unix_socket_directories="),
                *(part for each in _DISCREET for part in ("-c", each)),
            ),
            ready=self._is_ready,
            # Fast shutdown: sessions are ended, nothing is lost, nobody is waited for.
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            user=self._user,
            cwd=self._folder,
        )

    def initialise(self) -> bool:
        """Create the data folder on first use; False when it is there already.

        Raises:
            DidNotStart: it is there, and belongs to another user than the one the server runs as.
        """
        if self._folder.exists():
            self._require_own()
            return False
        # Built beside and renamed at the end: an interrupted first start leaves nothing half done.
        draft = self._folder.with_name("pg.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._hand_over(draft)
        self._initdb(draft)
        self._create_database(draft)
        draft.rename(self._folder)
        return True

    def _require_own(self) -> None:
        """PostgreSQL takes no folder of another user, and a copy belongs to whoever copied."""
        owner, runs_as = self._folder.stat().st_uid, self._uid()
        if owner != runs_as:
            names = {"owner": name_of(owner), "user": name_of(runs_as)}
            raise DidNotStart(FOLDER_OF_ANOTHER, folder=self._folder, **names)

    def _uid(self) -> int:
        return pwd.getpwnam(self._user).pw_uid if self._user else os.geteuid()

    def _initdb(self, folder: Path) -> None:
        # A pipe: the password is in no file and in no command line.
        self._run(
            folder,
            "initdb",
            *("-D", self._at(folder), "--pwfile", "/dev/stdin", "--username", SUPERUSER),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"),
            said=f"{self._password}\n",
        )

    def _create_database(self, folder: Path) -> None:
        self._run(
            folder,
            *("postgres", "--single", "-D", self._at(folder), "postgres"),
            said=f"CREATE DATABASE {DATABASE}\n",
        )

    def _run(self, folder: Path, name: str, *arguments: str, said: str) -> None:
        done = subprocess.run(
            [str(self._program(name)), *arguments],
            stdin=(told := self._pipe(said)),
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            user=self._user,
            group=None if self._user is None else pwd.getpwnam(self._user).pw_gid,
            extra_groups=None if self._user is None else [],
        )
        os.close(told)
        if done.returncode != 0:
            raise DidNotStart(NOT_PREPARED, name=name, folder=folder, why=done.stderr.strip())

    def _pipe(self, said: str) -> int:
        """A pipe with a few words in it, which the user may open by name."""
        end, begin = os.pipe()
        if self._user is not None:
            os.fchown(end, _ensure_user(self._user).pw_uid, -1)
        os.write(begin, said.encode())
        os.close(begin)
        return end

    def _hand_over(self, folder: Path) -> None:
        """Give the folder to the system user, who needs no way to it."""
        if self._user is not None:
            owner = _ensure_user(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)

    def _at(self, folder: Path) -> str:
        """How a program that is started in this folder finds it."""
        return str(folder) if self._user is None else HERE

    def _program(self, name: str) -> Path:
        programs = postgres_programs.installed()
        if self._user is not None:
            programs = postgres_programs.open_to_everybody(programs)
        return programs / "bin" / name

    async def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self._folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return (
            len(lines) > _STATUS_LINE
            and lines[_PID_LINE] == str(pid)
            and lines[_STATUS_LINE].strip() == "ready"
        )


def _ensure_user(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--system", name], check=True)  # noqa: S607
        return pwd.getpwnam(name)
