"""The starter content's list of initiatives: what stands in it comes from the register."""

from home.models import HomePage, InitiativeIndexPage


def create_initiatives(*, home: HomePage) -> None:
    """Give a site without a list of initiatives one; idempotent."""
    if InitiativeIndexPage.objects.child_of(home).exists():
        return
    page = InitiativeIndexPage(
        title="Sáng kiến",
        slug="sang-kien",
        summary="Sáng kiến cải cách đã được công nhận: của đơn vị nào, mang lại điều gì, ai đang áp dụng.",
        show_in_menus=True,
    )
    page = home.add_child(instance=page)
    page.save_revision(clean=False).publish()
