"""Addresses of webhooks."""

from django.urls import path

from amity.automation.webhooks import pages

app_name = "automation_webhooks"

urlpatterns = [
    path("settings/webhooks", pages.endpoints, name="endpoints"),
    path("settings/webhooks/new", pages.new, name="new"),
    path("settings/webhooks/<uuid:uid>", pages.endpoint, name="endpoint"),
    path("settings/webhooks/<uuid:uid>/settings", pages.change, name="change"),
    path("settings/webhooks/<uuid:uid>/secret", pages.secret, name="secret"),
    path("settings/webhooks/<uuid:uid>/secret/renewal", pages.renewal, name="renewal"),
    path("settings/webhooks/<uuid:uid>/pause", pages.pause, name="pause"),
    path("settings/webhooks/<uuid:uid>/resumption", pages.resumption, name="resumption"),
    path("settings/webhooks/<uuid:uid>/another-try", pages.another_try, name="another_try"),
    path("settings/webhooks/<uuid:uid>/taking-over", pages.taking_over, name="taking_over"),
    path("settings/webhooks/<uuid:uid>/test", pages.test, name="test"),
    path("settings/webhooks/<uuid:uid>/removal", pages.removal, name="removal"),
    path("settings/webhooks/<uuid:uid>/replays", pages.replays, name="replays"),
    path("settings/webhooks/<uuid:uid>/events/<uuid:event>", pages.delivery, name="delivery"),
    path("settings/webhooks/<uuid:uid>/events/<uuid:event>/replay", pages.replay, name="replay"),
]
