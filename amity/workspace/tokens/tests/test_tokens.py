"""Tokens: made by their owner, seen by their owner and administrators, revoked at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, Origin, Refused
from amity.kernel.facts.models import StoredFact
from amity.workspace.accounts.commands import deactivate_account
from amity.workspace.tokens import commands, queries
from amity.workspace.tokens.commands import forget_old_tokens, make_token, revoke_token
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.secrets import PATTERN, secret_hash


def facts():
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def test_a_token_is_made_and_only_its_hash_is_kept(world):
    until = timezone.now().replace(microsecond=0) + timedelta(days=30)
    made = make_token(
        name="  Web   shop ", role="member", scopes=["write:person", "read:person"], expires_at=until, by=world.ada
    )
    token = ApiToken.objects.get()
    assert PATTERN.fullmatch(made.secret) and made.secret.startswith(f"{token.mark}_")
    assert token.secret_hash == secret_hash(made.secret)
    assert (token.name, token.role, token.scopes) == ("Web shop", "member", ["read:person", "write:person"])
    told = StoredFact.objects.get()
    assert told.kind == "token.made"
    assert told.data == {
        "token_id": token.pk,
        "account_id": world.ada.account_id,
        "title": "Web shop",
        "role": "member",
        "scopes": ["read:person", "write:person"],
        "expires_at": until.isoformat().replace("+00:00", "Z"),
    }


def test_no_two_secrets_are_alike(world):
    made = {make_token(name="x", role="member", by=world.ada).secret for _ in range(20)}
    assert len(made) == len({secret.rpartition("_")[2] for secret in made}) == 20


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "  "}, "tokens.name"),
        ({"name": "x" * 81}, "tokens.name"),
        ({"role": "owner"}, "tokens.role"),
        ({"role": "administrator"}, "tokens.role"),
        ({"scopes": ["read:deal"]}, "tokens.scopes"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "tokens.expiry"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(world, given, code):
    with pytest.raises(Invalid) as refusal:
        make_token(**{"name": "Shop", "role": "member", **given}, by=world.ada)
    assert refusal.value.code == code
    assert not ApiToken.objects.exists() and facts() == []


def test_nobody_gives_a_token_more_than_they_may(world):
    for actor, roles in (
        (world.reader, ["read_only"]),
        (world.ada, ["member", "read_only"]),
        (world.administrator, ["administrator", "member", "read_only"]),
    ):
        assert queries.roles_up_to(queries.own_role(seen_by=actor)) == roles
        for role in ("administrator", "member", "read_only"):
            if role in roles:
                make_token(name=role, role=role, by=actor)
            else:
                with pytest.raises(Invalid, match="not do more than you"):
                    make_token(name=role, role=role, by=actor)


def test_what_the_account_may_now_counts_not_what_the_page_thought(world):
    stale = world.administrator
    ApiToken.objects.all().delete()
    world.accounts["administrator"].role = "read_only"
    world.accounts["administrator"].save()
    with pytest.raises(Invalid):
        make_token(name="x", role="administrator", by=stale)


def test_a_token_makes_no_tokens_and_neither_does_amity_itself(world):
    with pytest.raises(NotAllowed, match="cannot make tokens"):
        make_token(name="x", role="member", by=world.ada.through(Origin.API))
    with pytest.raises(NotAllowed):
        make_token(name="x", role="member", by=Actor.system())
    assert facts() == []


def test_there_is_an_end_to_how_many(world, monkeypatch):
    monkeypatch.setattr(commands, "MOST_OF_ONE_ACCOUNT", 2)
    first = make_token(name="1", role="member", by=world.ada)
    make_token(name="2", role="member", by=world.ada)
    with pytest.raises(Refused, match="Revoke one"):
        make_token(name="3", role="member", by=world.ada)
    revoke_token(first.uid, by=world.ada)
    make_token(name="3", role="member", by=world.ada)
    make_token(name="1", role="member", by=world.ben)


def test_one_sees_ones_own_and_an_administrator_everybodys(world):
    adas, bens = (make_token(name=a.name, role="member", by=a).uid for a in (world.ada, world.ben))
    assert [token.uid for token in queries.own_tokens(seen_by=world.ada)] == [adas]
    assert [token.uid for token in queries.all_tokens(seen_by=world.administrator)] == [bens, adas]
    assert queries.own_tokens(seen_by=world.administrator) == queries.own_tokens(seen_by=world.cleo) == []
    assert queries.get_token(adas, seen_by=world.administrator).owner == "Ada Lovelace"
    with pytest.raises(NotAllowed):
        queries.all_tokens(seen_by=world.ada)
    for stranger in (world.cleo, world.ben, world.reader):
        with pytest.raises(Missing):
            queries.get_token(adas, seen_by=stranger)
        with pytest.raises(Missing):
            revoke_token(adas, by=stranger)
    assert ApiToken.objects.filter(revoked_at=None).count() == 2


def test_owner_and_administrator_revoke_once_and_a_fact_says_who(world):
    one, two = (make_token(name="x", role="member", by=world.ada) for _ in range(2))
    revoke_token(one.uid, by=world.ada)
    revoke_token(two.uid, by=world.administrator)
    told = StoredFact.objects.filter(kind="token.revoked").order_by("id")
    assert [(fact.data["way"], fact.actor_id) for fact in told] == [
        ("owner", world.ada.account_id),
        ("administrator", world.administrator.account_id),
    ]
    assert queries.own_tokens(seen_by=world.ada) == []
    with pytest.raises(Missing):
        revoke_token(one.uid, by=world.ada)
    with pytest.raises(Missing):
        queries.get_token(one.uid, seen_by=world.ada)


def test_a_deactivated_accounts_tokens_are_listed_nowhere(world):
    make_token(name="x", role="member", by=world.ada)
    deactivate_account(world.accounts["ada"].uid, by=world.administrator)
    assert queries.all_tokens(seen_by=world.administrator) == []
    with pytest.raises(NotAllowed):
        make_token(name="y", role="member", by=world.ada)


def test_what_is_over_for_long_is_forgotten(world):
    for name in ("revoked", "expired", "revoked lately", "alive"):
        make_token(name=name, role="member", by=world.ada)
    old, new = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=89)
    ApiToken.objects.filter(name="revoked").update(revoked_at=old)
    ApiToken.objects.filter(name="expired").update(expires_at=old)
    ApiToken.objects.filter(name="revoked lately").update(revoked_at=new)
    forget_old_tokens()
    assert set(ApiToken.objects.values_list("name", flat=True)) == {"revoked lately", "alive"}
