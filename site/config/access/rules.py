"""The checked-in table of the access matrix: who may open what, whichever code decides it.

The letters are those of `places.OFFICERS`. `RULES` says of every address who may do what it does; of a
record's address, only for records in sight (`sight.SIGHT`). Everybody else is refused: a record out of sight
is a 404, anything else leads back to the dashboard.
"""

from __future__ import annotations

from typing import Any

from .lines import (
    DOCUMENT_SCREENS,
    FILE_TOOLS,
    IMAGE_SCREENS,
    NOBODY,
    OPEN,
    PAGE_REPORTS,
    PAGE_SCREENS,
    Rule,
    register,
    spreadsheets,
    transitions,
)
from .places import EVERYBODY
from .routes import Route

SEEING = "IHOULA"
# Who sees records of directives, the auditor aside.
TAKING_OUT = "IHOUL"
INSTALLER = "I"

# Who follows the initiatives of the whole authority, and who sees some of them.
OVERSEEING = "IHELA"
INITIATIVES: list[Rule] = [
    # Only drafts are changed.
    Rule("initiatives_initiatives_modeladmin_edit", "IOU", "draft_initiative shared_draft"),
    Rule("initiatives_initiatives_modeladmin_attach", "IOU", "draft_initiative shared_draft"),
    # Only what was sent twice can be compared.
    Rule("initiatives_initiatives_modeladmin_compare", "IHOUELA", "initiative shared_initiative"),
    # There are certificates once the decision is issued.
    Rule(
        "initiatives_initiatives_modeladmin_certificates",
        "IHOUELA",
        "judged_initiative",
        judged=False,
        values={"file_format": "docx"},
    ),
    *register(
        "initiatives_initiatives",
        "initiative judged_initiative shared_initiative applied_initiative draft_initiative shared_draft",
        "IHOUELA",
        create="IOU", delete=NOBODY, board="IHOUELA", remind="IHE",
    ),
    *transitions(
        "initiatives_initiatives", "initiative draft_initiative",
        endorse="IU", send_back="IU", submit="IOU", submit_supplement="IU", withdraw="IU",
    ),
    *transitions(
        "initiatives_initiatives", "judged_initiative shared_initiative",
        receive="IE", request_supplement="IE", find_eligible="IE", find_ineligible="IE",
        put_before_council="IE", take_from_council="IE", recommend="IE", not_recommend="IE",
        refuse_recognition="IL", nominate="IE",
        record_city_recognition="IE", record_city_refusal="IE", publish="IE", take_off="IE",
        correct_title="IE", archive="IE",
    ),
    # These follow from what happens to the council or the decision, and have no screen.
    Rule(
        " ".join(
            f"initiatives_initiatives_modeladmin_transition:{event}"
            for event in ("meet", "score_again", "recognise")
        ),
        NOBODY, "initiative", strict="",
    ),
    *register(
        "initiatives_reviews", "review sealed_review", OVERSEEING, create=NOBODY, edit=NOBODY, delete=NOBODY,
    ),
    # Whoever has no seat in the council learns nothing.
    Rule("initiatives_reviews_modeladmin_score", NOBODY, "initiative", strict=""),
    *register(
        "initiatives_councils", "council", OVERSEEING,
        create="IE", edit="IE", delete=NOBODY, attach="IE", put_before="IE",
    ),
    Rule(
        "initiatives_councils_modeladmin_paper",
        OVERSEEING,
        "met_council",
        values={"code": "initiative_minutes", "file_format": "docx"},
    ),
    *transitions(
        "initiatives_councils", "council", open_scoring="IE", move_deadline="IE", meet="IE",
        score_again="IE", close="IE",
    ),
    *register(
        "initiatives_decisions", "decision", OVERSEEING,
        create=NOBODY, edit="IE", delete=NOBODY, attach="IE", prepare="IE", take_out="IE", hand_out="IE",
    ),
    Rule(
        "initiatives_decisions_modeladmin_paper",
        OVERSEEING,
        "decision",
        values={"code": "initiative_decision", "file_format": "docx"},
    ),
    *transitions(
        "initiatives_decisions", "decision",
        submit="IE", send_back="IL", sign="IL", issue="IE", correct_number="IE",
        discard="IE",
    ),
    *register(
        "initiatives_adoptions", "adoption", "IHOUELA", create="IOU", edit="IOU", delete="IU", attach="IOU",
    ),
    *spreadsheets("initiatives_initiatives", "import_initiatives", take_in="IOU", take_out="IHOUEL"),
    *spreadsheets("initiatives_adoptions", "import_initiative_adoptions", take_in="IOU", take_out="IHOUEL"),
    # Decisions are taken out and never in.
    Rule("initiatives_decisions_modeladmin_export", "IHEL"),
    Rule("initiatives_decisions_modeladmin_import initiatives_decisions_modeladmin_template", NOBODY),
    Rule(
        "initiatives_decisions_modeladmin_import_batch initiatives_decisions_modeladmin_import_marked",
        NOBODY, "import_initiatives", strict="",
    ),
    # Only drafts are changed.
    Rule("initiatives_sheets_modeladmin_edit initiatives_sheets_modeladmin_delete", "IE", "draft_sheet"),
    *register("initiatives_sheets", "sheet draft_sheet", OVERSEEING, create="IE", new_version="IE"),
    *transitions("initiatives_sheets", "sheet draft_sheet", put_in_use="IE", retire="IE"),
    *register(
        "organisation_paper-templates", "paper_template", "IS",
        create="IS", edit=NOBODY, delete="IS", download="IS", sample="IS",
    ),
    Rule(
        "organisation_paper-templates_modeladmin_built_in",
        "IS",
        values={"code": "initiative_decision", "what": "template"},
    ),
    *transitions("organisation_paper-templates", "paper_template", put_in_use="IS", retire="IS"),
]  # fmt: skip
REGISTERS: list[Rule] = [
    *register(
        "directives_directives", "directive", SEEING,
        create="IH", edit="IH", delete=NOBODY, attach="IH",
    ),
    *register(
        "directives_tasks", "task", SEEING,
        create="IH", edit="IH", delete=NOBODY, attach="IH", add_unit="IH",
    ),
    *register(
        "directives_assignments", "assignment draft_assignment", SEEING,
        create=NOBODY, edit=NOBODY, delete=NOBODY, extend="IOU", board="IHLA", changes="IHLA",
    ),
    # Files are put beside work that is with the unit.
    Rule("directives_assignments_modeladmin_attach", "IOU", "assignment"),
    *transitions(
        "directives_assignments", "assignment draft_assignment",
        assign="IH", accept="IOU", reject="IOU", assign_again="IH", pass_on="IH",  # noqa: S106
        update_progress="IOU",
        report_period="IOU", prepare="IOU", send_back="IU", submit="IU", return_="IH", complete="IH",
        suspend="IH", resume="IH", cancel="IH",
    ),
    # The system's own step has no screen.
    Rule("directives_assignments_modeladmin_transition:accept_by_silence", NOBODY, "assignment", strict=""),
    *register("directives_extensions", "extension", SEEING, create=NOBODY, edit=NOBODY, delete=NOBODY),
    *transitions("directives_extensions", "extension", grant="IH", grant_as_exception="IL", refuse="IH"),
    *register(
        "directives_readings", "reading", "IH",
        create="IH", edit=NOBODY, delete=NOBODY, confirm="IH", discard="IH",
    ),
    *spreadsheets("directives_tasks", "import_tasks", take_in="IH", take_out=TAKING_OUT),
    *spreadsheets("directives_assignments", "import_progress", take_in="IOU", take_out=TAKING_OUT),
    *spreadsheets("organisation_units", "import_units", take_in="ISW", take_out="ISW"),
    *spreadsheets("organisation_users", "import_users", take_in="ISW", take_out="ISW"),
    *register(
        "feedback_messages", "message", SEEING,
        create=NOBODY, edit=NOBODY, delete=NOBODY, attachment="IHOU",
    ),
    *transitions(
        "feedback_messages", "message",
        route="IH", hand_back="IOU", prepare_answer="IOU", return_answer="IU", give_answer="IU",
        publish="IH", publish_comment="IH", withdraw="IH", withdraw_comment="IH",
        refuse="IH", mark_spam="IH", not_spam="IH",
    ),
    *register("feedback_categories", "category", "IH", create="IH", edit="IH", delete=NOBODY),
    Rule("feedback_opinions feedback_opinions_results", "IHCP"),
    Rule("feedback_opinions_of_page", "IHCP", kind="opinion", strict="HCP"),
    Rule("promotion_campaigns", "ICP"),
    Rule("promotion_campaign", "ICP", kind="campaign", strict="CP"),
    # The workbook of the catalogue of services.
    Rule("service_catalogues", "ICP"),
    Rule(
        "service_catalogue_export service_catalogue_import service_catalogue_preview",
        "ICP",
        kind="catalogue",
        strict="CP",
    ),
    Rule("registers_evidence", "IHOUELA", kind="evidence initiative_evidence"),
    Rule("registers_evidence_remove", "IOU", kind="evidence"),
    *register("organisation_authorities", "authority", "ISW", create="I", edit="IS", delete=NOBODY),
    *register("organisation_units", "unit", "ISW", create="ISW", edit="ISW", delete=NOBODY, close="ISW"),
    *register(
        "organisation_users", "person", "ISW",
        create="ISW", edit="ISW", delete=NOBODY, deactivate="ISW", reactivate="ISW",
    ),
    *register("organisation_roles", "role", "ISW", create="ISW", edit="ISW", delete=NOBODY),
    *register(
        "organisation_calendar", "calendar", "ISW",
        create="IS", edit=("IS", "I", "I"), delete=("IS", "I", "I"),
    ),
    *register("organisation_exports", "export", "ISW", create=NOBODY, edit=NOBODY, delete=NOBODY),
]  # fmt: skip


def _tool(names: str, may: str = "ICP", *, kind: str = "", **more: Any) -> Rule:
    """Return the line of a screen of Wagtail's own: what it shows to those who may is Wagtail's business."""
    return Rule(names, may, kind=kind, strict="CP" if kind else "", judged=False, **more)


# Lists of which all authorities share one; publishers add to them.
SHARED_LISTS = ("documentissuer", "documenttype", "lifeevent", "servicefield")
# Lists that the catalogue of services is ordered by.
CATALOGUE_LISTS = ("servicefield", "lifeevent", "servicelevelscheme", "servicelevel")
ARTICLE = {"content_type_app_name": "home", "content_type_model_name": "articlepage"}
BULK = {"app_label": "wagtailcore", "model_name": "page", "action": "delete"}

WAGTAIL: list[Rule] = [
    # Signing in and out, and what every screen loads: no word of any record is in them.
    Rule(f"{OPEN} wagtailadmin_dismissibles", EVERYBODY, judged=False),
    Rule("wagtailadmin_home wagtailadmin_account", EVERYBODY),
    # The look of a missing page; a screen that only ever fails, and addresses that lead nowhere.
    Rule("admin/test404/", EVERYBODY),
    _tool("wagtailadmin_error_test admin/^.*/$", NOBODY),
    # Lists of everything that no screen needs.
    _tool("wagtailadmin_api:images:* wagtailadmin_api:documents:*", NOBODY),
    # Pages: what is about one of them first.
    _tool("wagtailadmin_pages:add wagtailadmin_pages:preview_on_add", kind="page", values=ARTICLE),
    _tool(
        "wagtailadmin_pages:revisions_compare",
        kind="page",
        address="/admin/pages/{pk}/revisions/compare/live...latest/",
    ),
    _tool("wagtailadmin_api:pages:detail wagtailadmin_api:pages:action", kind="page"),
    _tool("wagtailadmin_choose_page_chosen_multiple", kind="page", query="id={pk}"),
    _tool("wagtailadmin_choose_page_child", kind="page"),
    _tool("wagtailadmin_explore wagtailadmin_explore_results", kind="page"),
    _tool("wagtail_bulk_action", kind="page", values=BULK, query="id={pk}"),
    _tool(
        "wagtailadmin_editing_sessions:ping",
        kind="page",
        values={"app_label": "wagtailcore", "model_name": "page", "session_id": "1"},
    ),
    _tool("wagtailadmin_editing_sessions:release"),
    _tool("wagtailadmin_pages:type_use*", values=ARTICLE),
    _tool("wagtailadmin_pages:choose_parent", values={"app_label": "home", "model_name": "articlepage"}),
    _tool("wagtailadmin_pages:search*", query="q=qx"),
    _tool(" ".join(f"wagtailadmin_pages:{name}" for name in PAGE_SCREENS), kind="page"),
    _tool("wagtailadmin_explore_root wagtailadmin_api:pages:listing wagtailadmin_api:pages:find"),
    _tool("wagtailadmin_choose_page_search", query="q=qx"),
    _tool("wagtailadmin_choose_page*"),
    _tool("wagtailadmin_block_preview wagtailembeds:*"),
    _tool("wagtailadmin_tag_autocomplete", query="term=qx"),
    _tool(
        "wagtailadmin_tag_model_autocomplete",
        values={"app_name": "taggit", "model_name": "tag"},
        query="term=qx",
    ),
    _tool(" ".join(f"wagtailadmin_reports:{name}*" for name in PAGE_REPORTS)),
    _tool("wagtailadmin_content_reports:*"),
    # Wagtail shows the newest page of a type in it, whoever's it is.
    _tool("wagtailadmin_reports:page_types_usage*", INSTALLER),
    # Pictures and documents.
    _tool(" ".join(f"wagtailimages:{name}" for name in IMAGE_SCREENS), kind="image"),
    _tool("wagtailimages:preview", kind="image", values={"filter_spec": "width-10"}),
    _tool("wagtailimages_chooser:chosen wagtailimages_chooser:select_format", kind="image"),
    _tool("wagtailimages_chooser:chosen_multiple", kind="image", query="id={pk}"),
    _tool(" ".join(f"wagtaildocs:{name}" for name in DOCUMENT_SCREENS), kind="document"),
    _tool("wagtaildocs_chooser:chosen", kind="document"),
    _tool("wagtaildocs_chooser:chosen_multiple", kind="document", query="id={pk}"),
    _tool(" ".join(f"wagtail{kind}:{name}" for kind in ("images", "docs") for name in FILE_TOOLS)),
    _tool(
        " ".join(
            f"wagtail{kind}_chooser:{name}"
            for kind in ("images", "docs")
            for name in ("choose", "choose_results", "create")
        )
    ),
    _tool("wagtailsnippetchoosers_home_reformfield:*"),
    # What publishers keep for their own site.
    _tool("wagtailadmin_alerts:index* wagtailadmin_alerts:add", "IP"),
    Rule("wagtailadmin_alerts:*", "IP", kind="alert", strict="P", judged=False),
    _tool("wagtailadmin_redirects:index* wagtailadmin_redirects:add", "IP"),
    Rule("wagtailadmin_redirects:*", "IP", kind="redirect", strict="P", judged=False),
    _tool(" ".join(f"wagtailsnippetchoosers_home_{name}:*" for name in CATALOGUE_LISTS)),
    _tool("wagtailsnippetchoosers_home_documenttype:* wagtailsnippetchoosers_home_documentissuer:*"),
    # Publishers add to the lists that authorities share.
    *(
        _tool(f"wagtailsnippets_home_{name}:list* wagtailsnippets_home_{name}:add", "IP")
        for name in SHARED_LISTS
    ),
    # The installer's.
    _tool("wagtailadmin_collections:* wagtailadmin_workflows:* wagtailsettings:* wagtailsites:*", INSTALLER),
    _tool("wagtailusers_users:* wagtailusers_groups:* wagtailsnippets:index", INSTALLER),
    _tool("wagtailsnippets_home_reformfield:*", INSTALLER),
    # Lists the redirects of every authority.
    _tool("wagtailredirects:*", INSTALLER),
    _tool(" ".join(f"wagtailsnippets_home_{name}:*" for name in CATALOGUE_LISTS), INSTALLER),
    _tool("wagtailsnippets_home_documenttype:* wagtailsnippets_home_documentissuer:*", INSTALLER),
]
RULES: list[Rule] = [*REGISTERS, *INITIATIVES, *WAGTAIL]


def rule_for(route: Route) -> Rule | None:
    """Return the first rule that covers an address, None when no rule does."""
    return next((rule for rule in RULES if rule.covers(route)), None)
