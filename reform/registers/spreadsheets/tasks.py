"""Work on long spreadsheets that no officer should wait for."""

from django_tasks import task

from reform.registers.models import ImportBatch

from .batches import work_on


@task()
def work_on_import(batch_id: int) -> None:
    """Make the preview of an import, write it, or take it back: whatever it waits for.

    Arguments:
        batch_id: the import; one that is gone by now is passed over.
    """
    batch = ImportBatch.objects.select_related("user").filter(pk=batch_id).first()
    if batch is not None:
        work_on(batch)
