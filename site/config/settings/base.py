"""Settings that every installation shares. What differs is read from the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env

ROOT_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = ROOT_DIR / "site"

env = Env()
env.read_env(str(ROOT_DIR / ".env"), recurse=False)

VAR_DIR = Path(env.str("VAR_DIR", str(ROOT_DIR / "var")))

# --- The house ---------------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours come first, so that their templates win over Wagtail's.
    "config",
    "home",
    "search",
    "reform.publication",
    "reform.directives",
    "reform.initiatives",
    "reform.feedback",
    "reform.registers",
    "reform.organisation",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "lucide",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.display.DisplayMiddleware",
    "reform.organisation.middleware.RolesOfTodayMiddleware",
    "reform.registers.middleware.RequestIdMiddleware",
    "home.admin_scope.AdminScopeMiddleware",
    # Asks only after an address was not found.
    "home.redirects.PublicRedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.authority",
                "home.context_processors.display",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Data --------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Django's defaults lose most concurrent read-then-write transactions; these lose none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4, "timeout": 5}

# How many of our own proxies stand in front; each adds the address it saw to X-Forwarded-For.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": (
        {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": REDIS_URL,
            # A lost cache is a cache miss, not an error page.
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Evidence never lies in the public media folder.
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"

AWS_STORAGE_BUCKET_NAME = env.str("AWS_STORAGE_BUCKET_NAME", "")
AWS_PRIVATE_BUCKET_NAME = env.str("AWS_PRIVATE_BUCKET_NAME", "")
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": AWS_STORAGE_BUCKET_NAME, "file_overwrite": False},
        }
        if AWS_STORAGE_BUCKET_NAME
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "private": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": AWS_PRIVATE_BUCKET_NAME,
                "file_overwrite": False,
                "default_acl": "private",
            },
        }
        if AWS_PRIVATE_BUCKET_NAME
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
        }
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- People ------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisation.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
# Whether demonstration accounts may be created; only the development settings say yes.
ALLOW_DEMO_ACCOUNTS = False

# --- Language and time -------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_overlay"]

# --- Wagtail -----------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("Reform Portal")
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILADMIN_BASE_URL = env.str("PORTAL_BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_USER_LOGIN_FORM = "config.sign_in.SignInForm"
# One time zone for everybody: "today", on which due dates and roles depend, is the authority's.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAIL_I18N_ENABLED = False
# Officers' browsers call nobody abroad.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Nobody publishes past the approval, so the approval itself publishes.
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.approved.publish_what_was_approved"
# A page that moves or is renamed is found at its old address, too.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.editing.files.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.editing.files.DocumentForm"
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Records -----------------------------------------------------------------------------

# Largest evidence file or dispatch that may be uploaded, in bytes.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- Public pages ------------------------------------------------------------------------

# Whether the nightly check of links asks other sites, too; links inside the portal need no request.
LINK_CHECK_OTHER_SITES = env.bool("LINK_CHECK_OTHER_SITES", False)

# --- Spreadsheets ------------------------------------------------------------------------

# What a spreadsheet that is taken in may hold, so that no file can exhaust the machine.
IMPORT_MAX_UNPACKED_BYTES = env.int("IMPORT_MAX_UNPACKED_BYTES", 300 * 1024 * 1024)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 200_000)
IMPORT_MAX_COLUMNS = env.int("IMPORT_MAX_COLUMNS", 200)
IMPORT_MAX_CELLS = env.int("IMPORT_MAX_CELLS", 4_000_000)
# More rows than this are worked through by the task worker, with a page that shows how far it is.
IMPORT_ROWS_AT_ONCE = env.int("IMPORT_ROWS_AT_ONCE", 2_000)
# A preview that nobody confirmed is forgotten after so many hours.
IMPORT_HOURS_KEPT = env.int("IMPORT_HOURS_KEPT", 24)
# A worker that has given no sign of life for so many seconds has stopped; the import can be resumed.
IMPORT_SILENT_SECONDS = env.int("IMPORT_SILENT_SECONDS", 180)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    # The limit stands on the handler: the task worker sets its loggers' own levels.
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": env.str("LOG_LEVEL", "INFO"),
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
