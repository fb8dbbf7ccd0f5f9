"""Schemas of a kind for the document and for what requests may give; made once, when the routes are."""

from datetime import datetime
from typing import Annotated, Any, Literal, Optional
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from amity.kernel.api.problems import FieldProblem
from amity.records.api.kinds import RecordApi
from amity.records.api.shapes import shape_of


class ExternalIdOut(BaseModel):
    source: str
    value: str


class RowProblem(BaseModel):
    status: int
    code: str
    errors: list[FieldProblem]


class RowAnswer(BaseModel):
    """What became of one row of a batch."""

    index: int
    status: Literal["created", "changed", "unchanged", "refused"]
    id: UUID | None
    version: int | None
    problem: RowProblem | None


class BatchAnswer(BaseModel):
    """An answer for each row, in the order they were sent, and how many there are of each sort."""

    created: int
    changed: int
    unchanged: int
    refused: int
    rows: list[RowAnswer]


def name_of(api: RecordApi) -> str:
    """`Person`."""
    return api.kind_name.capitalize()


def record_model(api: RecordApi) -> type[BaseModel]:
    """A record as answers give it."""
    fields: dict[str, Any] = {
        "id": (UUID, ...),
        "kind": (Literal[api.kind_name], ...),  # type: ignore[name-defined]
        "version": (int, Field(description="Raised by every change; the first part of the ETag.")),
    }
    own = {field.name: field for field in api.fields}
    for field in api.fields:
        fields[field.name] = (field.type, Field(default=None, description=field.about or None))
    for other in api.kind.fields:
        if other.name not in own and other.name != "created" and other.name not in api.hidden:
            kind = shape_of(other).type
            fields[other.name] = (
                datetime | None if kind == "moment" else kind,
                Field(default=None, description=str(other.label)),
            )
    fields["external_ids"] = (list[ExternalIdOut], Field(default=None, description="What other systems call it."))
    fields["created_at"] = (datetime, ...)
    fields["updated_at"] = (datetime, ...)
    return create_model(name_of(api), __doc__=f"{api.kind.label}.", **fields)


def page_model(name: str, item: type[BaseModel]) -> type[BaseModel]:
    """A page of a list."""
    return create_model(
        f"{name}Page",
        __doc__="A page of a list.",
        items=(list[item], ...),  # type: ignore[valid-type]
        next=(str | None, Field(description="The cursor of the next page; null at the end.")),
    )


def change_model(api: RecordApi) -> type[BaseModel]:
    """A change: the fields of a new record, each optional; null empties."""
    fields: dict[str, Any] = {
        name: (_optional(field), Field(default=None, description=field.description))
        for name, field in api.taken.model_fields.items()
    }
    return create_model(
        f"{name_of(api)}Change",
        __config__=ConfigDict(extra="forbid"),
        __doc__="Only what is sent is changed; null empties a field. External ids are added to those known.",
        **fields,
    )


def upsert_model(api: RecordApi) -> type[BaseModel]:
    """A row of a batch: a change, or a new record, with the id of the one it means if that is known."""
    return create_model(
        f"{name_of(api)}Row",
        __base__=change_model(api),
        __doc__="Found by `id`, else by an external id or another key of its kind, else made.",
        id=(UUID | None, None),
    )


def batch_model(api: RecordApi, most: int) -> type[BaseModel]:
    """Rows are read one by one, so that a wrong one spoils only its own answer."""
    row = f"{name_of(api)}Row"
    return create_model(
        f"{name_of(api)}Batch",
        __config__=ConfigDict(extra="forbid"),
        items=(
            list[Any],
            Field(min_length=1, max_length=most, json_schema_extra={"items": {"x-rows": row}}),
        ),
    )


def _optional(field: Any) -> Any:
    kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return Optional[kind]  # noqa: UP045 - made, not written
