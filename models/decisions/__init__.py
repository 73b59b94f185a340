"""What a message leads to: `decide(state, message, …) -> events`, pure and tabular.

One file a matter states its rules (`rows.py` says in which form), `matters.py` joins them:

- `facts.py`: which event a fact becomes; duplicates and contradictions
- `decide.py`: the way of every message, from what it leads to and what follows, to events
- `guards.py`, `turns.py`: what several matters need, and what several of them lead to
"""

from models.decisions.decide import Decision, decide_command, decide_report, decide_step, register
from models.decisions.facts import understood

__all__ = ["Decision", "decide_command", "decide_report", "decide_step", "register", "understood"]
