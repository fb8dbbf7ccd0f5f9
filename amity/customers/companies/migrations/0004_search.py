"""Companies are found by their words."""

from django.db import migrations

from amity.kernel.search.tables import AddSearch

# A number that could not be read is found by its digits as they were typed.
ON_POSTGRESQL = """
UPDATE company SET search_text = search_text || ' ' || regexp_replace(phone_typed, '[^0-9]', '', 'g')
WHERE phone_e164 = '' AND phone_typed ~ '[0-9]'
"""
ON_SQLITE = """
UPDATE company SET search_text = search_text || ' ' || {digits} WHERE phone_e164 = '' AND phone_typed <> ''
"""
SIGNS = " +-./()\u00a0"


def add_unread_numbers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL, params=None)
        return
    digits = "phone_typed"
    for sign in SIGNS:
        digits = f"replace({digits}, '{sign}', '')"
    schema_editor.execute(ON_SQLITE.format(digits=digits), params=None)


class Migration(migrations.Migration):
    dependencies = [("customers_companies", "0003_trash"), ("kernel_search", "0001_search_words")]

    operations = [
        migrations.RunPython(add_unread_numbers, migrations.RunPython.noop),
        AddSearch("company"),
    ]
