"""Who may give which command, and which officers there are."""
