"""What one person bought in a span of time, and for how much, without a look at the orders themselves."""

from django.db import migrations, models

from amity.customers.orders.models import HasHappened


class Migration(migrations.Migration):
    dependencies = [("customers_orders", "0006_search")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["person", "ordered_at", "is_refund", "net_home"],
                condition=models.Q(HasHappened("status"), ("trashed_at__isnull", True)),
                name="order_counted_by_person",
            ),
        )
    ]
