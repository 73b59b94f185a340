"""What the command says, in both languages: headings, messages, and what went wrong."""
