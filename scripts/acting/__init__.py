"""What the acting verbs share: who acts in which role, what is legal, what would come of it."""
