"""What a room defines is registered: a class that is missing from its tuple has no effect."""

import importlib
import pkgutil
from types import ModuleType
from typing import Literal

import pytest

import models
from models.enterprise import messages as enterprise
from models.kernel.event_body import Body, BoxBody
from models.kernel.language import Text
from models.kernel.message import Command
from models.process.event_registry import BODIES
from models.process.messages import COMMANDS


def rooms(file: str) -> list[str]:
    """The modules of that name, one a room."""
    found = pkgutil.walk_packages(models.__path__, "models.")
    return [module.name for module in found if module.name.endswith(f".{file}")]


def defined(module: ModuleType, base: type[Body] | type[Command]) -> set[type]:
    """The classes that a module defines and that others are not derived from."""
    known = [value for value in vars(module).values() if isinstance(value, type)]
    own = [kind for kind in known if kind.__module__ == module.__name__ and issubclass(kind, base)]
    named = "verb" if base is Command else "label"
    return {kind for kind in own if hasattr(kind, named)}


@pytest.mark.parametrize("name", rooms("events"))
def test_every_event_of_a_room_is_in_its_tuple(name: str) -> None:
    module = importlib.import_module(name)
    assert defined(module, Body) == set(module.EVENTS)
    assert set(module.EVENTS) <= set(BODIES)


@pytest.mark.parametrize("name", rooms("messages"))
def test_every_command_of_a_room_is_in_its_tuple(name: str) -> None:
    module = importlib.import_module(name)
    registered = {*COMMANDS.values(), *enterprise.COMMANDS.values()}
    assert defined(module, Command) == {kind for kind in registered if kind.__module__ == name}


def test_a_class_that_is_not_in_the_tuple_is_found() -> None:
    module = ModuleType("models.praise.events")
    body = {"__module__": module.__name__, "__annotations__": {"type": Literal["praised"]}}
    module.Praised = type("Praised", (Body,), {**body, "type": "praised", "label": Text("赞", "p")})  # type: ignore[attr-defined]
    assert [kind.__name__ for kind in defined(module, Body)] == ["Praised"]


def test_an_event_without_a_label_fails_at_import() -> None:
    body = {"__module__": __name__, "__annotations__": {"type": Literal["praised"]}}
    with pytest.raises(TypeError, match="Praised has no label"):
        type("Praised", (BoxBody,), {**body, "type": "praised"})
