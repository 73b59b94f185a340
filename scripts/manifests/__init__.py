"""Reads manifest files as brokers save them: one reader a format, one shape of rows."""

from scripts.manifests.errors import UnreadableFile
from scripts.manifests.file import ManifestFile, read_file, read_table

__all__ = ["ManifestFile", "UnreadableFile", "read_file", "read_table"]
