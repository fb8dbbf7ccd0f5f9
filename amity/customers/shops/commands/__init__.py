"""The only writers of shops and of what they deliver."""

from amity.customers.shops.commands.connecting import change_shop, connect_shop, disconnect_shop
from amity.customers.shops.commands.receiving import Arrival, receive_delivery
from amity.customers.shops.commands.replaying import replay_deliveries, replay_delivery
from amity.customers.shops.commands.tidying import forget_old_deliveries
from amity.customers.shops.commands.working import work_delivery

__all__ = [
    "Arrival",
    "change_shop",
    "connect_shop",
    "disconnect_shop",
    "forget_old_deliveries",
    "receive_delivery",
    "replay_deliveries",
    "replay_delivery",
    "work_delivery",
]
