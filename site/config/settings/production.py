"""Settings of a real installation. A missing or unsafe value stops the start with one sentence."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import WAGTAILADMIN_BASE_URL, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("development-only"):
    raise ImproperlyConfigured("Set SECRET_KEY to a random text of at least 50 characters.")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of the site, separated by commas.")
ALLOW_DEMO_ACCOUNTS = False
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [WAGTAILADMIN_BASE_URL])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Read for the check before deployment; the web server reads it itself.
WEB_PROCESSES = int(env.str("WEB_CONCURRENCY", "") or 1)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
