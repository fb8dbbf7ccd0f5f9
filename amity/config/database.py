"""One database, chosen by DATABASE_URL: a SQLite file by default, PostgreSQL by `postgres://…`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from amity.config.sqlite import is_wal_safe


def database_settings(url: str, data_folder: Path) -> dict[str, Any]:
    """Return Django's DATABASES entry for `url`; an empty one means `amity.sqlite3` in the data folder."""
    if not url:
        return _sqlite(data_folder / "amity.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL starts with {parts.scheme}://; Amity knows sqlite:// and postgres://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "amity",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A pooler in transaction mode gives the next statement another connection: no cursor outlives its transaction.
        "DISABLE_SERVER_SIDE_CURSORS": os.environ.get("AMITY_DATABASE_POOLED") == "1",
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, Any]:
    journal = "WAL" if is_wal_safe() else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A connection costs 3.4 ms of CPU (PRAGMAs, schema, cold cache), so each thread keeps its own.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A deferred transaction that reads before it writes fails at once under load, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # No mmap_size: it made the WAL-reset race worse and RSS look like gigabytes.
            "init_command": (
                f"PRAGMA journal_mode={journal};PRAGMA synchronous=NORMAL;PRAGMA cache_size=-8000;"
                "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;PRAGMA foreign_keys=ON"
            ),
        },
    }
