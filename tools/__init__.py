"""Tools of this repository: generated documents, checks, drills, pictures. No part of the wheel."""
