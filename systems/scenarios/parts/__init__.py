"""What scenarios are made of: the messages of each system, the officer's orders, whole passages."""
