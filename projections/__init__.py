"""Read models folded from the ledger: what people and reports look at.

`status.py` and `deadlines.py` say what a row is, `runner.py` keeps the rows up with the ledger,
`queries.py` reads them, `history.py` answers from the ledger itself.
"""
