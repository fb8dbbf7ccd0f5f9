"""Settings. Everything an operator may change comes from the environment or from the data folder's key file."""

import os

from amity.config.sqlite import swap_in_newer_sqlite

swap_in_newer_sqlite()

from amity.config.data_folder import data_folder, node_modules  # noqa: E402
from amity.config.database import database_settings  # noqa: E402 - Django may only be imported after the swap
from amity.config.jobs import job_apps, job_settings  # noqa: E402
from amity.config.logs import logging_settings  # noqa: E402
from amity.config.mail import mail_settings  # noqa: E402
from amity.config.secrets import earlier_secret_keys, read_secret_key  # noqa: E402
from amity.config.security import *  # noqa: E402, F403 - cookies, headers, CSP, sign-in
from amity.config.security import SITE_HOST, SITE_URL, allowed_hosts  # noqa: E402

DATA_FOLDER = data_folder()
SECRET_KEY = read_secret_key(DATA_FOLDER)
SECRET_KEY_FALLBACKS = earlier_secret_keys()
DEBUG = os.environ.get("AMITY_DEBUG") == "1"
ALLOWED_HOSTS = allowed_hosts(SITE_URL)

INSTALLED_APPS = [
    "amity.kernel.facts",
    "amity.kernel.jobs",
    "amity.kernel.outbox",
    "amity.kernel.mail",
    "amity.kernel.money",
    "amity.kernel.search",
    "amity.kernel.api",
    "amity.kernel.ui",
    "amity.workspace.accounts",
    "amity.workspace.teams",
    "amity.workspace.access",
    "amity.workspace.views",
    "amity.workspace.tokens",
    "amity.workspace.settings",
    "amity.workspace.drafts",
    "amity.workspace.checklist",
    "amity.records.kinds",
    "amity.records.undo",
    "amity.records.timeline",
    "amity.records.notes",
    "amity.records.tags",
    "amity.records.lists",
    "amity.records.search",
    "amity.records.record_pages",
    "amity.records.editing",
    "amity.records.history",
    "amity.records.trash",
    "amity.records.samples",
    "amity.records.filter_bar",
    "amity.records.imports",
    "amity.customers.catalogue",
    "amity.customers.companies",
    "amity.customers.people",
    "amity.customers.orders",
    "amity.customers.activities",
    "amity.customers.shops",
    "amity.customers.tracking",
    "amity.automation.webhooks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    # First those that set headers, so that files and errors carry them too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "amity.config.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "amity.kernel.ui.toasts.ToastMiddleware",
    "amity.workspace.accounts.middleware.ActorMiddleware",
    "amity.kernel.api.middleware.ApiMiddleware",
    "amity.kernel.ui.answers.RefusalsMiddleware",
]

# Addresses end without a slash; kernel/ui shows the way to those who type one.
APPEND_SLASH = False
ROOT_URLCONF = "amity.config.urls"
FORM_RENDERER = "amity.kernel.ui.forms.AmityRenderer"
WSGI_APPLICATION = "amity.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amity.kernel.ui.chrome.chrome",
            ]
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA_FOLDER)}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "workspace_accounts.Account"
# auth.W004: the address is unique through its key, email_key. security.W008: the web server in front leads to HTTPS,
# and programs that speak plain HTTP shall fail. security.W021: whether browsers preload a domain, its owner decides.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W008", "security.W021"]
AUTHENTICATION_BACKENDS = ["amity.workspace.accounts.sign_in.SignInBackend"]
CACHES = {
    # In the database, so that wrong passwords are counted over all processes. Too small, and a flood of guesses
    # would push the counts out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("AMITY_MAIL_FROM", f"Amity <amity@{SITE_HOST}>")
globals().update(mail_settings(os.environ.get("AMITY_SMTP_URL") or os.environ.get("EMAIL_URL", "")))

# Of one token, or of one account in a browser; 0 counts none.
API_CALLS_PER_MINUTE = int(os.environ.get("AMITY_API_RATE", "6000"))

# What the pauses between tries of a lane of the outbox are multiplied by; drills make them short.
OUTBOX_PACE = float(os.environ.get("AMITY_OUTBOX_PACE", "1"))
JOB_ENGINE = os.environ.get("AMITY_JOBS", "embedded")
TASKS = job_settings(JOB_ENGINE, os.environ.get("AMITY_BROKER", ""), DATABASES["default"]["ENGINE"])
INSTALLED_APPS += job_apps(JOB_ENGINE)
# Its own tasks would be looked for in modules that are ours.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English (US)"), ("en-gb", "English (UK)")]

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
NODE_MODULES = node_modules()
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "amity.kernel.ui.finders.BrowserFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "amity.kernel.ui.storage.BuiltStaticFiles"},
}
# A source tree nobody has collected yet serves its files as they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
# Scripts and styles are for our own pages; fonts too, for they are fetched from the same host.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = DATA_FOLDER / "files"
LOGGING = logging_settings(DATA_FOLDER)
