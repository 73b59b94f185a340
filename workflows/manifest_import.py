"""Imports a manifest page by page, at a bounded rate, resumable.

The consignments that it starts are workflows of their own and do not depend on it.
"""

from temporalio import workflow

from models.execution.manifest_import import ImportPage, ImportProgress, ImportStart, Tally
from models.kernel.markdown import marked
from workflows import manifest_import_texts as words
from workflows.activity_specs import START_CONSIGNMENTS
from workflows.task_queues import named


@workflow.defn(name="ImportManifest")
class ImportManifestWorkflow:
    """Starts the consignments of a batch; those that are known already are counted."""

    @workflow.init
    def __init__(self, start: ImportStart) -> None:
        self._start = start
        self._after, self._tally = start.after, start.tally

    @workflow.run
    async def run(self, start: ImportStart) -> Tally:
        """All pages, one after the other, in as many runs as it takes."""
        pages = 0
        self._show()
        while self._after < start.consignments:
            if self._should_continue_as_new(pages):
                workflow.continue_as_new(self._continued())
            await self._next_page()
            pages += 1
        return self._tally

    async def _next_page(self) -> None:
        start, first, errand = self._start, self._after + 1, START_CONSIGNMENTS
        last = min(self._after + start.page, start.consignments)
        tally: Tally = await workflow.execute_activity(
            errand.activity,
            ImportPage(batch=start.batch, first=first, last=last, rate=start.rate),
            task_queue=named(workflow.info().task_queue, errand.queue),
            result_type=Tally,
            summary=words.PAGE.said(
                start.language, first=first, last=last, whole=start.consignments
            ),
            start_to_close_timeout=errand.attempt,
            schedule_to_close_timeout=errand.patience.in_all,
            heartbeat_timeout=errand.patience.heartbeat,
            retry_policy=errand.patience.retry,
        )
        self._after, self._tally = last, self._tally.plus(tally)
        self._show()

    def _should_continue_as_new(self, pages: int) -> bool:
        if self._start.pages_a_run is not None:
            return pages >= self._start.pages_a_run
        return workflow.info().is_continue_as_new_suggested()

    def _continued(self) -> ImportStart:
        return self._start.model_copy(update={"after": self._after, "tally": self._tally})

    def _show(self) -> None:
        text = words.FINISHED if self._progress().finished else words.UNDER_WAY
        workflow.set_current_details(
            marked(
                text.of(
                    file=self._start.file,
                    whole=self._start.consignments,
                    done=self._tally.done,
                    started=self._tally.started,
                    known=self._tally.known,
                    refused=self._tally.refused,
                )
            ).said(self._start.language)
        )

    @workflow.query(name="progress", description="How far the import has come.")
    def progress(self) -> ImportProgress:
        """To the last finished page."""
        return self._progress()

    def _progress(self) -> ImportProgress:
        whole = self._start.consignments
        return ImportProgress(
            file=self._start.file,
            consignments=whole,
            tally=self._tally,
            finished=self._after >= whole,
        )
