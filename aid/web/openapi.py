"""The data's description for programs (OpenAPI 3.1), built from the table's own: keys, files, columns, answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aid.export.answers import answers
from aid.keys import explained, schema
from aid.settings import settings
from aid.table import Ledger
from aid.web import problems
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
        "paths": {f"/api/{path}": {"get": _operation(file, ledger, words)} for path, file in there.items()},
        "components": {
            "parameters": _parameters(ledger, words),
            "responses": _responses(words),
            "schemas": {
                "problem": _problem(),
                **{name: _row(answer.fields, words) for name, answer in answers(ledger).items()},
            },
        },
    }


def _operation(file: File, ledger: Ledger, words: Words) -> dict[str, Any]:
    about = answers(ledger)[file.what].about if file.what in answers(ledger) else {}
    names = [key.name for key in explained(ledger, words)] if file.keyed else []
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in (*names, "lang", "if-none-match")]
    if file.editions:
        parameters.append({"$ref": "#/components/parameters/edition"})
    operation: dict[str, Any] = {
        "operationId": file.path.replace(".", "_").replace("/", "_"),
        "summary": _summary(file, about, words),
        "parameters": parameters,
        "responses": {
            "200": {
                "description": words.say("The file"),
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {file.media.partition(";")[0]: {"schema": _content(file, bool(about))}},
            },
            "304": {"$ref": "#/components/responses/unchanged"},
            "400": {"$ref": "#/components/responses/not-understood"},
            "503": {"$ref": "#/components/responses/no-table"},
        },
    }
    if about:
        operation["description"] = words.described(about)
    return operation


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
            "there_is": {"type": "array", "items": {"type": "string"}},
            "problems": {"type": "array", "items": {"type": "string"}},
        },
    }
