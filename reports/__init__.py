"""What is reported to whoever decides: pure, from records and assessments to charts and numbers."""
