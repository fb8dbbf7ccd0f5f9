"""What tests of the API share."""

import json

import pytest


@pytest.fixture
def api_of(client_of):
    """`api_of("ada")("GET", "/people")` asks as Ada and returns the answer."""

    def of(key):
        client = client_of(key)

        def ask(method, path, body=None, **headers):
            sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            return client.generic(method, f"/api/v1{path}", headers=given, **sent)

        return ask

    return of
