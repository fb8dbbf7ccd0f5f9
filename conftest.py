"""What all tests share: the test database's name, fast hashing, the browser."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["amity.workspace.testing", "amity.kernel.testing.live_server"]
ROOT = Path(__file__).resolve().parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Playwright's synchronous API runs a loop in the test's thread; Django would refuse its own database calls there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Settings that only tests want; before any connection is opened."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        # Checkouts share one server: each has a database of its own, named after its folder.
        folder = re.sub(r"\W+", "_", ROOT.name.lower())
        database.setdefault("TEST", {})["NAME"] = f"test_amity_{folder}"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests call far more often than anybody; those about the limit set one.
    settings.API_CALLS_PER_MINUTE = 0
    # Nothing is collected for tests: plain names, found where they lie.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True


def chromium() -> str | None:
    """The browser that browser tests drive: AMITY_CHROMIUM, else the first one found on the path."""
    named = os.environ.get("AMITY_CHROMIUM")
    return named or next((path for path in map(shutil.which, CHROMIUM) if path), None)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Make the test database whatever is run: pytest-django's own leaves the real one in place when no test asks for
    `db`, and tests with processes of their own do not."""
    from django.test.utils import setup_databases, teardown_databases

    if any(item.get_closest_marker("browser") for item in request.session.items):
        _keep_in_a_file(tmp_path_factory.mktemp("database") / "test.sqlite3")
    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        made = setup_databases(0, False, keepdb=keep, aliases={"default"}, serialized_aliases=set())
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def _keep_in_a_file(path: Path) -> None:
    """Keep SQLite's test database in a file: all threads of a server would share the one connection to a database in
    memory, and so each other's transactions. A test's database needs no patience with the disk."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(path)
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if path is None:
        pytest.skip("Chromium is missing. Install it with:  sudo apt-get install -y chromium")
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files (AMITY_REAL_DATA); the test is skipped where there is none."""
    folder = os.environ.get("AMITY_REAL_DATA")
    if not folder:
        pytest.skip("AMITY_REAL_DATA names no folder of real files")
    return Path(folder)
