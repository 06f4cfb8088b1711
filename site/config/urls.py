"""Every address of the site. Wagtail's page tree comes last, because it takes what is left."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("search.urls")),
    path("", include("home.urls")),
]
if settings.ALLOW_DEMO_ACCOUNTS and not settings.AWS_STORAGE_BUCKET_NAME:
    # `make run` has no nginx in front of it; a real installation has.
    from django.views.static import serve

    urlpatterns.append(
        path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"})
    )
urlpatterns.append(path("", include(wagtail_urls)))
