"""The starter campaigns, one running and one over, with visits and prints."""

from __future__ import annotations

import json
from datetime import date, timedelta

from django.utils import timezone

from home.enums import Channel
from home.leaflets import LeafletFormat
from home.models import (
    CampaignIndexPage,
    CampaignPage,
    DailyCount,
    HomePage,
    PrintRun,
    ServicePage,
    ShortLink,
)
from home.starter.publishing import publish
from reform.organisation.models import Authority, Unit

RUNNING = {
    "title": "Khai sinh tại nhà: không phải đi lại, không phải chờ",
    "slug": "khai-sinh-tai-nha",
    "summary": "Cả tám phường giúp cha mẹ đăng ký khai sinh trên điện thoại và nhận giấy qua bưu điện.",
    "audience": "Cha mẹ có con mới sinh",
    "target": "Từ 90% hồ sơ khai sinh trở lên được nộp trực tuyến",
    "target_online_percent": 90,
    "channels": [Channel.SOCIAL_NETWORK, Channel.LOUDSPEAKER, Channel.MEETING],
}
RUNNING_TEXT = (
    "Trong thời gian chiến dịch, tổ công nghệ số cộng đồng đến từng ngõ hướng dẫn cha mẹ nộp hồ sơ trên điện"
    " thoại. Giấy khai sinh được trả qua bưu chính công ích tới tận nhà.",
    "Tờ rơi, áp phích có mã QR dẫn thẳng tới trang hướng dẫn, được phát tại trạm y tế, nhà văn hóa tổ dân phố"
    " và Bộ phận Một cửa.",
)
OVER = {
    "title": "Mở hộ kinh doanh trực tuyến trong ba ngày",
    "slug": "mo-ho-kinh-doanh-truc-tuyen",
    "summary": "Hướng dẫn tiểu thương tại các chợ đăng ký hộ kinh doanh trên mạng.",
    "audience": "Tiểu thương, người mới kinh doanh",
    "target": "Từ 85% hồ sơ hộ kinh doanh trở lên được nộp trực tuyến",
    "target_online_percent": 85,
    "channels": [Channel.COUNTER, Channel.LOUDSPEAKER],
}
PRINTED = (
    (LeafletFormat.LEAFLET_A5, 2000, 1450, "Bộ phận Một cửa và trạm y tế của tám phường"),
    (LeafletFormat.POSTER_A3, 120, 112, "Nhà văn hóa các tổ dân phố"),
    (LeafletFormat.BANNER, 8, 8, "Trụ sở tám phường"),
)
PRINTED_BEFORE = (
    (LeafletFormat.LEAFLET_A5, 600, 570, "Ban quản lý các chợ"),
    (LeafletFormat.POSTER_A4, 40, 36, "Cổng các chợ, Bộ phận Một cửa quận"),
)
OVER_TEXT = ("Cán bộ phòng Tài chính - Kế hoạch hướng dẫn tại chợ vào các buổi sáng thứ Bảy.",)


def create_campaigns(*, home: HomePage, authority: Authority) -> None:
    """Give a site two sample campaigns; a site that has a list of campaigns keeps it as it is."""
    if CampaignIndexPage.objects.child_of(home).exists():
        return
    index = CampaignIndexPage(
        title="Tuyên truyền",
        slug="tuyen-truyen",
        summary="Các đợt tuyên truyền dịch vụ công trực tuyến của quận và các phường.",
    )
    publish(home, index)
    today = timezone.localdate()
    unit = Unit.objects.filter(authority=authority, code="VHTT").first()
    for values, texts, services, begins, ends in (
        (RUNNING, RUNNING_TEXT, ("dang-ky-khai-sinh",), -20, 25),
        (OVER, OVER_TEXT, ("dang-ky-ho-kinh-doanh", "thay-doi-dang-ky-ho-kinh-doanh"), -90, -45),
    ):
        campaign = CampaignPage(
            **values,
            unit=unit,
            starts_on=today + timedelta(days=begins),
            ends_on=today + timedelta(days=ends),
            body=json.dumps([{"type": "text", "value": f"<p>{text}</p>"} for text in texts]),
            is_sample=True,
        )
        campaign.services = list(ServicePage.objects.descendant_of(home).filter(slug__in=services))
        campaign.print_runs = [
            PrintRun(day=campaign.starts_on, leaflet_format=kind, copies=copies, given_out=given, place=place)
            for kind, copies, given, place in (PRINTED if ends > 0 else PRINTED_BEFORE)
        ]
        publish(index, campaign)
        _count_some(campaign, today)


def _count_some(campaign: CampaignPage, today: date) -> None:
    """Write visits and prints of the campaign's days, more on some channels than on others."""
    counts = []
    for weight, link in enumerate(ShortLink.objects.filter(campaign=campaign), start=1):
        for back in range(1, 13):
            day = min(campaign.ends_on, today) - timedelta(days=back)
            number = (7 * weight + 3 * back) % 11
            if number:
                counts.append(DailyCount(link=link, day=day, event=DailyCount.Event.VISIT, count=number))
        if link.channel == Channel.LEAFLET:
            day = campaign.starts_on
            detail = {"detail": "to-roi-a5", "count": 40}
            counts.append(DailyCount(link=link, day=day, event=DailyCount.Event.PRINT, **detail))
    DailyCount.objects.bulk_create(counts)
