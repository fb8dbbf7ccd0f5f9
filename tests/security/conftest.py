"""What the tests of security share: an installation behind HTTPS."""

import runpy
from pathlib import Path
from typing import Any

import pytest

SECURITY = Path(__file__).resolve().parents[2] / "amity" / "config" / "security.py"
HTTPS = "https://crm.example.org"


@pytest.fixture
def https_settings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, Any]:
    """What amity/config/security.py decides when people use Amity by HTTPS, behind one proxy."""
    monkeypatch.setenv("AMITY_SITE_URL", HTTPS)
    monkeypatch.setenv("AMITY_TRUSTED_PROXIES", "1")
    decided = {name: value for name, value in runpy.run_path(str(SECURITY)).items() if name.isupper()}
    for name, value in decided.items():
        if name not in {"PASSWORD_HASHERS", "NONE", "SELF"}:
            setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["crm.example.org"]
    return decided
