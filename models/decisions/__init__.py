"""What a message leads to: `decide(state, message, …) -> events`, pure and tabular.

- `facts.py`: which event a fact becomes; duplicates and contradictions.
- `consequences.py`: what follows at once from an event (an alarm raises an emergency, …).
- `commands.py`: what an officer may do when, and what comes of it.
- `steps.py`: answers of systems, permissions, due deadlines.
"""

from models.decisions.decide import decide_command, decide_report, decide_step, register
from models.decisions.facts import understood

__all__ = ["decide_command", "decide_report", "decide_step", "register", "understood"]
