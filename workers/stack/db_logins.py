"""The database logins of our processes: each has the rights of one group and nothing else.

docs/database-permissions.md says what the groups may do.
"""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

from ledger import roles


class DatabaseLogin(StrEnum):
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


GROUPS: Mapping[DatabaseLogin, str] = {
    DatabaseLogin.TRACKER: "ledger_writer",
    DatabaseLogin.PROJECTOR: "projector",
    DatabaseLogin.GATEWAY: "gateway",
    DatabaseLogin.MIGRATE: "migrator",
    DatabaseLogin.READER: "ledger_reader",
    DatabaseLogin.IMPORTER: "importer",
}


_HURRIED = {
    "statement_timeout": "'15s'",
    "lock_timeout": "'5s'",
    "transaction_timeout": "'30s'",
    "idle_in_transaction_session_timeout": "'15s'",
}
_PATIENT = {
    "statement_timeout": "'5min'",
    "lock_timeout": "'5s'",
    "transaction_timeout": "'1h'",
    "idle_in_transaction_session_timeout": "'1min'",
}

# Names are always written in full: who can make objects cannot put one in front of another.
SEARCH_PATH = {"search_path": "pg_catalog, pg_temp"}

TIMEOUTS: Mapping[DatabaseLogin, Mapping[str, str]] = {
    # Whoever can append holds no lock for longer, whatever client it uses.
    DatabaseLogin.TRACKER: _HURRIED,
    DatabaseLogin.GATEWAY: _HURRIED,
    # A batch of ten thousand consignments is one transaction.
    DatabaseLogin.IMPORTER: _HURRIED | {"transaction_timeout": "'5min'"},
    # A rebuild compares whole tables in one.
    DatabaseLogin.PROJECTOR: _HURRIED | {"transaction_timeout": "'15min'"},
    DatabaseLogin.MIGRATE: _PATIENT | {"statement_timeout": "'1h'", "lock_timeout": "'1min'"},
    # An export of everything is one transaction of many short statements.
    DatabaseLogin.READER: _PATIENT,
}
"""How long a login may take, set in the database; our processes set shorter ones for themselves."""


async def create(dsn: str, passwords: Mapping[DatabaseLogin, str]) -> None:
    """Make these logins, or give them these passwords; `dsn` is a superuser's."""
    await roles.create_logins(dsn, *(_login(name, word) for name, word in passwords.items()))


def url_of(dsn: str, login: str, password: str) -> str:
    """The same database with another login."""
    parts = urlsplit(dsn)
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password, safe='')}@{where}"))


def _login(name: DatabaseLogin, password: str) -> roles.RoleLogin:
    return roles.RoleLogin(name, password, GROUPS[name], {**TIMEOUTS[name], **SEARCH_PATH})
