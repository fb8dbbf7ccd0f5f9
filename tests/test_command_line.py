"""The `amity` command as an operator uses it."""

import stat

import pytest

from amity.config.cli import COMMANDS, main, parser
from tests.conftest import Installation


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_explains_itself(name: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stop:
        parser().parse_args([name, "--help"])
    assert stop.value.code == 0
    assert "--data" in capsys.readouterr().out


def test_a_folder_that_was_not_set_up_names_the_command_that_does(installation: Installation):
    for command in (["serve"], ["worker"], ["facts", "lag"], ["upgrade"]):
        done = installation.amity(*command)
        assert done.returncode == 2
        assert "amity init" in done.stderr
        assert "Traceback" not in done.stderr


def test_init_makes_a_private_data_folder_and_keeps_it_when_run_again(installation: Installation):
    assert installation.amity("init").returncode == 0
    key = installation.folder / "secret.key"
    secret = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.folder.stat().st_mode) == 0o700
    assert {"files", "logs", "backups"} <= {path.name for path in installation.folder.iterdir()}
    assert installation.amity("init").returncode == 0
    assert key.read_text() == secret


def test_check_is_content_with_a_new_installation_but_for_its_workers(initialised: Installation):
    done = initialised.amity("check")
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG") and "worker" not in line]
    assert not wrong
    assert "migrations" in done.stdout


def test_check_tells_what_is_wrong(initialised: Installation):
    initialised.python("manage.py", "migrate", "customers_activities", "zero")
    done = initialised.amity("check", "--quiet")
    assert done.returncode == 1
    assert "amity upgrade" in done.stdout


def test_an_unknown_reader_is_answered_with_the_known_ones(initialised: Installation):
    done = initialised.amity("facts", "rebuild", "nonsense")
    assert done.returncode == 2
    assert "No reader is called nonsense" in done.stderr


def test_a_mistyped_database_address_is_a_sentence(installation: Installation):
    installation.environment["DATABASE_URL"] = "mysql://somewhere/amity"
    done = installation.amity("init")
    assert done.returncode == 2
    assert "mysql" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_is_readable_by_its_owner_alone(initialised: Installation):
    assert initialised.amity("backup").returncode == 0
    (backup,) = (initialised.folder / "backups").iterdir()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert backup.stat().st_size > 0


def test_no_subcommand_is_a_usage_error():
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 2
