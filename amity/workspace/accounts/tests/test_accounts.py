"""Invitations, roles, the last administrator."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.outbox.delivery import deliver_due
from amity.workspace.accounts import commands, queries
from amity.workspace.accounts.models import Account, CacheEntry, Invitation

PASSWORD = "a much better one"


def facts():
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def invite_dora(world, **changes):
    commands.invite(
        **{"email": "Dora@Example.org", "name": "Dora", "role": "member", **changes}, by=world.administrator
    )
    deliver_due()
    return re.search(r"http://localhost:8000(/\S+)", mail.outbox[-1].body).group(1)


def test_an_invitation_is_mailed_and_makes_one_account(world):
    path = invite_dora(world)
    assert mail.outbox[-1].to == ["Dora <dora@example.org>"]
    answer = Client().post(path, {"name": "Dora Maar", "password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/sign-in"
    dora = Account.objects.get(email_key="dora@example.org")
    assert (dora.name, dora.role, dora.check_password(PASSWORD)) == ("Dora Maar", "member", True)
    assert facts() == ["account.invited", "account.created"]
    assert Client().get(path).status_code == 404
    signed_in = Client().post("/sign-in", {"login": "dora@example.org", "password": PASSWORD})
    assert signed_in.status_code == 302


def test_an_invitation_is_good_for_seven_days(world):
    path = invite_dora(world)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().get(path).status_code == 404


def test_inviting_again_makes_the_first_link_worthless_and_so_does_taking_back(world):
    first, second = invite_dora(world), invite_dora(world)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    commands.withdraw_invitation(Invitation.objects.get().uid, by=world.administrator)
    assert Client().get(second).status_code == 404


def test_the_database_holds_no_invitation_link(world):
    token = invite_dora(world).rsplit("/", 1)[-1]
    assert token not in str(Invitation.objects.values().get())
    assert token not in str(list(StoredFact.objects.values("data")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "ada@example.org"}, "email"), ({"email": "nonsense"}, "email"), ({"name": " "}, "name"),
     ({"role": "king"}, "role")],
)  # fmt: skip
def test_a_wrong_invitation_names_its_field_and_sends_nothing(world, changes, field):
    with pytest.raises(Refused) as refusal:
        commands.invite(
            **{"email": "d@example.org", "name": "Dora", "role": "member", **changes}, by=world.administrator
        )
    assert refusal.value.field == field
    assert not Invitation.objects.exists() and deliver_due() == 0


@pytest.mark.parametrize("key", ["ada", "reader"])
def test_only_administrators_change_accounts(world, key):
    by, uid = getattr(world, key), world.accounts["ben"].uid
    for attempt in (
        lambda: commands.invite(email="d@example.org", name="Dora", role="member", by=by),
        lambda: commands.change_role(uid, role="administrator", by=by),
        lambda: commands.deactivate_account(uid, by=by),
        lambda: commands.reactivate_account(uid, by=by),
        lambda: commands.rename_account(uid, name="X", by=by),
        lambda: commands.create_administrator(email="d@example.org", name="D", password=PASSWORD, by=by),
        lambda: queries.account_list(seen_by=by),
        lambda: queries.invitation_list(seen_by=by),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert facts() == []
    with pytest.raises(Missing):
        queries.get_account(uid, seen_by=by)


def test_the_last_administrator_stays_one(world):
    ruth = world.accounts["administrator"].uid
    with pytest.raises(Refused, match="Make somebody else administrator first"):
        commands.change_role(ruth, role="member", by=world.administrator)
    with pytest.raises(Refused, match="last administrator"):
        commands.deactivate_account(ruth, by=world.administrator)
    commands.change_role(world.accounts["ada"].uid, role="administrator", by=world.administrator)
    commands.change_role(ruth, role="member", by=world.administrator)
    assert facts() == ["account.role_changed", "account.role_changed"]


def test_a_deactivated_administrator_does_not_count_as_another_one(world):
    ada = world.accounts["ada"].uid
    commands.change_role(ada, role="administrator", by=world.administrator)
    commands.deactivate_account(ada, by=world.administrator)
    with pytest.raises(Refused, match="last administrator"):
        commands.change_role(world.accounts["administrator"].uid, role="member", by=world.administrator)


def test_nobody_shuts_themselves_out(world):
    commands.change_role(world.accounts["ada"].uid, role="administrator", by=world.administrator)
    with pytest.raises(Refused, match="Ask another administrator"):
        commands.deactivate_account(world.accounts["administrator"].uid, by=world.administrator)


def test_changing_nothing_tells_no_fact(world):
    commands.change_role(world.accounts["ada"].uid, role="member", by=world.administrator)
    commands.rename_account(world.accounts["ada"].uid, name="Ada  Lovelace", by=world.administrator)
    commands.reactivate_account(world.accounts["ada"].uid, by=world.administrator)
    assert facts() == []


def test_everybody_changes_their_own_profile(world, client_of):
    answer = client_of("reader").post("/settings/profile", {"name": "Rita R."})
    assert answer.status_code == 302
    assert Account.objects.get(pk=world.reader.account_id).name == "Rita R."
    told = StoredFact.objects.get()
    assert told.kind == "record.changed" and told.data["changes"] == {"name": ["Rita Reader", "Rita R."]}
    with pytest.raises(Invalid):
        commands.update_profile(name=" ", by=world.reader)
    with pytest.raises(NotAllowed):
        commands.update_profile(name="x", by=Actor.system())


def test_the_pages_of_accounts_work(world, client_of):
    client = client_of("administrator")
    page = client.get("/settings/accounts").content.decode()
    assert "Ada Lovelace" in page and "cleo@example.org" in page
    answer = client.post("/settings/accounts", {"name": "Dora", "email": "dora@example.org", "role": "read_only"})
    assert answer.status_code == 302
    assert "dora@example.org" in client.get("/settings/accounts").content.decode()
    assert client.post("/settings/accounts", {"name": "", "email": "x", "role": "member"}).status_code == 422
    ada = f"/settings/accounts/{world.accounts['ada'].uid}"
    assert client.post(ada, {"name": "Ada L.", "role": "administrator"}).status_code == 302
    assert client.post(f"{ada}/deactivation").status_code == 302
    world.accounts["ada"].refresh_from_db()
    assert (world.accounts["ada"].name, world.accounts["ada"].is_active) == ("Ada L.", False)
    assert client.post(f"{ada}/reactivation").status_code == 302
    ruth = f"/settings/accounts/{world.accounts['administrator'].uid}"
    assert client.post(f"/settings/accounts/{world.accounts['ada'].uid}", {"name": "Ada L.", "role": "member"})
    answer = client.post(ruth, {"name": "Renamed", "role": "member"})
    assert answer.status_code == 422 and "last administrator" in answer.content.decode()
    world.accounts["administrator"].refresh_from_db()
    assert world.accounts["administrator"].name == "Ruth Admin"
    withdrawal = f"/settings/invitations/{Invitation.objects.get().uid}/withdrawal"
    assert client.post(withdrawal).status_code == 302
    assert not Invitation.objects.exists()


def test_what_has_expired_is_forgotten(world, client_of):
    client_of("ada")
    Client().post("/sign-in", {"login": "ada@example.org", "password": "wrong"})
    invite_dora(world)
    commands.forget_expired()
    assert (Session.objects.count(), Invitation.objects.count()) == (1, 1) and CacheEntry.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=38)):
        commands.forget_expired()
    assert (Session.objects.count(), Invitation.objects.count(), CacheEntry.objects.count()) == (0, 0, 0)
