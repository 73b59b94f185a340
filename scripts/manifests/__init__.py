"""Reads manifest files as brokers save them: one reader a format, one shape of rows."""

from scripts.manifests.errors import Unreadable
from scripts.manifests.file import File, read_file

__all__ = ["File", "Unreadable", "read_file"]
