"""Creates database roles: groups with least rights, and a login for each process.

`python -m workers.provision` does it once, with a superuser in DATABASE_URL and the passwords in
TRACKER_PASSWORD, PROJECTOR_PASSWORD, GATEWAY_PASSWORD, MIGRATE_PASSWORD, READER_PASSWORD and
IMPORTER_PASSWORD; again with other passwords, it changes them. If GUOMEN_SEAL_KEY names a file that
is not there, it makes the key. The embedded stack does the same by itself.
"""

import os
import sys

from ledger import signing
from workers import process_lifecycle, settings
from workers.errors import NotConfigured
from workers.stack import db_logins, engine_database
from workers.stack.db_logins import DatabaseLogin
from workers.texts import NO_PASSWORDS


def passwords() -> dict[DatabaseLogin, str]:
    """From the environment.

    Raises:
        NotConfigured: one is missing.
    """
    found = {login: os.environ.get(login.variable, "") for login in DatabaseLogin}
    missing = [login.variable for login, password in found.items() if not password]
    if missing:
        raise NotConfigured(NO_PASSWORDS, variables=", ".join(missing))
    return found


async def main() -> None:
    """Make the roles on the database of the settings, and the key."""
    chosen = settings.read()
    await db_logins.create(chosen.database_url, passwords())
    if temporal := os.environ.get(engine_database.VARIABLE):
        await engine_database.create(chosen.database_url, temporal)
    if chosen.seal_key is not None and not chosen.seal_key.exists():
        signing.make(chosen.seal_key)
    sys.stdout.write(f"the logins are in place: {', '.join(DatabaseLogin)}\n")


if __name__ == "__main__":
    process_lifecycle.run(main())
