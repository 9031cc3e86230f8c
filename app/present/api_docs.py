"""The description of the API as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "array": "list",
    "null": "null",
}
_METHODS = ("get", "post", "put", "patch", "delete")
_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class ApiField:
    """A parameter, or a field of a body or an answer."""

    name: str
    # Type in words, as "list of User", and the anchor of the shape in it; empty: none.
    kind: str
    shape: str
    is_required: bool
    # path or query; empty for fields.
    place: str


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """What a call answers with one status ("error" stands for all of those)."""

    status: str
    words: str
    kind: str
    shape: str
    fields: list[ApiField]


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the API."""

    method: str
    path: str
    anchor: str
    summary: str
    description: str
    parameters: list[ApiField]
    body: list[ApiField]
    answers: list[ApiAnswer]


@dataclass(frozen=True, slots=True)
class ApiSubject:
    """The calls of one subject."""

    name: str
    anchor: str
    calls: list[ApiCall]


@dataclass(frozen=True, slots=True)
class ApiShape:
    """An object that several calls share."""

    name: str
    anchor: str
    words: str
    fields: list[ApiField]


@dataclass(frozen=True, slots=True)
class ApiDocsPage:
    """`api/docs.html`."""

    title: str
    description: str
    subjects: list[ApiSubject]
    shapes: list[ApiShape]


def api_docs_page(schema: dict[str, Any]) -> ApiDocsPage:
    """The page of an OpenAPI description: calls by subject, then the shapes that they share."""
    by_subject: dict[str, list[ApiCall]] = {}
    for path, operations in sorted(schema["paths"].items()):
        for method in _METHODS:
            if method in operations:
                call = _call(method, path, operations[method])
                by_subject.setdefault(operations[method]["tags"][0], []).append(call)
    shapes = schema.get("components", {}).get("schemas", {})
    return ApiDocsPage(
        title="API",
        description=schema["info"].get("description", ""),
        subjects=[ApiSubject(name, _anchor(name), calls) for name, calls in sorted(by_subject.items())],
        shapes=[
            ApiShape(name, f"shape-{name}", shape.get("description", ""), _fields(shape))
            for name, shape in sorted(shapes.items())
        ],
    )


def _call(method: str, path: str, operation: dict[str, Any]) -> ApiCall:
    body = operation.get("requestBody", {}).get("content", {})
    return ApiCall(
        method=method.upper(),
        path=path,
        anchor=_anchor(f"{method} {path}"),
        summary=operation.get("summary", ""),
        description=" ".join(operation.get("description", "").partition("Raises:")[0].split()),
        parameters=[_parameter(parameter) for parameter in operation.get("parameters", [])],
        body=[field for media in body.values() for field in _fields(media["schema"])],
        answers=[_answer(status, answer) for status, answer in operation["responses"].items()],
    )


def _parameter(parameter: dict[str, Any]) -> ApiField:
    kind, shape = type_in_words(parameter["schema"])
    is_required = parameter["in"] == "path" or bool(parameter.get("required", False))
    return ApiField(parameter["name"], kind, shape, is_required, parameter["in"])


def _answer(status: str, answer: dict[str, Any]) -> ApiAnswer:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    kind, shape = type_in_words(schema) if "$ref" in schema else ("", "")
    fields = [] if shape else _fields(schema)
    words = " ".join(answer.get("description", "").split())
    return ApiAnswer("error" if status == "default" else status, words, kind, shape, fields)


def _fields(schema: dict[str, Any]) -> list[ApiField]:
    required = schema.get("required", [])
    found = []
    for name, field in schema.get("properties", {}).items():
        kind, shape = type_in_words(field)
        found.append(ApiField(name, kind, shape, name in required, ""))
    return found


def type_in_words(schema: dict[str, Any]) -> tuple[str, str]:
    """A JSON schema's type in a few words, and the anchor of the shape that it names (empty: none)."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        return name, f"shape-{name}"
    if "anyOf" in schema:
        parts = [type_in_words(part) for part in schema["anyOf"]]
        return " or ".join(kind for kind, _ in parts), next((shape for _, shape in parts if shape), "")
    if "const" in schema:
        return str(schema["const"]), ""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"]), ""
    if schema.get("type") == "array":
        kind, shape = type_in_words(schema.get("items", {}))
        return f"list of {kind}", shape
    kind = _TYPES.get(schema.get("type", ""), "anything")
    low, high = schema.get("minimum"), schema.get("maximum")
    return (f"{kind}, {low} to {high}" if low is not None and high is not None else kind), ""


def _anchor(text: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
