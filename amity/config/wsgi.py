"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from amity.config.lifeline import die_with_supervisor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
die_with_supervisor()
application = get_wsgi_application()

from amity.workspace.tokens.uses import start_writing_uses  # noqa: E402 - only when the apps are loaded

start_writing_uses()
