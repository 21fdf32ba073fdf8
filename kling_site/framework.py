"""The settings that no variable changes: apps, middleware, headers."""

from __future__ import annotations

import logging
from pathlib import Path

from csp.constants import NONE, SELF

from kling_site.panel.look import UNFOLD as UNFOLD

_TOP = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_q",
    "django_structlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "kling_site.accounts",
    "generations",
    "kling_site.panel",
]

MIDDLEWARE = [
    "kling_site.middleware.TrustedProxies",
    "kling_site.middleware.ClosedHeaders",
    "django_structlog.middlewares.RequestMiddleware",
    "kling_site.middleware.RequestIds",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "kling_site.urls"
WSGI_APPLICATION = "kling_site.wsgi.application"
ASGI_APPLICATION = "kling_site.asgi.application"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "kling_site.uploading.NamelessFileHandler",
]
APPEND_SLASH = False  # both forms of an address are routed; none redirects
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_TOP / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "generations.web.shell.around",
                "kling_site.accounts.context.doors",
            ]
        },
    }
]

DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]

STATIC_URL = "/static/"
STATICFILES_DIRS = [_TOP / "static"]
WHITENOISE_USE_FINDERS = True  # serves from the packages: nothing to collect first

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = False  # the pages' scripts read it
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mails are unique whatever their case, by a constraint on Lower
    "security.W008",  # redirecting to https is the proxy's work
    "security.W021",  # browsers' preload lists bind a whole domain: its owner's choice
]
