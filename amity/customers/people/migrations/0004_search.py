"""People are found by their words."""

from django.db import migrations

from amity.kernel.search.tables import AddSearch

# A number that could not be read is found by its digits as they were typed.
ON_POSTGRESQL = """
UPDATE person SET search_text = search_text || unread.digits
FROM (
    SELECT person_id, string_agg(' ' || regexp_replace(typed, '[^0-9]', '', 'g'), '' ORDER BY id) AS digits
    FROM person_phone WHERE e164 = '' AND typed ~ '[0-9]' GROUP BY person_id
) AS unread
WHERE unread.person_id = person.id
"""
ON_SQLITE = """
UPDATE person SET search_text = search_text || (
    SELECT group_concat(' ' || {digits}, '') FROM person_phone WHERE person_id = person.id AND e164 = ''
)
WHERE id IN (SELECT person_id FROM person_phone WHERE e164 = '')
"""
SIGNS = " +-./()\u00a0"


def add_unread_numbers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL, params=None)
        return
    digits = "typed"
    for sign in SIGNS:
        digits = f"replace({digits}, '{sign}', '')"
    schema_editor.execute(ON_SQLITE.format(digits=digits), params=None)


class Migration(migrations.Migration):
    dependencies = [("customers_people", "0003_trash"), ("kernel_search", "0001_search_words")]

    operations = [
        migrations.RunPython(add_unread_numbers, migrations.RunPython.noop),
        AddSearch("person"),
    ]
