"""Addresses of workflows in the Temporal UI: one function."""

from urllib.parse import quote


def workflow_page(ui: str, namespace: str, workflow_id: str) -> str:
    """The page of a workflow."""
    return f"{ui}/namespaces/{namespace}/workflows/{quote(workflow_id, safe='')}"
