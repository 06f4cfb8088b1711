"""Addresses of the public site that are not pages: feeds, colours, and what search engines ask for."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from home import views
from home.feeds import AtomNewsFeed, RssNewsFeed
from home.results.downloads import download_figure

app_name = "home"

urlpatterns = [
    path("rss.xml", RssNewsFeed(), name="rss"),
    path("atom.xml", AtomNewsFeed(), name="atom"),
    path("theme/<int:authority_id>-<slug:colours>.css", views.theme, name="theme"),
    path("so-lieu/<slug:key>.<slug:extension>", download_figure, name="figure"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
