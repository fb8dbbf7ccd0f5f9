"""Products are found by their words."""

from django.db import migrations

from amity.kernel.search.tables import AddSearch


class Migration(migrations.Migration):
    dependencies = [("customers_catalogue", "0002_trash"), ("kernel_search", "0001_search_words")]

    operations = [AddSearch("product")]
