"""How far an import has come and what becomes of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an import has come."""

    DRAFT = "draft", _("Being set up")
    CHECKING = "checking", _("Being checked")
    READY = "ready", _("Checked")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Stopped")
    FAILED = "failed", _("Failed")


class Outcome(models.IntegerChoices):
    """What became, or would become, of a row. Wrong and ambiguous rows are not written."""

    NEW = 1, _("new")
    CHANGED = 2, _("changed")
    UNCHANGED = 3, _("unchanged")
    WRONG = 4, _("wrong")
    AMBIGUOUS = 5, _("ambiguous")
