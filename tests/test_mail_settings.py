"""Where mail goes, read from one URL."""

import pytest

from amity.config.mail import mail_settings


def test_the_mail_server_comes_from_one_address():
    assert mail_settings("")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    open_server = mail_settings("smtp://relay.example.org")
    assert (open_server["EMAIL_PORT"], open_server["EMAIL_USE_TLS"]) == (25, False)
    signed_in = mail_settings("smtp://me%40example.org:p%2Fw@mail.example.org")
    assert (signed_in["EMAIL_HOST_USER"], signed_in["EMAIL_HOST_PASSWORD"]) == ("me@example.org", "p/w")
    assert (signed_in["EMAIL_PORT"], signed_in["EMAIL_USE_TLS"]) == (587, True)
    assert mail_settings("smtps://m.example.org")["EMAIL_PORT"] == 465
    for wrong in ("http://x", "smtp://", "mail.example.org"):
        with pytest.raises(ValueError, match="smtp"):
            mail_settings(wrong)
