"""Addresses of the public site that are not pages: feeds, colours, and what search engines ask for."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from home import views
from home.asking.rating import rate, rate_screen, satisfaction
from home.asking.views import answer, ask, comment
from home.display import display_settings
from home.feeds import AtomNewsFeed, RssNewsFeed
from home.promotion.views import follow, print_pdf, prints
from home.results.downloads import download_figure
from home.site_map import site_map
from home.style_guide.views import style_guide

app_name = "home"

urlpatterns = [
    path("rss.xml", RssNewsFeed(), name="rss"),
    path("atom.xml", AtomNewsFeed(), name="atom"),
    path("hien-thi/", display_settings, name="display"),
    path("huong-dan-giao-dien/", style_guide, name="style_guide"),
    path("theme/<int:authority_id>-<slug:colours>.css", views.theme, name="theme"),
    path("d/<slug:code>", follow, name="short_link"),
    path("d/<slug:code>/", follow, name="short_link_with_slash"),
    path("an-pham/<int:page_id>/", prints, name="prints"),
    path("an-pham/<int:page_id>/<int:service_id>/", prints, name="campaign_prints"),
    path("an-pham/<slug:code>/<slug:leaflet_format>.pdf", print_pdf, name="print"),
    path("gui-cau-hoi/", ask, name="ask"),
    path("tra-cuu-tra-loi/", answer, name="answer"),
    path("gop-y/<int:page_id>/", comment, name="comment"),
    path("danh-gia/<int:page_id>/", rate, name="rate"),
    path("danh-gia/<slug:screen>/", rate_screen, name="rate_screen"),
    path("hai-long/<int:page_id>/", satisfaction, name="satisfaction"),
    path("so-lieu/<slug:key>.<slug:extension>", download_figure, name="figure"),
    path("so-do-trang/", site_map, name="site_map"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
