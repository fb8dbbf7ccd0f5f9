"""Secrets at rest: what is stored tells nothing, and opens with today's or an earlier key only."""

import pytest

from amity.kernel.secrets import SecretLost, opened, resealed, sealed


def test_a_secret_comes_back_and_its_stored_form_tells_nothing():
    stored = sealed("whsec_päß 🔑")
    assert opened(stored) == "whsec_päß 🔑"
    assert "whsec" not in stored and stored.isascii()
    assert sealed("whsec_päß 🔑") != stored


def test_a_new_key_still_opens_what_an_earlier_one_sealed_and_can_seal_it_anew(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the first key", []
    stored = sealed("s3cret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert opened(stored) == "s3cret"
    moved = resealed(stored)
    settings.SECRET_KEY_FALLBACKS = []
    assert opened(moved) == "s3cret"
    for lost in (opened, resealed):
        with pytest.raises(SecretLost):
            lost(stored)


def test_what_was_tampered_with_is_refused():
    stored = sealed("s3cret")
    with pytest.raises(SecretLost):
        opened(stored[:-6] + "AAAAA=")
