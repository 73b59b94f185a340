"""The officers that a settings file knows: by which name each acts, and in which roles.

The file says what an officer may declare; it proves nothing (docs/decisions/0015).
"""

import tomllib
from collections import Counter
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.kernel.errors import OfficersUnreadable, OutsideRole
from models.kernel.language import Text, listed
from models.kernel.message import Command
from models.kernel.spelling import key
from models.kernel.terms import Party
from models.officers.roles import may_give

_NOT_YOURS = Text(
    zh="{officer} 的岗位是 {roles}，不是 {role}：请查看人员名单（GUOMEN_OFFICERS）",
    en="{officer} acts as {roles}, not as {role}: see the file of officers (GUOMEN_OFFICERS)",
)


_NOT_TOML = Text("{source}不是TOML：{why}", "{source} is not TOML: {why}")
_MALFORMED = Text("{source}：{where}为{value}：{why}", "{source}: {where} is {value}: {why}")
_TWICE = Text(
    "{source}中{names}重复：请各填登录名", "{source} names {names} twice: give each a login"
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
            self.require_role(wanted)
            return (wanted,)
        return tuple(role for role in self.roles if may_give(role, command)) or self.roles

    def require_role(self, role: Party) -> None:
        """The role is one of this officer's.

        Raises:
            OutsideRole: it is not.
        """
        if role not in self.roles:
            known = {"officer": self.name, "roles": listed(self.roles)}
            raise OutsideRole(_NOT_YOURS, **known, role=role)


class Officers(BaseModel):
    """All of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    officers: tuple[Officer, ...] = ()

    def find(self, name: str) -> Officer | None:
        """The officer of a login or a name, however it is written; None if none is listed."""
        wanted = key(name)
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
        raise OfficersUnreadable(_NOT_TOML, source=source, why=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        wrong = {"value": repr(first["input"]), "why": first["msg"]}
        raise OfficersUnreadable(_MALFORMED, source=source, where=where, **wrong) from error
    counted = Counter(name for officer in found.officers for name in _names(officer))
    twice = [name for name, times in counted.items() if times > 1]
    if twice:
        raise OfficersUnreadable(_TWICE, source=source, names=listed(twice))
    return found


def _names(officer: Officer) -> set[str]:
    return {key(name) for name in (officer.login, officer.name, officer.name_zh) if name}
