"""Who bought in a span of time, found without a look at the orders themselves."""

from django.db import migrations, models

from amity.customers.orders.models import HasHappened


class Migration(migrations.Migration):
    dependencies = [("customers_orders", "0004_trash")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["ordered_at", "person"],
                condition=models.Q(("is_refund", False), HasHappened("status"), ("trashed_at__isnull", True)),
                name="order_counted_by_time",
            ),
        )
    ]
