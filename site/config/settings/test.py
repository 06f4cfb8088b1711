"""Settings of the test suite: the same code on either database, everything else thrown away."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, LOGGING, STORAGES

SCRATCH_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, SCRATCH_DIR, ignore_errors=True)

DEBUG = False
SECRET_KEY = "a-key-for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
ALLOW_DEMO_ACCOUNTS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = SCRATCH_DIR / "media"
STATIC_ROOT = SCRATCH_DIR / "static"
PRIVATE_MEDIA_ROOT = SCRATCH_DIR / "private"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tasks run at once, so that a test sees their effect.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
# Nobody reads a line for every task that ran and every page that was made, test by test.
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "WARNING"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: browser tests and tests of two officers at once use several connections.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH_DIR / "test.sqlite3")}
    # Nothing of a test run needs to survive a power cut, and undoing needs no file.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;"
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
