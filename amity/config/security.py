"""Cookies, headers, sign-in limits and the content security policy; imported by settings."""

import os
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

# The address people use. Links in mails carry it, never the Host header of a request.
SITE_URL = os.environ.get("AMITY_SITE_URL", "http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
IS_HTTPS = SITE_URL.startswith("https://")
# How many proxies of ours stand before the web processes; a forged X-Forwarded-For has one entry too few.
TRUSTED_PROXIES = int(os.environ.get("AMITY_TRUSTED_PROXIES", "0"))

# What may be called besides the internet: names, addresses or networks, with commas between. See docs/running.md.
PRIVATE_HOSTS = tuple(filter(None, os.environ.get("AMITY_PRIVATE_HOSTS", "").split(",")))


def allowed_hosts(site_url: str) -> list[str]:
    """AMITY_HOSTS, else this machine's names and the site's own."""
    if named := os.environ.get("AMITY_HOSTS"):
        return named.split(",")
    return list(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", urlsplit(site_url).hostname or "localhost"]))


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}
# What a page of ours never asks of a device.
PERMISSIONS_POLICY = ", ".join(f"{what}=()" for what in ("camera", "geolocation", "microphone", "payment", "usb"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_ENGINE = "amity.workspace.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 86_400
# No other host and no unencrypted page can plant a cookie with this prefix.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}amity"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}amity-csrf"
# Scripts read the token from the page.
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "amity.kernel.ui.cookies.MessageStorage"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "amity.workspace.accounts.sign_in.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "amity.workspace.accounts.forms.SignInForm",
    "reset_password": "amity.workspace.accounts.forms.PasswordMailForm",
    "user_token": "amity.workspace.accounts.forms.PasswordLinkForm",
    "reset_password_from_key": "amity.workspace.accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # An office behind one address signs in at nine.
    "login": "120/m/ip",
    # Wrong passwords: of one network for one account, and of one network for any.
    "login_failed": "5/300s/key,30/300s/ip",
    # Wrong passwords for one account from anywhere; high, for it also shuts the owner out.
    "login_failed_anywhere": "100/h/key",
    "reset_password": "20/m/ip,3/300s/key",
    "reset_password_from_key": "20/m/ip",
}
