"""`guomen report risk`: the report as files; what it says is made in `reports/risk/`."""
