"""The OpenAPI document as pages read it: operations by tag, their parameters, bodies and answers, shapes as rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Schema = dict[str, Any]
Document = dict[str, Any]
JSON = "application/json"
_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Row:
    """A field or a parameter: `type` in words, `shape` the name of a model it leads to, "" for none."""

    name: str
    type: str
    shape: str
    is_required: bool
    about: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back under a status."""

    status: str
    about: str
    shape: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: `path` is the whole address with its {parameters}."""

    name: str
    method: str
    path: str
    tag: str
    summary: str
    about: str
    scope: str
    parameters: list[Schema]
    body: Schema | None
    body_type: str
    answers: list[Answer] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """Its parameters as rows."""
        return [
            _row(one["name"], one["schema"], bool(one.get("required")), one.get("description", ""), one["in"])
            for one in self.parameters
        ]

    def paragraphs(self) -> list[SafeString]:
        """What its description says."""
        return [readable(" ".join(part.split())) for part in self.about.split("\n\n") if part.strip()]

    @property
    def writes(self) -> bool:
        return self.method != "GET"


def operations(document: Document) -> list[Operation]:
    """Every call, in the order of the document."""
    return [
        _operation(path, method, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def by_tag(document: Document) -> list[tuple[str, list[Operation]]]:
    """The calls under their tags."""
    found: dict[str, list[Operation]] = {}
    for one in operations(document):
        found.setdefault(one.tag, []).append(one)
    return list(found.items())


def shapes_of(operation: Operation, document: Document) -> list[tuple[str, str, list[Row]]]:
    """The models an operation takes and answers with, and those they are made of: name, about, rows."""
    schemas = document["components"]["schemas"]
    names = list(_names_in(operation.body or {})) + [one.shape for one in operation.answers if one.status < "400"]
    shown: dict[str, Schema] = {}
    while names:
        name = names.pop(0)
        if name in schemas and name not in shown:
            shown[name] = schemas[name]
            names += _names_in(schemas[name])
    return [(name, schema.get("description", ""), _rows(schema)) for name, schema in shown.items()]


def readable(text: str) -> SafeString:
    """Words of the document as HTML: what stands in `backticks` is code, all else is text."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", conditional_escape(text)))  # noqa: S308 - escaped before


def name_in(schema: Schema) -> str:
    """The name of the model a `$ref` leads to, "" for none."""
    return str(schema.get("$ref", "")).removeprefix(_REF)


def _operation(path: str, method: str, told: Schema) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    body_type = next(iter(content), "")
    scope = told.get("x-scope", "")
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        tag=next(iter(told.get("tags", ())), ""),
        summary=told.get("summary", ""),
        # The document says the scope in words too; the page has a place of its own for it.
        about=told.get("description", "").removesuffix(f"Scope: `{scope}`.").strip(),
        scope=scope,
        parameters=told.get("parameters", []),
        body=content[body_type]["schema"] if body_type else None,
        body_type=body_type,
        answers=[_answer(status, answer) for status, answer in sorted(told["responses"].items(), key=_as_text)],
    )


def _as_text(pair: tuple[Any, Any]) -> str:
    return str(pair[0])


def _answer(status: Any, told: Schema) -> Answer:
    schema: Schema = next((one.get("schema", {}) for one in told.get("content", {}).values()), {})
    return Answer(str(status), told.get("description", ""), next(_names_in(schema), ""))


def _rows(schema: Schema) -> list[Row]:
    needed = set(schema.get("required", ()))
    return [
        _row(name, one, name in needed, one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    ]


def _row(name: str, schema: Schema, is_required: bool, about: str, where: str = "") -> Row:
    return Row(name, in_words(schema), next(_names_in(schema), ""), is_required, readable(about), where)


def _names_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if name := name_in(schema):
            yield name
        for key, one in schema.items():
            if key not in ("examples", "default", "enum"):
                yield from _names_in(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _names_in(one)


def in_words(schema: Schema) -> str:
    """A type as a person reads it."""
    if name := name_in(schema):
        return name
    if "const" in schema:
        return f"“{schema['const']}”"
    if "enum" in schema:
        return ", ".join(f"“{one}”" for one in schema["enum"])
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _(" or ").join(dict.fromkeys(in_words(one) for one in choices))
    kind, form = schema.get("type"), schema.get("format")
    if kind == "array":
        words = _("list of %(items)s") % {"items": in_words(schema.get("items", {}))}
        return words + _span(schema.get("minItems"), schema.get("maxItems"))
    words = {
        ("string", "uuid"): _("id"),
        ("string", "date-time"): _("moment, RFC 3339"),
        ("string", "date"): _("day, ISO 8601"),
        ("string", "binary"): _("file"),
    }.get((str(kind), str(form)), "")
    named = {
        "string": _("text"), "integer": _("whole number"), "number": _("number"), "boolean": _("true or false"),
        "object": _("object"), "null": _("null"),
    }  # fmt: skip
    words = words or named.get(str(kind), _("anything"))
    return words + _span(schema.get("minimum"), schema.get("maximum")) + _span(None, schema.get("maxLength"))


def _span(least: Any, most: Any) -> str:
    if least is None and most is None:
        return ""
    return f", {'' if least is None else least}–{'' if most is None else most}" if least is not None else f", ≤ {most}"
