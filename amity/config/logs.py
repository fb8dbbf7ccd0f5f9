"""Logging: to stderr and to the data folder's logs/amity.log, without personal data."""

import logging
import re
from pathlib import Path
from typing import Any

from amity.config.data_folder import data_folder

LARGEST_BYTES = 10 * 1024 * 1024
KEPT = 5
_EMAIL = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")
_PHONE = re.compile(r"(?<![\w.:-])\+?\d(?:[ ()/.-]?\d){8,}(?![\w-])")
# What a database quotes from the refused row.
_ROW = re.compile(r"^\s*(DETAIL|CONTEXT):.*$", re.MULTILINE)


class DiscreetFormatter(logging.Formatter):
    """Blanks what could name a person: e-mail addresses, phone numbers, rows quoted by the database."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = discreet(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return discreet(super().formatException(ei))


def discreet(text: str) -> str:
    """`text` without e-mail addresses, phone numbers and rows quoted by the database."""
    return _PHONE.sub("<number>", _EMAIL.sub("<e-mail>", _ROW.sub("", text)))


def log_file(folder: Path) -> Path:
    return folder / "logs" / "amity.log"


def rotate() -> None:
    """Move a full log aside: amity.log.1 is the newest of five.

    One process does this (the supervisor); the others notice by themselves that the file is a new one.
    """
    path = log_file(data_folder())
    if not path.exists() or path.stat().st_size < LARGEST_BYTES:
        return
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))


def logging_settings(folder: Path) -> dict[str, Any]:
    """Django's LOGGING; the file only where `amity init` has made its folder."""
    handlers: dict[str, Any] = {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}}
    if log_file(folder).parent.is_dir():
        handlers["file"] = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(log_file(folder)),
            "formatter": "discreet",
            "encoding": "utf-8",
            "delay": True,
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {
                "()": "amity.config.logs.DiscreetFormatter",
                "format": "{asctime} {levelname} {process} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "INFO"},
        # The engines of jobs say a line for each message.
        "loggers": {
            name: {"level": "WARNING", "propagate": True, "handlers": []}
            for name in ("django.server", "celery", "kombu", "procrastinate")
        },
    }
