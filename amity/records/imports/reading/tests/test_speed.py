"""A million rows stream in constant memory and fast."""

import subprocess
import sys
import time
from datetime import UTC

import pytest

from amity.records.imports.reading.dates import date_parser
from amity.records.imports.reading.numbers import number_parser

READ_ALL = """
import resource, sys, time
from django.conf import settings
settings.configure()
import django
django.setup()
from amity.records.imports.reading import inspect, read_rows
guess = inspect(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
count = sum(1 for row in read_rows(sys.argv[1], guess))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, (after - before) // 1024, count / (time.process_time() - began))
"""


@pytest.mark.slow
def test_a_million_rows_stream(tmp_path):
    path = tmp_path / "million.csv"
    with path.open("w") as file:
        file.write("id,first,last,email,city,country,date,amount,note,flag\n")
        for n in range(1_000_000):
            file.write(f'{n},Anna{n % 997},Müller,a{n}@example.org,Rome,Italy,2021-04-16,{n % 99}.50,"a, b",yes\n')
    done = subprocess.run([sys.executable, "-c", READ_ALL, str(path)], capture_output=True, text=True, check=True)
    count, megabytes, speed = map(float, done.stdout.split())
    assert count == 1_000_000
    assert megabytes < 30
    assert speed > 300_000


def test_common_cells_parse_in_microseconds():
    parsers = [
        (number_parser("1,234.56"), "1,234.56"),
        (number_parser("1234.56"), "125"),
        (date_parser(("yyyy-mm-dd",), UTC), "2021-04-16 10:00:00"),
    ]
    for parse, text in parsers:
        best = 1.0
        # Short rounds of our own time: one falls between the neighbours' turns on the machine.
        for _again in range(40):
            began = time.process_time()
            for _cell in range(250):
                parse(text)
            best = min(best, (time.process_time() - began) / 250)
        assert best < 10e-6, text
