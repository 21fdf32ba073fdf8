"""Django's settings, all of them from variables; interface: README, `.env.example`.

This is the one place that reads the environment. A value that is wrong refuses to
start and is named, together with every other wrong one.
"""

from __future__ import annotations

import os
from decimal import Decimal
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from kling_site import backings
from kling_site.env import Environment, read_dotenv
from kling_site.framework import *
from kling_site.logs import logging_config
from kling_site.rest import *
from kling_site.secret import kept_secret
from kling_site.sign_in import *

BASE_DIR = Path(__file__).resolve().parent.parent
LIVE_GATEWAY = "https://genaiapi.cloudsway.net/v1/ai"
PROVIDER_HOSTS = ("kwimgs.com", "klingai.com", "kechuangai.com")
SANDBOX_PORT_OFFSET = 700

SECRETS = {
    "SECRET_KEY", "GATEWAY_KEY", "GATEWAY_ENDPOINT", "DATABASE_URL", "BROKER_URL",
    "CACHE_URL", "EMAIL_URL", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
}  # fmt: skip

env = Environment({**read_dotenv(BASE_DIR / ".env"), **os.environ}, SECRETS)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


# Where the studio lives, and how it is reached.
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, low=1, high=65_535)
SITE_NAME = env.text("SITE_NAME", "Cutting Room")
SITE_URL = env.url("SITE_URL", f"http://localhost:{PORT}", schemes=["http", "https"])
SITE_HOST = urlsplit(SITE_URL).hostname or ""
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
ALLOWED_HOSTS = list(
    env.words("ALLOWED_HOSTS", {"localhost", "127.0.0.1", "[::1]", SITE_HOST})
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
WEB_WORKERS = env.integer("WEB_WORKERS", 2, low=1, high=64)
QUEUE_WORKERS = env.integer("QUEUE_WORKERS", 2, low=1, high=64)
TRASH_DAYS = env.integer("TRASH_DAYS", 30, low=0, high=3650)
DEBUG = env.flag("DEBUG", default=False)

STUDIO_DATA_DIR = (BASE_DIR / env.text("STUDIO_DATA_DIR", "var")).resolve()
# On the vault's disk, where whatever a crash leaves is swept away.
FILE_UPLOAD_TEMP_DIR = STUDIO_DATA_DIR / "media" / ".incoming"
try:
    STUDIO_DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    env.refuse("STUDIO_DATA_DIR", f"cannot be made ({error.strerror})")

# The gateway: the sandbox, until there is a key.
_given_url = env.url("GATEWAY_URL", schemes=["http", "https"])
_given_key = env.text("GATEWAY_KEY")
_given_endpoint = env.text("GATEWAY_ENDPOINT").strip("/")
SANDBOX = not _given_key
SANDBOX_EMBEDDED = SANDBOX and not _given_url
SANDBOX_PORT = PORT + SANDBOX_PORT_OFFSET
SANDBOX_URL = f"http://127.0.0.1:{SANDBOX_PORT}/v1/ai"
GATEWAY_URL = _given_url or (SANDBOX_URL if SANDBOX else LIVE_GATEWAY)
GATEWAY_KEY = _given_key or "sandbox"
GATEWAY_ENDPOINT = _given_endpoint or "sandbox"
GATEWAY_CONCURRENCY = env.integer("GATEWAY_CONCURRENCY", 5, low=1, high=1000)
CREATE_DEADLINE = env.number("CREATE_DEADLINE", 60.0, low=1, high=600)
STUDIO_PACE = env.number("STUDIO_PACE", 1.0, low=0.001, high=100)
_gateway = urlsplit(GATEWAY_URL)
RESULT_HOSTS = env.words(
    "RESULT_HOSTS",
    (*PROVIDER_HOSTS, *([f"{_gateway.scheme}://{_gateway.netloc}"] if SANDBOX else [])),
)
if _given_key and not _given_endpoint:
    env.refuse("GATEWAY_ENDPOINT", "is needed with GATEWAY_KEY")
if SANDBOX_EMBEDDED and SANDBOX_PORT > 65_535:
    env.refuse("PORT", f"leaves no port for the sandbox at PORT+{SANDBOX_PORT_OFFSET}")

# People and credits.
SIGN_UP = env.choice(
    "SIGN_UP", "open" if SANDBOX else "closed", ["open", "invite", "closed"]
)
SIGN_UP_DOMAINS = tuple(word.lower() for word in env.words("SIGN_UP_DOMAINS"))
NEW_USER_CREDITS = env.amount("NEW_USER_CREDITS", Decimal(1000 if SANDBOX else 0))
CREDIT_VALUE = env.amount("CREDIT_VALUE", None)
CURRENCY = env.text("CURRENCY")
MAX_WAITING = 1000
API_RATE = 3000  # calls a minute that change something, of one person
UPLOAD_RATE = 120  # files a minute of one person: each takes a processor a while
API_RATE_ANONYMOUS = 1200  # calls a minute without a valid credential, of one address
CALLBACK_RATE_UNKNOWN = 60  # callbacks a minute with unknown tokens, of one address

# Where things are kept.
_database = partial(backings.database, data_dir=STUDIO_DATA_DIR)
_mail = partial(backings.mail, data_dir=STUDIO_DATA_DIR)
DATABASES = {
    "default": env.parsed(
        "DATABASE_URL", _database(""), _database, "postgres://user:password@host/name"
    )
}
CACHES = {"default": backings.cache(env.url("CACHE_URL", schemes=["redis", "rediss"]))}
Q_CLUSTER = backings.bells(
    env.url("BROKER_URL", schemes=["redis", "rediss"]),
    workers=QUEUE_WORKERS,
    submitting=GATEWAY_CONCURRENCY,
    create_deadline=CREATE_DEADLINE,
    pace=STUDIO_PACE,
)
# Where the processes of one studio leave each other marks; `studio` sets it for each.
STUDIO_RUN_DIR = Path(env.text("STUDIO_RUN_DIR", str(STUDIO_DATA_DIR / "run/alone")))
STORAGE_URL = env.parsed(
    "STORAGE_URL", "", backings.storage, "s3://bucket?endpoint=…&region=…"
)
AWS_ACCESS_KEY_ID = env.text("AWS_ACCESS_KEY_ID")
AWS_SECRET_ACCESS_KEY = env.text("AWS_SECRET_ACCESS_KEY")
AWS_SESSION_TOKEN = env.text("AWS_SESSION_TOKEN")
vars().update(env.parsed("EMAIL_URL", _mail(""), _mail, "smtp+tls://user:…@host:587"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"{SITE_NAME} <no-reply@{SITE_HOST}>"

# Who is let in. Without mail nothing can be verified, so nothing is asked for.
MAIL_IS_SENT = bool(env.text("EMAIL_URL"))
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_SENT else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = MAIL_IS_SENT
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SENT
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_IS_SENT
MFA_TOTP_ISSUER = SITE_NAME
SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and not _is_loopback(SITE_HOST):
    env.refuse("SECRET_KEY", "is needed with a public SITE_URL")

env.finish()
SECRET_KEY = SECRET_KEY or kept_secret(STUDIO_DATA_DIR / "secret_key")

# Over https, cookies and browsers stay on https. Redirecting to it is the proxy's
# work: the addresses of the API never redirect.
_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https

LOGGING = logging_config([SECRET_KEY, _given_key, AWS_SECRET_ACCESS_KEY])
