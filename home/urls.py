"""Addresses of the public site that are not pages: feeds, colours, and what search engines ask for."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from home import views
from home.display import display_settings
from home.feeds import AtomNewsFeed, RssNewsFeed
from home.style_guide import style_guide

app_name = "home"

urlpatterns = [
    path("rss.xml", RssNewsFeed(), name="rss"),
    path("atom.xml", AtomNewsFeed(), name="atom"),
    path("hien-thi/", display_settings, name="display"),
    path("huong-dan-giao-dien/", style_guide, name="style_guide"),
    path("theme/<int:authority_id>-<slug:colours>.css", views.theme, name="theme"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
