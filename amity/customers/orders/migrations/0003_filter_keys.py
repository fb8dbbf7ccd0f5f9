"""Sort keys of what orders are filtered by."""

from django.db import migrations

from amity.kernel.text.stored_keys import add_keys


class Migration(migrations.Migration):
    dependencies = [("customers_orders", "0002_initial")]
    operations = [add_keys("order", "customer_order", ("channel_key", "channel", 60))]
