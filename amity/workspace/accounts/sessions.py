"""Django's sessions in the database, under the hash of their key: who reads a copy of the database is not signed in."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone


def stored_key(key: str) -> str:
    """What is stored of a session's key: 160 bits of SHA-256. Unsalted: keys are random, there is nothing to guess."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessionStore):
    """The key is in the cookie alone. Only what WSGI asks for: the asynchronous half is not used here."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        asked = self.model.objects.filter(session_key=stored_key(self.session_key or ""))
        found: AbstractBaseSession | None = asked.filter(expire_date__gt=timezone.now()).first()
        if found is None:
            # A key nobody was given is never taken over.
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored_key(key))
