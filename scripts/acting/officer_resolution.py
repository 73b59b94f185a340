"""Who acts, and in which role: by the command line, the environment, the file of officers."""

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from models.kernel.errors import OfficersUnreadable
from models.kernel.language import Language
from models.kernel.message import Command
from models.kernel.terms import Party
from models.officers import directory
from models.officers.directory import Officer
from models.officers.roles import may_give
from scripts import console
from scripts.acting import texts

As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        envvar="GUOMEN_OFFICER",
        help="Who acts: a name or login of the file of officers (default: who is logged in).",
    ),
]
Role = Annotated[
    Party | None,
    typer.Option(
        "--role", case_sensitive=False, help="In which role, for an officer who has several."
    ),
]


@dataclass(frozen=True)
class OnDuty:
    """The officer of a command; `listed` is what the file says of him, None if nothing.

    `colleagues` is the whole file, by which a second person is known under any of the names there.
    """

    name: str
    listed: Officer | None
    wanted: Party | None
    colleagues: directory.Officers = field(default_factory=directory.Officers)

    def seconded(self, fields: Mapping[str, object]) -> dict[str, object]:
        """The fields with whoever allows the command as the file of officers spells that person.

        A role that is the only one of that person needs not be said.

        Raises:
            OutsideRole: the role that is said is none of that person's.
        """
        second = self.colleagues.find(str(fields.get("approver") or ""))
        if second is None:
            return dict(fields)
        said = fields.get("approver_role")
        if said is not None:
            second.require_role(_role(str(said)))
        only = {"approver_role": second.roles[0].value} if len(second.roles) == 1 else {}
        return {**only, **fields, "approver": second.name}

    def may_give(self, kind: type[Command]) -> bool:
        """Whether one of his roles gives the command, as far as anybody knows them."""
        roles = self.listed.roles if self.listed else (self.wanted,)
        return any(role is None or may_give(role, kind) for role in roles)

    def role_for(
        self,
        kind: type[Command],
        language: Language,
        choose: Callable[[tuple[Party, ...]], Party] | None = None,
    ) -> Party | None:
        """The role for a command; None when nobody says anything about this officer.

        Raises:
            OutsideRole: the wanted role is not one of his.
            typer.BadParameter: he has several to choose from, and nobody to ask.
        """
        if self.listed is None:
            return self.wanted
        roles = self.listed.roles_for(kind, self.wanted)
        if len(roles) == 1:
            return roles[0]
        if choose is not None:
            return choose(roles)
        named = ", ".join(roles)
        raise typer.BadParameter(
            texts.SEVERAL_ROLES.said(language, officer=self.name, verb=kind.verb, roles=named)
        )

    def envelope(
        self,
        kind: type[Command],
        language: Language,
        choose: Callable[[tuple[Party, ...]], Party] | None = None,
    ) -> dict[str, object]:
        """Officer and role, as every command has them; raises as `role_for`."""
        return {"officer": self.name, "role": self.role_for(kind, language, choose)}


def on_duty(
    file: Path | None, given: Mapping[str, object], said: str | None, role: Party | None
) -> OnDuty:
    """The officer: named among the fields, by `--as`, by the environment, or who is logged in.

    Raises:
        OfficersUnreadable: the file of officers is not one.
        typer.BadParameter: there is no such role.
    """
    name = str(given.get("officer") or said or getpass.getuser())
    named = given.get("role")
    wanted = role if named is None else _role(str(named))
    officers = known(file)
    listed = officers.find(name)
    return OnDuty(listed.name if listed else name, listed, wanted, officers)


def _role(named: str) -> Party:
    if named not in set(Party):
        roles = ", ".join(Party)
        raise typer.BadParameter(
            texts.NO_SUCH_ROLE.said(console.language(), role=named, roles=roles)
        )
    return Party(named)


def known(file: Path | None) -> directory.Officers:
    """The officers of a file; nobody when there is none.

    Raises:
        OfficersUnreadable: it cannot be read, or is not such a file.
    """
    if file is None:
        return directory.Officers()
    try:
        return directory.read(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise OfficersUnreadable(texts.NO_FILE, file=file, why=error) from error
