"""Addresses of the search."""

from django.urls import path

from . import views

urlpatterns = [
    path("tim-kiem/", views.show_results, name="search"),
    path("tim-kiem/goi-y/", views.suggest, name="search_suggestions"),
]
