"""Returned goods."""

from models import events
from models.evolution.rows import Changes
from models.terms import Disposal

CHANGES = Changes(
    state={
        events.ReturnOrdered: lambda _, __, ___: {"disposal": Disposal.RETURN},
    },
)
