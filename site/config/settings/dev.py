"""Settings of `make run`: one machine, sample data, demonstration accounts."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", False)
# Not a secret: these settings listen on this machine only, and production refuses the key.
SECRET_KEY = "development-only-key-that-production-settings-refuse"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", ".localhost", "[::1]", "testserver"]
ALLOW_DEMO_ACCOUNTS = True
# Plain http on the own machine.
SESSION_COOKIE_HTTPONLY = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
