"""Django's settings. Everything a site may change is an environment variable; see docs/deployment.md."""

import warnings

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dicomcheck import env, places
from validator.jobs import limits

DATA = places.private_folder(env.folder("DATA", places.default_data()))
SECRET_KEY = env.text("SECRET_KEY") or places.secret(DATA / "secret")
DEBUG = env.flag("DEBUG", default=False)

# -- who may reach it

HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8042, least=1, most=65535)
ACCOUNTS = env.flag("ACCOUNTS", default=False)
HTTPS = env.flag("HTTPS", default=False)
# No site can point its own name at an address written in numbers, and health checks ask for 127.0.0.1.
ALLOWED_HOSTS = [*env.words("ALLOWED_HOSTS", ["localhost", "[::1]"]), "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.words("TRUSTED_ORIGINS")
PROXIED = env.flag("PROXIED", default=False)
if PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
CSRF_FAILURE_VIEW = "validator.views.errors.form_expired"
SECURE_REFERRER_POLICY = "same-origin"
# The health address is asked by the container itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

# -- the application

INSTALLED_APPS = [
    "validator.apps.ValidatorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    # First what marks every answer, whoever gives it.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dicomcheck.guard.PrivateMiddleware",
    "dicomcheck.guard.TextMiddleware",
    "dicomcheck.guard.ForeignOriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    *(["dicomcheck.guard.SignInMiddleware"] if ACCOUNTS else []),
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dicomcheck.guard.SurroundingsMiddleware",
]
ROOT_URLCONF = "dicomcheck.urls"
WSGI_APPLICATION = "dicomcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [places.shipped("templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "validator.views.context.installation",
            ],
        },
    }
]
LANGUAGE_CODE = "en"
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [places.shipped("static")]
# Served from where they lie, so that a checkout, a wheel and a container need no step that copies them.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0

# -- what is kept, and where

DATABASES = {"default": env.database("DATABASE_URL", DATA / "dicomcheck.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SPOOL = env.choice("SPOOL", "folder", ["folder", "s3"])
SPOOL_FOLDER = env.folder("SPOOL_FOLDER", DATA / "spool")
STORAGES = {
    "spool": {
        "BACKEND": "validator.intake.spool.FolderStorage",
        "OPTIONS": {
            "location": SPOOL_FOLDER,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }
    if SPOOL == "folder"
    else {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.text("S3_BUCKET"),
            "endpoint_url": env.text("S3_ENDPOINT") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "region_name": env.text("S3_REGION") or None,
            "default_acl": None,
            "file_overwrite": True,
        },
    },
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if SPOOL == "s3" and not env.text("S3_BUCKET"):
    raise ImproperlyConfigured("DICOMCHECK_SPOOL is 's3', so DICOMCHECK_S3_BUCKET must name the bucket.")

# Bodies are streamed by validator.intake.browser; these bound what the form fields beside the files may take.
FILE_UPLOAD_HANDLERS = ["validator.intake.browser.SpoolUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = env.number("UPLOAD_FILES", 10_000, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
UPLOAD_FILE_BYTES = env.number("UPLOAD_FILE_BYTES", 16 * 1024**3, least=1)
# Folders of this machine that cases may read in place, and how long what was received stays after the last run.
IMPORT_FOLDERS = env.folders("IMPORT_FOLDERS")
FILE_DAYS = env.number("FILE_DAYS", 30, most=36_500)

# -- the work

BROKER_FOLDER = DATA / "broker"
CELERY_BROKER_URL = env.text("BROKER_URL", "folder://localhost/")
EMBEDDED_BROKER = CELERY_BROKER_URL.startswith("folder:")
JOB_LIMITS = limits.derive(env.number("JOB_SECONDS", 100, least=5, most=3600))
WORKERS = env.number("WORKERS", 2, least=1, most=256)
# A folder is listed at each poll, so few messages may lie in it; the workers of other brokers are not counted here.
MOST_HINTS = WORKERS + 1 if EMBEDDED_BROKER else 64
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(BROKER_FOLDER / "messages"),
        "data_folder_out": str(BROKER_FOLDER / "messages"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.2,
    }
    if EMBEDDED_BROKER
    else {
        "visibility_timeout": JOB_LIMITS.visibility,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    }
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# One process more than do large cases: it is free when a small one comes.
CELERY_WORKER_CONCURRENCY = WORKERS + 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# -- what is logged: never a value, a file name or a request's body

# pydicom's warnings quote the value that they are about.
warnings.filterwarnings("ignore", module=r"pydicom(\.|$)")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "dicomcheck.logs.WithoutContent"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["plain"]},
    },
    "root": {
        "handlers": ["stream"],
        "level": env.choice("LOG_LEVEL", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    # Django would mail tracebacks with the values of local variables to ADMINS; nothing here does.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "pydicom": {"handlers": [], "propagate": False},
    },
}
