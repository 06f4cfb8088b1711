"""The starter content's results page: its figures come from the registers, it only has to be there."""

from home.models import HomePage, ResultsPage


def create_results(*, home: HomePage) -> None:
    """Give a site without a results page one; idempotent."""
    if ResultsPage.objects.child_of(home).exists():
        return
    page = ResultsPage(
        title="Kết quả cải cách",
        slug="ket-qua",
        summary="Số liệu của từng đơn vị, từng kỳ: cách tính, nguồn và tệp để tải về.",
        show_in_menus=True,
    )
    page = home.add_child(instance=page)
    page.save_revision(clean=False).publish()
