"""Sort keys of what companies are filtered by."""

from django.db import migrations, models

from amity.kernel.text.stored_keys import add_keys


class Migration(migrations.Migration):
    dependencies = [("customers_companies", "0001_initial")]
    operations = [
        add_keys(
            "company",
            "company",
            ("industry_key", "industry", 120),
            ("city_key", "city", 120),
            ("region_key", "region", 120),
            ("postal_key", "postal_code", 30),
            ("country_key", "country", 80),
        ),
        migrations.AddIndex("company", models.Index(fields=["industry_key", "id"], name="company_by_industry")),
    ]
