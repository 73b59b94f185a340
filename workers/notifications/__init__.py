"""How notifications reach people: their routes, and the record of each attempt."""
