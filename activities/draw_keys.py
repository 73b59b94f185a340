"""The keys of the draws: one file a quarter, 32 random bytes in hex, readable by its owner only."""

import os
import secrets
from pathlib import Path

from models.kernel.errors import KeyMissing
from models.risk import texts
from models.risk.draw import KEY_BYTES, fingerprint


class DrawKeys:
    """A folder of keys, if one is named; who has it can compute every draw of those quarters."""

    def __init__(self, folder: Path | None) -> None:
        self._named = folder

    @property
    def _folder(self) -> Path:
        if self._named is None:
            raise KeyMissing(texts.NO_FOLDER)
        return self._named

    def committed(self, quarter: str, sha256: str) -> bytes:
        """The key of a quarter to which the ledger was committed by that digest.

        Raises:
            KeyMissing: it cannot be had, or is another one.
        """
        key = self.load(quarter)
        if fingerprint(key) != sha256:
            raise KeyMissing(texts.OTHER_KEY, path=self.path(quarter))
        return key

    def load(self, quarter: str) -> bytes:
        """The key of a quarter.

        Raises:
            KeyMissing: there is no such file, it cannot be read, or it holds something else.
        """
        path = self.path(quarter)
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except OSError as error:
            raise KeyMissing(texts.UNREADABLE, path=path, why=error.strerror) from error
        except ValueError as error:
            raise KeyMissing(texts.NO_KEY, path=path) from error
        if len(key) != KEY_BYTES:
            raise KeyMissing(texts.NO_KEY, path=path)
        return key

    def make(self, quarter: str) -> bytes:
        """A new key; if somebody else was faster, his.

        Raises:
            KeyMissing: the folder cannot be written, or what lies there is no key.
        """
        draft = self._folder / f"{quarter}.{secrets.token_hex(8)}.new"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(f"{secrets.token_hex(KEY_BYTES)}\n")
                out.flush()
                # On the disk before anything is drawn by it.
                os.fsync(out.fileno())
            try:
                # Unlike a rename this never replaces a key.
                os.link(draft, self.path(quarter))
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        except OSError as error:
            raise KeyMissing(texts.UNWRITABLE, path=self._folder, why=error.strerror) from error
        return self.load(quarter)

    def set_aside(self, quarter: str) -> None:
        """Make room for another key; what lay there is kept beside it.

        Raises:
            KeyMissing: no folder is named.
        """
        path = self.path(quarter)
        if path.exists():
            path.rename(path.with_name(f"{quarter}.{secrets.token_hex(4)}.lost"))

    def path(self, quarter: str) -> Path:
        """The file of a quarter's key.

        Raises:
            KeyMissing: no folder is named.
        """
        return self._folder / f"{quarter}.key"
