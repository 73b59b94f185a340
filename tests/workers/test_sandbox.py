"""The shortcut past the sandbox is right only as long as values are converted without a context."""

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import WorkflowSerializationContext


def test_our_converter_is_the_same_in_every_context() -> None:
    context = WorkflowSerializationContext(namespace="default", workflow_id="consignment/NB26-1")
    assert pydantic_data_converter.with_context(context) is pydantic_data_converter
    assert pydantic_data_converter.external_storage is None
