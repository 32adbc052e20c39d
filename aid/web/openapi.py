"""The data's description for programs (OpenAPI 3.1), built from the table's own: keys, files, columns, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aid.export.answers import answers
from aid.keys import explained, schema
from aid.settings import settings
from aid.table import Ledger
from aid.web import find, problems
from aid.web.files import EXCEL, File, files
from aid.words import Words

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
JSON_TYPES: Mapping[str, dict[str, Any]] = {
    "string": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
}


def document(ledger: Ledger, words: Words) -> dict[str, Any]:
    """The OpenAPI document, its texts in the language of `words`."""
    there = files(ledger)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words.say("Peach & Jade: data by address"),
            "summary": words.described(ledger.descriptor, "title"),
            "description": words.described(ledger.descriptor),
            "version": ledger.version,
            "license": LICENCE,
        },
        "servers": [{"url": settings().public_url}],
        "paths": {
            **{f"/api/{path}": {"get": _operation(file, path, ledger, words)} for path, file in there.items()},
            **{f"/api/{path}": {"get": _operation(file, path, ledger, words)} for path, file in _short(there)},
            **{f"/api/{name}.schema.json": {"get": _columns(name, words)} for name in answers(ledger)},
            find.PATH: {"get": _finding(words)},
        },
        "components": {
            "parameters": _parameters(ledger, words),
            "responses": _responses(words),
            "schemas": {
                "problem": _problem(),
                **{name: _row(answer.fields, words) for name, answer in answers(ledger).items()},
            },
        },
    }


def _short(there: Mapping[str, File]) -> list[tuple[str, File]]:
    """The addresses without an ending, which answer as those in JSON do."""
    return [(path.removesuffix(".json"), file) for path, file in there.items() if path.endswith(".json")]


def _operation(file: File, path: str, ledger: Ledger, words: Words) -> dict[str, Any]:
    about = answers(ledger)[file.what].about if file.what in answers(ledger) else {}
    media = file.media.partition(";")[0]
    operation = _read(path, _summary(file, about, words), file.keys, media, _content(file, bool(about)), words)
    if file.editions:
        operation["parameters"].append({"$ref": "#/components/parameters/edition"})
    if file.lacking:
        operation["responses"]["404"] = {"$ref": "#/components/responses/lacking"}
    if about:
        operation["description"] = words.described(about)
    return operation


def _columns(name: str, words: Words) -> dict[str, Any]:
    """The columns of an answer as a Frictionless Table Schema."""
    schema = {
        "type": "object",
        "required": ["fields"],
        "properties": {"fields": {"type": "array", "items": {"type": "object"}}},
    }
    summary = words.say("The columns of {name}, typed and explained", name=name)
    return _read(f"{name}.schema.json", summary, (), "application/json", schema, words)


def _finding(words: Words) -> dict[str, Any]:
    """What is called as a reader types."""
    return _read("find.json", words.say(find.SUMMARY), find.KEYS, "application/json", find.SCHEMA, words)


def _read(
    path: str, summary: str, keys: Iterable[str], media: str, schema: Mapping[str, Any], words: Words
) -> dict[str, Any]:
    """What every reading has in common: a file by keys and language, and the refusals."""
    return {
        "operationId": path.replace(".", "_").replace("/", "_"),
        "summary": summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in (*keys, "lang", "if-none-match")],
        "responses": {
            "200": {
                "description": words.say("The file"),
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {media: {"schema": schema}},
            },
            "304": {"$ref": "#/components/responses/unchanged"},
            "400": {"$ref": "#/components/responses/not-understood"},
            "413": {"$ref": "#/components/responses/too-large"},
            "503": {"$ref": "#/components/responses/no-table"},
        },
    }


def _summary(file: File, about: Mapping[str, Any], words: Words) -> str:
    if about:
        return f"{words.described(about, 'title')} ({file.extension})"
    return words.say(file.title) if file.title else file.path


def _content(file: File, tabular: bool) -> dict[str, Any]:
    if not tabular or file.extension != "json":
        return {} if file.extension in ("json", "geojson") else {"type": "string"}
    return {
        "type": "object",
        "required": ["version", "digest", "licence", "view", "count", file.what],
        "properties": {
            "title": {"type": "string"},
            "version": {"type": "string"},
            "digest": {"type": "string"},
            "licence": {"type": "string"},
            "view": {"type": "object"},
            "view_en": {"type": "string"},
            "view_zh": {"type": "string"},
            "count": {"type": "integer", "minimum": 0},
            file.what: {"type": "array", "items": {"$ref": f"#/components/schemas/{file.what}"}},
        },
    }


def _row(fields: tuple[Mapping[str, Any], ...], words: Words) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field["name"] for field in fields],
        "properties": {
            field["name"]: {
                **JSON_TYPES[field["type"]],
                "title": words.described(field, "title"),
                "description": words.described(field),
            }
            for field in fields
        },
    }


def _parameters(ledger: Ledger, words: Words) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key in explained(ledger, words):
        one = schema(key)
        told[key.name] = {
            "name": key.name,
            "in": "query",
            "description": key.meaning,
            "schema": {"type": "array", "items": one} if key.repeatable else one,
            **({"style": "form", "explode": True} if key.repeatable else {}),
        }
    told["lang"] = {
        "name": "lang",
        "in": "query",
        "description": words.say("the language of names and texts that come in one language only"),
        "schema": {"type": "string", "enum": ["en", "zh"]},
    }
    told["edition"] = {
        "name": "edition",
        "in": "query",
        "description": words.say("marks a CSV so that Excel reads its Chinese"),
        "schema": {"type": "string", "enum": [EXCEL]},
    }
    told["if-none-match"] = {
        "name": "If-None-Match",
        "in": "header",
        "description": words.say("the ETag of the copy you have: 304 if it is still good"),
        "schema": {"type": "string"},
    }
    return told


def _responses(words: Words) -> dict[str, Any]:
    refused = {problems.TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {
        "unchanged": {"description": words.say("Your copy is still good")},
        "not-understood": {
            "description": words.say("A key or value was not understood; each is named"),
            "content": refused,
        },
        "too-large": {
            "description": words.say("More rows answer than one file holds; both numbers are named"),
            "content": refused,
        },
        "lacking": {
            "description": words.say("The view holds no gift, and the standard allows no file without one"),
            "content": refused,
        },
        "no-table": {"description": words.say("The table on disk cannot be read"), "content": refused},
    }


def _problem() -> dict[str, Any]:
    """A problem document by RFC 9457."""
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "not_understood": {"type": "array", "items": {"type": "string"}},
            "and_more": {"type": "integer", "minimum": 1},
            "described_at": {"type": "string"},
            "there_is": {"type": "array", "items": {"type": "string"}},
            "problems": {"type": "integer", "minimum": 0},
        },
    }
