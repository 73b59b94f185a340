"""What travels between workflows, activities and workers, as plain values."""
