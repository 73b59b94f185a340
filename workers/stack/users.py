"""The names of this machine's users, for whoever must be told that a folder is another's."""

import pwd


def name_of(uid: int) -> str:
    """The name of a user, or its number where nobody has it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
