"""Which kind of page may stand under which, and how often."""

import pytest
from wagtail.models import Page

from home.models.base import PublicPage
from tests.home.factories import build_site

# Kind: the kinds it may stand under, and the kinds that may stand under it.
TREE: dict[str, tuple[set[str], set[str]]] = {
    "HomePage": (
        {"Page"},
        {
            "NewsIndexPage", "ServiceIndexPage", "DocumentIndexPage", "ResultsPage", "QuestionsPage",
            "ConsultationIndexPage", "UnitIndexPage", "CampaignIndexPage", "InitiativeIndexPage",
            "StandardPage",
        },
    ),
    "NewsIndexPage": ({"HomePage"}, {"ArticlePage"}),
    "ArticlePage": ({"NewsIndexPage"}, set()),
    "ServiceIndexPage": ({"HomePage"}, {"ServicePage"}),
    "ServicePage": ({"ServiceIndexPage"}, set()),
    "DocumentIndexPage": ({"HomePage"}, {"LegalDocumentPage"}),
    "LegalDocumentPage": ({"DocumentIndexPage"}, set()),
    "ConsultationIndexPage": ({"HomePage"}, {"ConsultationPage"}),
    "ConsultationPage": ({"ConsultationIndexPage"}, set()),
    "UnitIndexPage": ({"HomePage"}, {"UnitPage"}),
    "UnitPage": ({"UnitIndexPage"}, set()),
    "CampaignIndexPage": ({"HomePage"}, {"CampaignPage"}),
    "CampaignPage": ({"CampaignIndexPage"}, set()),
    "ResultsPage": ({"HomePage"}, set()),
    "InitiativeIndexPage": ({"HomePage"}, set()),
    "QuestionsPage": ({"HomePage"}, set()),
    "StandardPage": ({"HomePage", "StandardPage"}, {"StandardPage"}),
}  # fmt: skip
KINDS = {kind.__name__: kind for kind in PublicPage.__subclasses__()}
MANY_UNDER_HOME = {"StandardPage"}


def names(kinds: list[type[Page]]) -> set[str]:
    """Return the names of kinds."""
    return {kind.__name__ for kind in kinds}


def test_the_table_knows_every_kind_of_page() -> None:
    assert set(TREE) == set(KINDS)


@pytest.mark.parametrize("name", TREE)
def test_every_kind_stands_only_where_the_table_says(name: str) -> None:
    above, below = TREE[name]
    assert names(KINDS[name].allowed_parent_page_models()) == above
    assert names(KINDS[name].allowed_subpage_models()) == below


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TREE["HomePage"][1]))
def test_a_list_stands_once_under_a_front_page_and_every_site_has_its_own(name: str) -> None:
    kind, first, second = KINDS[name], build_site(), build_site(hostname="khac.example.vn")
    if not kind.objects.child_of(first.home).exists():
        first.home.add_child(instance=kind(title="Trang", slug="trang"))
    assert kind.can_create_at(first.home) is (name in MANY_UNDER_HOME)
    # The factory gives every site its news list.
    assert kind.can_create_at(second.home) is (name != "NewsIndexPage")
