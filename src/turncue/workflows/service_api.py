"""The OpenAPI description of the service."""

from __future__ import annotations

from typing import Any

from turncue._version import __version__
from turncue.workflows.service_limits import Limits

__all__ = ["openapi"]

_ERROR = {
    "type": "object",
    "required": ["version", "ok", "error", "message"],
    "properties": {
        "version": {"type": "integer"},
        "ok": {"type": "boolean"},
        "error": {"type": "string"},
        "message": {"type": "string"},
        "score": {"type": "number"},
        "threshold": {"type": "number"},
    },
}
_CODES = {
    "400": "the request has no meaning",
    "401": "the token is missing or wrong",
    "403": "another host or site",
    "408": "the request arrived too slowly",
    "413": "the request is too large",
    "422": "a file cannot be understood, or the two do not fit together",
    "503": "busy; see Retry-After",
    "504": "the work took too long",
}
_TEXT = {"type": "string"}
_FILE = {"type": "string", "format": "binary"}


def openapi(limits: Limits, *, token: bool) -> dict[str, Any]:
    """The description as JSON, OpenAPI 3.1."""
    paths = {
        "/v1/align": _work("Subtitles that say who speaks", ("transcript", "captions"), limits),
        "/v1/convert": _work("Subtitles laid out anew, or in another format", ("subtitles",), limits),
        "/v1/check": _work("What breaks a profile's rules", ("subtitles",), limits, answers_json=True),
        "/v1/status": {
            "get": {
                "summary": "Counts, and how many requests are inside",
                "responses": {
                    "200": {
                        "description": "the status",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    **_errors("401", "403"),
                },
            }
        },
    }
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "turncue", "version": __version__, "license": {"name": "GPL-3.0-or-later"}},
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR}},
    }
    if token:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return made


def _errors(*codes: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {code: {"description": _CODES[code], "content": content} for code in codes or _CODES}


def _work(summary: str, roles: tuple[str, ...], limits: Limits, *, answers_json: bool = False) -> dict[str, Any]:
    fields: dict[str, Any] = {"options": {"type": "object", "description": "turncue's options by name"}}
    if not answers_json:
        fields["format"] = {"type": "string", "description": "suffix of the answer: srt, vtt, json …", "default": "srt"}
    form = dict.fromkeys(roles, _FILE) | fields | {"options": {"type": "string", "description": "JSON"}}
    texts = dict.fromkeys(roles, _TEXT) | {f"{role}_name": _TEXT for role in roles} | fields
    schemas = (
        ("multipart/form-data", {"type": "object", "required": list(roles), "properties": form}),
        ("application/json", {"type": "object", "required": list(roles), "properties": texts}),
    )
    answered = "application/json" if answers_json else "*/*"
    return {
        "post": {
            "summary": summary,
            "description": f"Requests of at most {limits.body} bytes.",
            "requestBody": {"required": True, "content": {kind: {"schema": schema} for kind, schema in schemas}},
            "responses": {"200": {"description": "the file", "content": {answered: {"schema": {}}}}, **_errors()},
        }
    }
