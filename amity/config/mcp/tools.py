"""The tools, made from the OpenAPI document: names, parameters and shapes are the API's own.

Operations that differ by the kind of record alone become one tool that is told the `kind`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amity.kernel.api.reference import Document, Operation, Schema, operations
from amity.records.api.kinds import RecordApi
from amity.workspace.tokens.scopes import ANY, WRITE

# What an assistant works with. Accounts, settings, tokens and the doors of other programs stay with people.
TAGS = frozenset({"imports", "jobs", "notes", "activities", "search", "trash", "undo", "views"})
LEFT_TO_PEOPLE = frozenset({
    "delete_for_good", "save_view", "change_view", "delete_view", "open_with_view", "get_view", "cancel_job",
    "resume_job",
})  # fmt: skip
ALSO = frozenset({"get_me", "list_colleagues"})
REF = "#/components/schemas/"
DRY_RUN = {
    "type": "boolean",
    "default": True,
    "description": "true (the default) carries it out, tells what would come of it and takes it all back; "
    "false does it.",
}
IF_MATCH = {
    "type": "string",
    "description": "The `etag` that reading it gave, so that nobody's newer change is overwritten.",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool; `ways` is the operation for each kind of record, under "" where there is but one."""

    name: str
    about: str
    ways: Mapping[str, Operation]

    @property
    def any_way(self) -> Operation:
        return next(iter(self.ways.values()))

    @property
    def writes(self) -> bool:
        return self.any_way.writes

    @property
    def takes_file(self) -> bool:
        return self.any_way.body_type == "multipart/form-data"


def tools_of(document: Document, kinds: Iterable[RecordApi]) -> list[Tool]:
    """All tools, whoever asks."""
    words = {api.kind.name: (api.kind.name, api.kind.plural) for api in kinds}
    plurals = {plural for _one, plural in words.values()}
    alike: defaultdict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in operations(document):
        if operation.name in LEFT_TO_PEOPLE or not (operation.tag in TAGS | plurals or operation.name in ALSO):
            continue
        kind = next((name for name, said in words.items() if set(said) & set(operation.name.split("_"))), "")
        alike[_without_kind(operation.name, words.get(kind, ()))][kind] = operation
    found: list[Tool] = []
    for name, ways in alike.items():
        if len(ways) > 1 and len({_shape(way) for way in ways.values()}) == 1:
            found.append(Tool(name, _about(next(iter(ways.values())), words), ways))
        else:
            found += [Tool(way.name, _about(way, {}), {"": way}) for way in ways.values()]
    return found


def open_to_scopes(tool: Tool, scopes: frozenset[str], *, may_write: bool) -> Tool | None:
    """The tool as far as a token may use it: with fewer kinds, or None."""
    if tool.writes and not may_write:
        return None
    # Some routes learn the kind, and with it the scope, from the row: who may write no kind gets nothing there.
    for_any = not tool.writes or any(scope.startswith(f"{WRITE}:") for scope in scopes)
    ways = {
        kind: way
        for kind, way in tool.ways.items()
        if not scopes or way.scope in scopes or (way.scope == ANY and for_any)
    }
    return Tool(tool.name, tool.about, ways) if ways else None


def input_schema(tool: Tool, document: Document) -> Schema:
    """JSON Schema of the tool's arguments; `values` is the body of the call."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    if "" not in tool.ways:
        properties["kind"] = {"enum": sorted(tool.ways), "description": "The kind of record."}
        required.append("kind")
    for one in tool.any_way.parameters:
        if one["in"] == "header":
            if one["name"] == "If-Match":
                properties["if_match"] = IF_MATCH
                required.append("if_match")
            continue
        properties[one["name"]] = {**one["schema"], "description": one.get("description", "")}
        if one.get("required"):
            required.append(one["name"])
    if tool.takes_file:
        properties |= {
            "name": {"type": "string", "description": "The name of the file, such as people.csv."},
            "text": {"type": "string", "description": "What stands in it."},
            "kind": {"type": "string", "description": "people, companies …; guessed from the headers without."},
            "source": {"type": "string", "description": "The system its ids belong to."},
        }
        required += ["name", "text"]
    elif tool.any_way.body is not None:
        properties["values"] = tool.any_way.body
        required.append("values")
    if tool.writes:
        properties["dry_run"] = DRY_RUN
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return _closed(schema, document)


def _without_kind(name: str, words: Iterable[str]) -> str:
    told = dict(zip(words, ("record", "records"), strict=False))
    return "_".join(told.get(part, part) for part in name.split("_"))


def _shape(way: Operation) -> str:
    parameters = [(one["name"], one["schema"]) for one in way.parameters]
    return f"{way.method} {parameters} {way.body} {way.body_type}"


def _about(way: Operation, words: Mapping[str, tuple[str, str]]) -> str:
    summary = way.summary
    for one, many in words.values():
        summary = summary.replace(many, "records").replace(one, "record")
    more = way.about.partition("Scope:")[0].strip()
    return f"{summary}. {more}".strip()


def _closed(schema: Schema, document: Document) -> Schema:
    """The schema with every model it refers to inside."""
    models: dict[str, Any] = {}

    def inside(value: Any) -> Any:
        if isinstance(value, list):
            return [inside(one) for one in value]
        if not isinstance(value, dict):
            return value
        told = {key: inside(one) for key, one in value.items()}
        name = str(value.get("$ref", ""))
        if name.startswith(REF):
            name = name.removeprefix(REF)
            told["$ref"] = f"#/$defs/{name}"
            if name not in models:
                models[name] = {}
                models[name] = inside(document["components"]["schemas"][name])
        return told

    told: Schema = inside(schema)
    return {**told, "$defs": models} if models else told
