"""HTML input of shops."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [("shopify", "Shopify"), ("woocommerce", "WooCommerce"), ("stripe", "Stripe")]


def _secret(label: Any, help_text: Any, *, is_required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=500,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ConnectForm(forms.Form):
    """A new shop."""

    kind = forms.ChoiceField(label=_("Shop"), choices=KINDS)
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("It stands as the channel on its orders."))
    source = forms.CharField(
        label=_("Marks its numbers with"),
        required=False,
        max_length=64,
        help_text=_(
            "Left empty, the kind of the shop. Use the source of your imports, so that both find the same orders."
        ),
    )
    secret = _secret(
        _("Signing secret"),
        _("Kept sealed, and never shown again. Stripe shows it after you have saved the address there."),
        is_required=True,
    )


class ShopForm(forms.Form):
    """What can be changed of a connected shop."""

    name = forms.CharField(label=_("Name"), max_length=60)
    keep_days = forms.IntegerField(
        label=_("Keep deliveries for"),
        min_value=1,
        max_value=3650,
        help_text=_("Days. What was made of them stays; only their content is forgotten."),
    )
    secret = _secret(_("New signing secret"), _("Left empty, the present one stays."), is_required=False)
