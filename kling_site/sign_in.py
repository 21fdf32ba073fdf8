"""Settings of accounts that no variable changes: how people sign in and stay safe."""

from __future__ import annotations

from datetime import timedelta

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kling_site.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "kling_site.accounts.forms.SignInForm",
    "signup": "kling_site.accounts.forms.NewAccountForm",
    "set_password": "kling_site.accounts.forms.FirstPasswordForm",
    "add_email": "kling_site.accounts.forms.NewEmailForm",
    "change_password": "kling_site.accounts.forms.NewPasswordForm",
    "reset_password_from_key": "kling_site.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_USER_DISPLAY = "kling_site.accounts.adapter.name_of"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # mail may be slow
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_CHANGE_EMAIL = True  # one address at a time: the new one replaces the old
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Every session ends with its password, and each can be ended from the list.
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

MFA_ADAPTER = "kling_site.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # a whole office, and no guessing
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off

# The flows of mobile apps, below /_allauth/app/v1/; pages have their own.
HEADLESS_CLIENTS = ("app",)
HEADLESS_SERVE_SPECIFICATION = True  # its addresses are what the one schema is made of
HEADLESS_SPECIFICATION_TEMPLATE_NAME = None

# The guest of a rehearsal, for everyone to see: the start prints it, and the sign-in
# page offers it. Without the sandbox there is no such person.
DEMO_EMAIL = "demo@example.com"
DEMO_PASSWORD = "cutting-room-demo"  # noqa: S105 - no secret
