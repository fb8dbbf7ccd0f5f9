"""The one place that names the tasks library: Django's own `django.tasks` replaces it by editing these imports."""

from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResult, TaskResultStatus, task, task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

__all__ = [
    "BaseTaskBackend",
    "Task",
    "TaskContext",
    "TaskError",
    "TaskResult",
    "TaskResultDoesNotExist",
    "TaskResultStatus",
    "UnknownTask",
    "find_task",
    "normalize_json",
    "task",
    "task_backends",
]


class UnknownTask(LookupError):
    """A stored job names a task that this version does not have."""


def find_task(path: str) -> Task[..., Any]:
    """The task a stored path names; raises UnknownTask."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise UnknownTask(f"This version of Amity has no task {path}.") from error
    if not isinstance(found, Task):
        raise UnknownTask(f"{path} is not a task.")
    return found
