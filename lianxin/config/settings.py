"""Every setting of the product, in sections, driven by the environment.

DATA           the data folder (default ./var); holds the SQLite file, uploads and outgoing files
KEYS           the key folder (default: DATA + "-keys"); never inside DATA, never in its backup
DATABASE_URL   postgresql://user:password@host:port/name; empty means SQLite in DATA
DATABASE_WAIT  seconds after which a locked database becomes an honest 503 (default 20)
BASE_URL       the public address, for QR codes, feeds and receipts
ALLOWED_HOSTS  comma-separated; DEBUG=1 only for development
BEHIND_PROXY   1 when one reverse proxy of yours (TLS) stands before the product
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lianxin.kit import keyring

# ── folders ────────────────────────────────────────────────────────────────
PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA") or "var").absolute()
KEYS = Path(os.environ.get("KEYS") or f"{DATA}-keys").absolute()
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

# ── core ───────────────────────────────────────────────────────────────────
DEBUG = os.environ.get("DEBUG") == "1"
keyring.check(KEYS, DATA)
SECRET_KEY = keyring.django_secret(KEYS)
API_TOKEN = keyring.secret(KEYS, "api-token", 1).hex()
"""Opens what is not for everybody: the backlog of /healthz, and later the partners' calls."""
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "ninja",
    "lianxin.base",
    "lianxin.guidance",
    "lianxin.ledger",
    "lianxin.divisions",
    "lianxin.outbox",
    "lianxin.locality",
    "lianxin.people",
    "lianxin.papers",
    "lianxin.sheets",
    "lianxin.deputies",
    "lianxin.stations",
    "lianxin.organs",
    "lianxin.interests",
    "lianxin.funds",
    "lianxin.staff",
    "lianxin.registers",
    "lianxin.opinions",
    "lianxin.receptions",
    "lianxin.suggestions",
    "lianxin.publicity",
    "lianxin.desk",
    "lianxin.api",
    "lianxin.worlds",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lianxin.base.middleware.Fences",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianxin.base.middleware.Tongue",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianxin.base.middleware.NotKept",
    "lianxin.people.middleware.IdleSignOut",
    "lianxin.people.middleware.ActorOfRequest",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "lianxin.base.templatetags.face"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lianxin.base.context.face",
            ],
        },
    }
]


# ── database ───────────────────────────────────────────────────────────────
DATABASE_WAIT = int(os.environ.get("DATABASE_WAIT", "20"))


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "lianxin.config.sqlite",
            # Named, because pytest-django knows in-memory test databases by the name of Django's own engine.
            "TEST": {"NAME": ":memory:"},
            "NAME": DATA / "lianxin.sqlite3",
            # A new connection for each request costs several times the request's own work.
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                # Deferred transactions end in "database is locked"; IMMEDIATE ones queue.
                "transaction_mode": "IMMEDIATE",
                "timeout": DATABASE_WAIT,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
                    # An intake dirties some thirty pages: at the usual 1,000 the log is emptied every forty of them.
                    "PRAGMA wal_autocheckpoint=8000;"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 16, "timeout": DATABASE_WAIT},
            "options": f"-c lock_timeout={DATABASE_WAIT}s",
        },
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}

# ── people ─────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "publicity:home"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
IDLE_SIGN_OUT_SECONDS = 30 * 60
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lianxin.people.views.locked_out"
AXES_VERBOSE = False

# ── security ───────────────────────────────────────────────────────────────
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_SSL
CSRF_COOKIE_SECURE = SECURE_SSL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
"""Whether one reverse proxy of ours stands before us: only then are its X-Forwarded-* headers believed."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_FAILURE_VIEW = "lianxin.base.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
ATTACHMENT_MAX_COUNT = 6

# ── language and time ──────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "base" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# ── files ──────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
OUTGOING_ROOT = DATA / "outgoing"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# ── logs: no query strings, no bodies, no keys ─────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "lianxin.config.logs.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"lianxin": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
