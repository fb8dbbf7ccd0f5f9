"""Sort keys of what people are filtered by."""

from django.db import migrations, models

from amity.kernel.text.stored_keys import add_keys


class Migration(migrations.Migration):
    dependencies = [("customers_people", "0001_initial")]
    operations = [
        add_keys(
            "person",
            "person",
            ("given_key", "given_name", 150),
            ("family_key", "family_name", 150),
            ("language_key", "language", 35),
        ),
        add_keys(
            "personaddress",
            "person_address",
            ("city_key", "city", 120),
            ("region_key", "region", 120),
            ("postal_key", "postal_code", 30),
            ("country_key", "country", 80),
        ),
        add_keys("employment", "employment", ("role_key", "role", 160)),
        migrations.AddIndex(
            "personaddress", models.Index(fields=["city_key", "person"], name="person_address_by_city")
        ),
    ]
