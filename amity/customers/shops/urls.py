"""Addresses of shops. `/in/…` is open to strangers: a signature lets them in."""

from django.urls import path

from amity.customers.shops import pages

app_name = "shops"

urlpatterns = [
    path("in/shops/<uuid:uid>", pages.arrival, name="arrival"),
    path("settings/shops", pages.shops, name="shops"),
    path("settings/shops/<uuid:uid>", pages.shop, name="shop"),
    path("settings/shops/<uuid:uid>/replay", pages.replay_failed, name="replay_failed"),
    path("settings/shops/<uuid:uid>/disconnection", pages.disconnection, name="disconnection"),
    path("settings/deliveries/<uuid:uid>", pages.delivery, name="delivery"),
    path("settings/deliveries/<uuid:uid>/replay", pages.replay, name="replay"),
]
