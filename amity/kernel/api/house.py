"""The API as a whole: django-ninja with our refusals and our document."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from amity.kernel.api.bodies import StrictParser
from amity.kernel.api.problems import MEDIA_TYPE, problem_of

Document = dict[str, Any]


class HouseApi(NinjaAPI):
    """Answers refusals as problems; `names` turns commands' fields into the API's. Its document is made once."""

    def __init__(self, *, title: str, version: str, description: str) -> None:
        super().__init__(
            title=title, version=version, description=description, docs_url=None, openapi_url=None,
            urls_namespace="api", parser=StrictParser(),
        )  # fmt: skip
        self.names: dict[str, str] = {}
        self._models: list[type[BaseModel]] = []
        self._document: Document | None = None

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        answer = problem_of(request, exc, self.names)
        if answer is None:
            # Let Django answer and tell the log.
            raise exc
        return answer

    def call_names(self, names: Mapping[str, str]) -> None:
        """Say what fields of commands are called here."""
        self.names.update(names)

    def tell_of(self, *models: type[BaseModel]) -> None:
        """Put models into the document that no route names: rows that are read one by one."""
        self._models += models

    def document(self) -> Document:
        """OpenAPI 3.1 of this instance, without its address."""
        if self._document is None:
            found = dict(self.get_openapi_schema(path_prefix="/api/v1/"))
            _refs, more = models_json_schema(
                [(model, "validation") for model in self._models], ref_template="#/components/schemas/{model}"
            )
            found["components"]["schemas"] |= more.get("$defs", {})
            self._document = _finished(found)
        return self._document


def _finished(document: Document) -> Document:
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of the settings: `amity_…`."},
    }
    document["security"] = [{"token": []}]
    document.pop("servers", None)
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
            operation["security"] = [{"token": []}]
            if scope := operation.get("x-scope"):
                more = f"Scope: `{scope}`."
                operation["description"] = f"{operation.get('description', '')}\n\n{more}".strip()
    _name_rows(document["components"]["schemas"])
    return document


def _name_rows(schemas: Document) -> None:
    for schema in schemas.values():
        items = schema.get("properties", {}).get("items", {})
        if rows := items.get("items", {}).get("x-rows"):
            items["items"] = {"$ref": f"#/components/schemas/{rows}"}
