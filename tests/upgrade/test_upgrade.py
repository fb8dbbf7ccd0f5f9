"""`amity upgrade` backs up, migrates, checks, and puts the backup back on failure."""

import textwrap

import pytest

from tests.conftest import Installation

BEHIND = ("manage.py", "migrate", "records_tags", "zero")


def run(installation: Installation, code: str) -> str:
    """Python inside the installation, Django started."""
    start = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'amity.config.settings'; django.setup()\n"
    done = installation.python("-c", start + textwrap.dedent(code))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_backs_up_and_migrates(initialised: Installation):
    assert initialised.python(*BEHIND).returncode == 0
    done = initialised.amity("upgrade")
    assert done.returncode == 0, done.stderr
    assert "Backed up to" in done.stdout
    assert len(list((initialised.folder / "backups").iterdir())) == 1
    assert "Nothing to do" in initialised.amity("upgrade").stdout


@pytest.mark.slow
def test_a_failure_leaves_the_database_as_it_was(initialised: Installation):
    assert initialised.python(*BEHIND).returncode == 0
    told = run(
        initialised,
        """
        from django.contrib.sessions.models import Session
        from django.db import connection
        from django.utils import timezone
        from amity.config.health import pending_migrations
        from amity.config.upgrade import UpgradeFailed, run_migrations, upgrade

        Session.objects.create(session_key="kept", session_data="x", expire_date=timezone.now())
        before = pending_migrations()

        def breaks_halfway():
            run_migrations()
            Session.objects.all().delete()
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE half_done (id integer)")
            raise RuntimeError("the power of a test")

        try:
            upgrade(say=print, migrate=breaks_halfway)
        except UpgradeFailed as error:
            print("FAILED", error)
        print("KEPT", Session.objects.filter(session_key="kept").exists())
        print("SAME", pending_migrations() == before and bool(before))
        print("CLEAN", "half_done" not in connection.introspection.table_names())
        """,
    )
    assert "FAILED The upgrade failed (RuntimeError: the power of a test). The database is as it was before" in told
    assert "KEPT True" in told
    assert "SAME True" in told
    assert "CLEAN True" in told
    assert initialised.amity("upgrade").returncode == 0


@pytest.mark.slow
def test_without_a_backup_nothing_is_changed(initialised: Installation):
    assert initialised.python(*BEHIND).returncode == 0
    (initialised.folder / "backups").rmdir()
    (initialised.folder / "backups").write_text("in the way")
    done = initialised.amity("upgrade")
    assert done.returncode == 2
    assert "Nothing was changed" in done.stderr
    assert "WRONG  migrations" in initialised.amity("check").stdout
