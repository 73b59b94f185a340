"""Addresses in the Temporal UI."""

from urllib.parse import quote


def list_page(ui: str, namespace: str, query: str = "") -> str:
    """The list of workflows: all, or those that a query finds."""
    found = f"?query={quote(query, safe='')}" if query else ""
    return f"{ui}/namespaces/{namespace}/workflows{found}"


def workflow_page(ui: str, namespace: str, workflow_id: str) -> str:
    """The page of a workflow."""
    return f"{list_page(ui, namespace)}/{quote(workflow_id, safe='')}"


def schedule_page(ui: str, namespace: str, schedule_id: str) -> str:
    """The page of a schedule."""
    return f"{ui}/namespaces/{namespace}/schedules/{quote(schedule_id, safe='')}"
