"""The database logins of our processes: each has the rights of one group and nothing else.

docs/database-permissions.md says what the groups may do.
"""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

from ledger import roles


class Login(StrEnum):
    """Who connects; the value is the name of the database role."""

    TRACKER = "guomen_tracker"
    PROJECTOR = "guomen_projector"
    GATEWAY = "guomen_gateway"
    MIGRATE = "guomen_migrate"
    READER = "guomen_reader"
    IMPORTER = "guomen_importer"

    @property
    def variable(self) -> str:
        """The environment variable with its password, for `python -m workers.provision`."""
        return f"{self.name}_PASSWORD"


GROUPS: Mapping[Login, str] = {
    Login.TRACKER: "ledger_writer",
    Login.PROJECTOR: "projector",
    Login.GATEWAY: "gateway",
    Login.MIGRATE: "migrator",
    Login.READER: "ledger_reader",
    Login.IMPORTER: "importer",
}


async def create(dsn: str, passwords: Mapping[Login, str]) -> None:
    """Make these logins, or give them these passwords; `dsn` is a superuser's."""
    await roles.create_logins(dsn, *(_login(name, word) for name, word in passwords.items()))


def url_of(dsn: str, login: str, password: str) -> str:
    """The same database with another login."""
    parts = urlsplit(dsn)
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password, safe='')}@{where}"))


def _login(name: Login, password: str) -> roles.Login:
    writes = name is Login.TRACKER
    return roles.Login(name, password, GROUPS[name], roles.TIMEOUTS if writes else {})
