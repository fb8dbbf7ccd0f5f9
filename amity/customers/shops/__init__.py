"""Shops that tell us what is bought there: Shopify, WooCommerce, Stripe.

A delivery is checked, kept as it came and answered before anything is done with it; a job works it. What a shop said
of one of its orders, customers and products is kept part by part, each with the moment the shop wrote it: so the same
deliveries lead to the same end in whatever order they come. This room never calls a shop.
"""
