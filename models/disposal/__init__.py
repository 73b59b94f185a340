"""Matter 5, subsequent disposal: treatment, destruction, release in part, dispute."""
