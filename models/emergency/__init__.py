"""Matter 7, emergency response: dangers are raised, acknowledged, reported, lifted."""
