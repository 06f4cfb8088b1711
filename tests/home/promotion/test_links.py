"""Short addresses and prints: where they lead, what is counted, what a campaign's report says."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.enums import Channel
from home.models import CampaignPage, DailyCount, PrintRun, ServiceFigure, ServicePage, ShortLink
from home.promotion.links import ensure_link, ensure_links_of
from home.promotion.report import PrintTotal, report_on
from reform.organisation.capabilities import Role
from reform.organisation.enums import PeriodKind
from reform.organisation.periods import Period
from tests.home.factories import PublicSite, add_article, add_campaign, add_service, build_site
from tests.home.leaflets.test_rendering import drawn
from tests.organisation.factories import RoleAssignmentFactory, UserFactory, root_of

pytestmark = pytest.mark.django_db


def visits(link: ShortLink) -> int:
    """Return the number of visits of all days."""
    return sum(count.count for count in link.counts.filter(event=DailyCount.Event.VISIT))


def test_short_address_leads_to_its_page_and_counts_the_visit(client: Client) -> None:
    link = ensure_link(add_article(build_site(), slug="bai"), Channel.POSTER)
    for address in (f"/d/{link.code}", f"/d/{link.code}/", f"/d/{link.code.upper()}"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"] == "/tin-cai-cach/bai/"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
    assert visits(link) == 3
    assert link.counts.get().day == timezone.localdate()


def test_a_browser_that_looks_ahead_is_no_visit(client: Client) -> None:
    link = ensure_link(add_article(build_site()), Channel.POSTER)
    client.head(f"/d/{link.code}")
    client.get(f"/d/{link.code}", headers={"Sec-Purpose": "prefetch"})
    assert visits(link) == 0


def test_code_of_another_site_of_a_draft_or_of_nobody_is_not_found(client: Client) -> None:
    mine, foreign = build_site(), build_site(hostname="khac.example.vn")
    elsewhere = ensure_link(add_article(foreign), Channel.POSTER)
    draft = ensure_link(add_article(mine, live=False), Channel.POSTER)
    closed = add_article(mine)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    for code in (elsewhere.code, draft.code, ensure_link(closed, Channel.POSTER).code, "khongco"):
        assert client.get(f"/d/{code}").status_code == 404
        assert client.get(f"/an-pham/{code}/ap-phich-a4.pdf").status_code == 404
    assert not DailyCount.objects.exists()


def test_a_page_has_one_short_address_a_channel_however_often_it_is_published() -> None:
    service = add_service(build_site())
    ensure_links_of(service)
    ensure_links_of(service)
    assert sorted(ShortLink.objects.values_list("channel", flat=True)) == ["ap-phich", "bang-doc", "to-roi"]


def test_a_page_that_was_live_before_short_addresses_came_can_be_printed(client: Client) -> None:
    public = build_site()
    article = add_article(public)
    ShortLink.objects.all().delete()
    page = client.get(f"/an-pham/{article.pk}/")
    assert page.status_code == 200
    assert "/an-pham/" in page.content.decode()
    draft = add_article(public, live=False)
    foreign = add_article(build_site(hostname="khac.example.vn"))
    for closed in (draft, foreign):
        assert client.get(f"/an-pham/{closed.pk}/").status_code == 404
        assert not ShortLink.objects.filter(page_id=closed.pk).exists()


def test_print_of_a_service_leads_by_its_code_to_the_service(client: Client) -> None:
    public = build_site()
    service = add_service(public, title="Đăng ký khai sinh", papers=["Giấy chứng sinh"])
    ensure_links_of(service)
    page = client.get(f"/an-pham/{service.pk}/").content.decode()
    for channel, leaflet_format in (("to-roi", "to-roi-a5"), ("ap-phich", "ap-phich-a3")):
        link = ShortLink.objects.get(page_id=service.pk, channel=channel)
        address = f"/an-pham/{link.code}/{leaflet_format}.pdf"
        assert address in page
        response = client.get(address)
        assert response["Content-Type"] == "application/pdf"
        assert "Giấy chứng sinh" in PdfReader(BytesIO(response.content)).pages[0].extract_text()
        with drawn(response.content) as picture:
            code = zxingcpp.read_barcodes(picture)[0].text
        assert code == f"http://testserver/d/{link.code}"
        followed = client.get(code.removeprefix("http://testserver"), follow=True)
        assert followed.redirect_chain == [(f"/dich-vu/{service.slug}/", 302)]
        assert visits(link) == 1
        printed = link.counts.get(event=DailyCount.Event.PRINT)
        assert (printed.detail, printed.count) == (leaflet_format, 1)


def test_programs_are_no_visitors(client: Client) -> None:
    link = ensure_link(add_article(build_site()), Channel.LEAFLET)
    for program in ("Mozilla/5.0 (compatible; Googlebot/2.1)", "facebookexternalhit/1.1", "Zalo-Crawler"):
        assert client.get(f"/d/{link.code}", headers={"User-Agent": program}).status_code == 302
    assert visits(link) == 0
    client.get(f"/d/{link.code}", headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9) Chrome/120"})
    assert visits(link) == 1


def test_format_of_another_channel_is_not_found(client: Client) -> None:
    link = ensure_link(add_article(build_site()), Channel.LEAFLET)
    for name in ("ap-phich-a3", "khong-co"):
        assert client.get(f"/an-pham/{link.code}/{name}.pdf").status_code == 404


def campaign_with_numbers(public: PublicSite) -> CampaignPage:
    """Create a campaign of October with one service, numbers before and after, visits and prints."""
    service = add_service(public)
    campaign = add_campaign(
        public, services=[service], starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31), channels=["loa"]
    )
    for period, received, online in (("2026-09", 200, 100), ("2026-10", 300, 240), ("2026", 9000, 1)):
        ServiceFigure.objects.create(
            page=service, period=period, received_new=received, received_online=online
        )
    ensure_links_of(campaign)
    spoken = ShortLink.objects.get(page_id=service.pk, campaign=campaign, channel="loa")
    poster = ShortLink.objects.get(page_id=campaign.pk, campaign=campaign, channel="ap-phich")
    for link, event, detail, number in (
        (spoken, "visit", "", 5), (poster, "visit", "", 2), (poster, "print", "ap-phich-a3", 7),
    ):  # fmt: skip
        DailyCount.objects.create(link=link, day=date(2026, 10, 2), event=event, detail=detail, count=number)
    for leaflet_format, copies, given_out in (
        ("to-roi-a5", 1000, 900), ("to-roi-a5", 500, 0), ("ap-phich-a3", 50, 42),
    ):  # fmt: skip
        PrintRun.objects.create(
            campaign=campaign, leaflet_format=leaflet_format, copies=copies, given_out=given_out
        )
    return campaign


def test_report_tells_visits_by_channel_prints_and_the_share_online_before_and_after() -> None:
    report = report_on(campaign_with_numbers(build_site()))
    assert [number for _channel, number in report.visits] == [5, 2]
    day = date(2026, 10, 2)
    assert [(one[0], one[2]) for one in report.days] == [(day, 5), (day, 2)]
    posters = PrintTotal(label="Áp phích A3", opened=7, copies=50, given_out=42)
    assert report.prints == [PrintTotal("Tờ rơi A5", opened=0, copies=1500, given_out=900), posters]
    assert report.prints_in_all == PrintTotal(label="", opened=7, copies=1550, given_out=942)
    assert report.before is not None
    assert report.after is not None
    assert (report.before.percent, report.after.percent) == (50, 80)
    assert report.change_in_points == 30


def figures_of(service: ServicePage, **online: int) -> None:
    """Write the month's dossiers of a service: a hundred received, so many of them online."""
    for month, number in online.items():
        period = month.replace("m", "").replace("_", "-")
        ServiceFigure.objects.create(page=service, period=period, received_new=100, received_online=number)


def test_the_report_compares_the_same_services_and_names_those_it_leaves_out(client: Client) -> None:
    public = build_site()
    always, late, early = (add_service(public, title=title) for title in ("Luôn có", "Mới có", "Hết số liệu"))
    campaign = add_campaign(
        public, services=[always, late, early], starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31)
    )
    figures_of(always, m2026_08=10, m2026_09=20, m2026_10=40, m2026_11=60)
    figures_of(late, m2026_11=1)
    figures_of(early, m2026_09=99)
    # Long after the campaign: what stands there has other causes.
    figures_of(always, m2027_06=100)
    report = report_on(campaign)
    assert report.before is not None
    assert report.after is not None
    assert (str(report.before.period), report.before.percent) == ("2026-09", 20)
    assert (str(report.after.period), report.after.percent) == ("2026-11", 60)
    assert report.change_in_points == 40
    assert report.left_out == ["Hết số liệu", "Mới có"]
    client.force_login(person(Role.CULTURE_EDITOR, public))
    assert "Hết số liệu; Mới có" in client.get(f"/admin/chien-dich/{campaign.pk}/").content.decode()


def test_months_of_different_services_are_not_compared() -> None:
    public = build_site()
    one, other = add_service(public), add_service(public)
    campaign = add_campaign(
        public, services=[one, other], starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31)
    )
    figures_of(one, m2026_09=90)
    figures_of(other, m2026_10=20)
    report = report_on(campaign)
    assert report.before is not None
    assert report.after is not None
    assert report.change_in_points is None


def test_running_campaign_says_what_is_still_to_come(client: Client) -> None:
    public = build_site()
    today = timezone.localdate()
    service = add_service(public)
    campaign = add_campaign(public, services=[service], starts_on=today, ends_on=today)
    before = Period.containing(today, PeriodKind.MONTH).previous()
    ServiceFigure.objects.create(page=service, period=str(before), received_new=10, received_online=4)
    client.force_login(person(Role.CULTURE_EDITOR, public))
    address = f"/admin/chien-dich/{campaign.pk}/"
    assert "Chiến dịch đang chạy: có số liệu khi" in client.get(address).content.decode()
    CampaignPage.objects.update(starts_on=today - timedelta(9), ends_on=today - timedelta(1))
    assert "Chưa có số liệu của tháng nào kết thúc sau khi" in client.get(address).content.decode()


def test_more_given_out_than_printed_is_refused() -> None:
    run = PrintRun(leaflet_format="to-roi-a5", copies=10, given_out=11)
    with pytest.raises(ValidationError) as refused:
        run.full_clean(exclude=["campaign"])
    assert refused.value.message_dict == {
        "given_out": ["Số đã phát lớn hơn số đã in: hãy kiểm tra lại cả hai số."]
    }


def person(role: Role, public: PublicSite) -> Any:
    """Return somebody who holds a role in the whole authority."""
    user = UserFactory(unit=root_of(public.authority))
    RoleAssignmentFactory(user=user, role=role, unit=root_of(public.authority))
    return user


def test_report_is_for_who_works_on_the_pages_of_the_own_site(client: Client) -> None:
    mine, foreign = build_site(), build_site(hostname="khac.example.vn")
    campaign, other = campaign_with_numbers(mine), campaign_with_numbers(foreign)
    client.force_login(person(Role.CULTURE_EDITOR, mine))
    shown = client.get(f"/admin/chien-dich/{campaign.pk}/")
    assert shown.status_code == 200
    text = shown.content.decode()
    for words in ("80,0", "Trước chiến dịch: ", "Từ khi chiến dịch bắt đầu: ", "1.550", "942"):
        assert words in text
    assert client.get(f"/admin/chien-dich/{other.pk}/").status_code == 404
    listed = client.get("/admin/chien-dich/").content.decode()
    assert "1.550" in listed
    assert f"/admin/chien-dich/{campaign.pk}/" in listed
    assert f"/admin/chien-dich/{other.pk}/" not in listed
    client.force_login(person(Role.UNIT_OFFICER, mine))
    assert client.get(f"/admin/chien-dich/{campaign.pk}/").status_code == 302
    assert client.get("/admin/chien-dich/").status_code == 302


def test_visits_of_pages_outside_campaigns_are_listed_each_page_by_itself(client: Client) -> None:
    mine, foreign = build_site(), build_site(hostname="khac.example.vn")
    for public, numbers in ((mine, (41, 27)), (foreign, (99,))):
        for number in numbers:
            link = ensure_link(add_article(public, title="Cùng một tên"), Channel.LEAFLET)
            DailyCount.objects.create(link=link, day=timezone.localdate(), event="visit", count=number)
    client.force_login(person(Role.CULTURE_EDITOR, mine))
    listed = client.get("/admin/chien-dich/").content.decode()
    for number, times in ((41, 1), (27, 1), (68, 0), (99, 0)):
        assert listed.count(f'class="register-number">{number}</td>') == times, number


def test_list_of_campaigns_costs_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public = build_site()
    client.force_login(person(Role.CULTURE_EDITOR, public))

    def add(number: int) -> None:
        for _number in range(number):
            campaign = campaign_with_numbers(public)
            link = ensure_link(add_article(public), Channel.LEAFLET)
            DailyCount.objects.create(link=link, day=timezone.localdate(), event="visit", count=1)
            assert campaign.campaign_links.exists()

    add(2)
    client.get("/admin/chien-dich/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/chien-dich/")
    add(10)
    with django_assert_num_queries(len(few)):
        listed = client.get("/admin/chien-dich/").content.decode()
    assert listed.count("1.550") == 12


def test_list_of_campaigns_and_a_campaign_are_readable_by_everybody(client: Client) -> None:
    public = build_site()
    today = timezone.localdate()
    running = add_campaign(public, title="Đang chạy", starts_on=today, ends_on=today)
    add_campaign(public, title="Đã xong", starts_on=today - timedelta(9), ends_on=today - timedelta(2))
    page = client.get("/chien-dich/").content.decode()
    assert page.index("Đang chạy") < page.index("Đã xong")
    assert client.get(f"/chien-dich/{running.slug}/").status_code == 200
