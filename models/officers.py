"""The officers that a settings file knows: by which name each acts, and in which roles.

The file says what an officer may declare; it proves nothing (docs/decisions/0015).
"""

import tomllib
from collections import Counter
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import OfficersUnreadable, OutsideRole
from models.language import Language, Text
from models.messages import Command
from models.roles import may_give
from models.terms import Party

_NOT_YOURS = Text(
    zh="{officer} 的岗位是 {roles}，不是 {role}：请查看人员名单（GUOMEN_OFFICERS）",
    en="{officer} acts as {roles}, not as {role}: see the file of officers (GUOMEN_OFFICERS)",
)


class Officer(BaseModel):
    """One person: `login` is what the command is run under, `name` is what is recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    name_zh: str = ""
    login: str = ""
    roles: Annotated[tuple[Party, ...], Field(min_length=1)]

    def roles_for(self, command: type[Command], wanted: Party | None = None) -> tuple[Party, ...]:
        """The roles to choose from for a command: those that may give it, or else all.

        Raises:
            OutsideRole: the wanted one is none of this officer's.
        """
        if wanted is not None:
            if wanted not in self.roles:
                raise OutsideRole(_NOT_YOURS.said(Language.BOTH, **self._about(wanted)))
            return (wanted,)
        return tuple(role for role in self.roles if may_give(role, command)) or self.roles

    def _about(self, wanted: Party) -> dict[str, str]:
        return {"officer": self.name, "roles": ", ".join(self.roles), "role": wanted.value}


class Officers(BaseModel):
    """All of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    officers: tuple[Officer, ...] = ()

    def find(self, name: str) -> Officer | None:
        """The officer of a login or a name, whatever its case; None for one that is not listed."""
        wanted = name.casefold()
        for officer in self.officers:
            if wanted in _names(officer):
                return officer
        return None


def read(text: str, source: str) -> Officers:
    """The officers of a TOML text; `source` names it in an error.

    Raises:
        OfficersUnreadable: it is not such a file, or two people go by one name.
    """
    try:
        found = Officers.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise OfficersUnreadable(f"{source} is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise OfficersUnreadable(
            f"{source}: {where} is {first['input']!r}: {first['msg']}"
        ) from error
    counted = Counter(name for officer in found.officers for name in _names(officer))
    twice = [name for name, times in counted.items() if times > 1]
    if twice:
        raise OfficersUnreadable(f"{source} names {', '.join(twice)} twice: give each a login")
    return found


def _names(officer: Officer) -> set[str]:
    return {name.casefold() for name in (officer.login, officer.name, officer.name_zh) if name}
