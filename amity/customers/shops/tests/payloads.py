"""Deliveries as shops send them, written by hand after their public documentation, and signed as they sign them."""

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

SECRET = "whsec_correct-horse-battery"
CONNECTED = {"shopify": "Kettle & Co", "woocommerce": "Garden shop", "stripe": "Stripe"}


def body_of(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii="\\ud8" in json.dumps(payload)).encode()


def signed(kind: str, body: bytes, *, secret: str = SECRET, at: int = 0) -> dict[str, str]:
    """The header a shop of this kind puts its signature in."""
    if kind == "stripe":
        mac = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
        return {"stripe-signature": f"t={at},v1={mac}"}
    name = "x-shopify-hmac-sha256" if kind == "shopify" else "x-wc-webhook-signature"
    return {name: base64.b64encode(hmac.new(secret.encode(), body, sha256).digest()).decode()}


# Shopify

ADA = {
    "id": 207119551,
    "email": "ada@example.org",
    "first_name": "Ada",
    "last_name": "Byron",
    "phone": "+4930901820",
    "updated_at": "2026-03-01T09:00:00+01:00",
    "default_address": {
        "address1": "Chestnut Street 92", "address2": "", "city": "Louisville", "province": "Kentucky",
        "zip": "40202", "country": "United States", "country_code": "US", "phone": "555-625-1199",
    },
}  # fmt: skip


def shopify_customer(updated_at: str = "2026-03-01T09:00:00+01:00", **more: Any) -> dict[str, Any]:
    return {
        **ADA,
        "created_at": "2026-02-01T08:00:00+01:00",
        "updated_at": updated_at,
        "note": None,
        "tags": "",
        **more,
    }


def shopify_order(updated_at: str = "2026-03-02T10:00:00+01:00", **more: Any) -> dict[str, Any]:
    """Two kettles at 89.50, 10 off, shipping 5.90, tax inside: 174.90."""
    return {
        "id": 450789469,
        "admin_graphql_api_id": "gid://shopify/Order/450789469",
        "name": "#1001",
        "order_number": 1001,
        "email": "ada@example.org",
        "phone": None,
        "created_at": "2026-03-02T10:00:00+01:00",
        "processed_at": "2026-03-02T10:00:00+01:00",
        "updated_at": updated_at,
        "cancelled_at": None,
        "currency": "EUR",
        "financial_status": "pending",
        "fulfillment_status": None,
        "test": False,
        "taxes_included": True,
        "total_price": "174.90",
        "subtotal_price": "169.00",
        "total_discounts": "10.00",
        "total_tax": "27.92",
        "buyer_accepts_marketing": False,
        "customer": {key: ADA[key] for key in ("id", "email", "first_name", "last_name", "phone", "default_address")},
        "billing_address": {"first_name": "Ada", "last_name": "Byron", **ADA["default_address"]},
        "line_items": [
            {
                "id": 466157049, "variant_id": 39072856, "product_id": 632910392, "sku": "KETTLE-1", "quantity": 2,
                "title": "Kettle", "variant_title": "red", "name": "Kettle – red", "price": "89.50",
                "total_discount": "0.00",
                "discount_allocations": [{"amount": "10.00", "discount_application_index": 0}],
                "tax_lines": [{"title": "VAT", "price": "26.98", "rate": 0.19}],
            }
        ],
        "shipping_lines": [
            {"title": "Standard", "price": "5.90", "discount_allocations": [],
             "tax_lines": [{"title": "VAT", "price": "0.94", "rate": 0.19}]}
        ],
        "refunds": [],
        **more,
    }  # fmt: skip


def shopify_refund(**more: Any) -> dict[str, Any]:
    """One of the two kettles given back: 84.50, of which 13.49 tax."""
    return {
        "id": 929361464,
        "order_id": 450789469,
        "created_at": "2026-03-05T12:00:00+01:00",
        "processed_at": "2026-03-05T12:00:00+01:00",
        "note": "too red",
        "restock": True,
        "order_adjustments": [],
        "refund_line_items": [
            {
                "id": 1058498307, "quantity": 1, "line_item_id": 466157049, "subtotal": "71.01", "total_tax": "13.49",
                "line_item": {"id": 466157049, "variant_id": 39072856, "sku": "KETTLE-1", "name": "Kettle – red",
                              "title": "Kettle", "price": "89.50", "quantity": 2},
            }
        ],
        "transactions": [{"id": 1, "kind": "refund", "status": "success", "amount": "84.50", "currency": "EUR"}],
        **more,
    }  # fmt: skip


# WooCommerce


def woo_order(modified: str = "2026-04-01T10:00:00", **more: Any) -> dict[str, Any]:
    """A guest buys three pots at 12.00 and pays 4.00 for shipping, 19 % on top: 47.60."""
    return {
        "id": 727,
        "parent_id": 0,
        "number": "727",
        "status": "processing",
        "currency": "EUR",
        "prices_include_tax": False,
        "date_created": "2026-04-01T12:00:00",
        "date_created_gmt": "2026-04-01T10:00:00",
        "date_modified": modified,
        "date_modified_gmt": modified,
        "discount_total": "0.00",
        "shipping_total": "4.00",
        "total": "47.60",
        "total_tax": "7.60",
        "customer_id": 0,
        "billing": {
            "first_name": "Nadia", "last_name": "Świątek", "company": "", "address_1": "ul. Długa 5", "address_2": "",
            "city": "Kraków", "state": "", "postcode": "31-147", "country": "PL", "email": "Nadia@Example.com",
            "phone": "+48 12 345 67 89",
        },
        "line_items": [
            {"id": 315, "name": "Pot", "product_id": 93, "variation_id": 0, "quantity": 3, "sku": "POT-3",
             "subtotal": "36.00", "subtotal_tax": "6.84", "total": "36.00", "total_tax": "6.84", "price": 12}
        ],
        "shipping_lines": [{"id": 317, "method_title": "Flat rate", "total": "4.00", "total_tax": "0.76"}],
        "fee_lines": [],
        "coupon_lines": [],
        "refunds": [],
        **more,
    }  # fmt: skip


def woo_customer(modified: str = "2026-04-02T10:00:00", **more: Any) -> dict[str, Any]:
    return {
        "id": 25,
        "date_created_gmt": "2026-04-02T10:00:00",
        "date_modified_gmt": modified,
        "email": "nadia@example.com",
        "first_name": "Nadia",
        "last_name": "Świątek-Nowak",
        "role": "customer",
        "username": "nadia",
        "billing": {"first_name": "", "last_name": "", "email": "", "phone": "", "address_1": "", "city": ""},
        **more,
    }


# Stripe


def stripe_event(kind: str, thing: dict[str, Any], *, created: int = 1_767_225_600, number: str = "") -> dict[str, Any]:
    return {
        "id": number or f"evt_{kind.replace('.', '_')}_{created}",
        "object": "event",
        "api_version": "2024-06-20",
        "created": created,
        "livemode": True,
        "pending_webhooks": 1,
        "type": kind,
        "data": {"object": thing},
    }


def stripe_session(**more: Any) -> dict[str, Any]:
    return {
        "id": "cs_live_a1b2",
        "object": "checkout.session",
        "amount_subtotal": 4000,
        "amount_total": 4760,
        "created": 1_767_225_000,
        "currency": "eur",
        "customer": "cus_Nad1a",
        "customer_details": {"email": "nadia@example.com", "name": "Nadia Świątek", "phone": None,
                             "address": {"line1": "ul. Długa 5", "line2": None, "city": "Kraków", "state": None,
                                         "postal_code": "31-147", "country": "PL"}},
        "client_reference_id": None,
        "invoice": None,
        "mode": "payment",
        "payment_intent": "pi_3Kettle",
        "payment_status": "paid",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 760},
        **more,
    }  # fmt: skip


def stripe_customer(**more: Any) -> dict[str, Any]:
    return {
        "id": "cus_Nad1a", "object": "customer", "created": 1_767_220_000, "email": "nadia@example.com",
        "name": "Nadia Świątek-Nowak", "phone": None, "address": None, **more,
    }  # fmt: skip


def stripe_charge(**more: Any) -> dict[str, Any]:
    return {
        "id": "ch_3Kettle", "object": "charge", "amount": 4760, "amount_refunded": 1190, "currency": "eur",
        "customer": "cus_Nad1a", "payment_intent": "pi_3Kettle", "invoice": None, "refunded": False, **more,
    }  # fmt: skip


def stripe_invoice(**more: Any) -> dict[str, Any]:
    return {
        "id": "in_1Sub", "object": "invoice", "number": "A1B2-0001", "customer": "cus_Nad1a",
        "customer_email": "nadia@example.com", "customer_name": "Nadia Świątek", "customer_phone": None,
        "customer_address": None, "currency": "eur", "subtotal": 2000, "total": 2380, "tax": 380, "amount_paid": 2380,
        "created": 1_767_300_000, "status_transitions": {"paid_at": 1_767_300_060}, "payment_intent": "pi_Sub",
        "billing_reason": "subscription_cycle",
        "lines": {"object": "list", "data": [
            {"id": "il_1", "amount": 2000, "currency": "eur", "description": "1 × Tea club (monthly)", "quantity": 1,
             "price": {"id": "price_1", "product": "prod_TeaClub", "unit_amount": 2000}},
        ]},
        **more,
    }  # fmt: skip
