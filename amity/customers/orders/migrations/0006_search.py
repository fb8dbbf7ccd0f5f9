"""Orders are found by their words."""

from django.db import migrations

from amity.kernel.search.tables import AddSearch


class Migration(migrations.Migration):
    dependencies = [("customers_orders", "0005_counted_by_time"), ("kernel_search", "0001_search_words")]

    operations = [AddSearch("customer_order")]
