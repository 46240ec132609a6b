"""The OpenAPI description of the service."""

from __future__ import annotations

from typing import Any

from turncue._version import __version__
from turncue.workflows.service_limits import Limits

__all__ = ["TASKS", "openapi"]

TASKS = ("align", "convert", "check")
"""What can be asked for."""

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
    "404": "there is no such job",
    "408": "the request arrived too slowly",
    "413": "the request is too large",
    "422": "a file cannot be understood, or the two do not fit together",
    "503": "busy; see Retry-After",
    "504": "the work took too long",
}
_JOB = {
    "type": "object",
    "required": ["version", "ok", "id", "task", "status", "ended", "seconds", "url", "result"],
    "properties": {
        "version": {"type": "integer"},
        "ok": {"type": "boolean"},
        "id": {"type": "string"},
        "task": {"enum": list(TASKS)},
        "status": {"enum": ["waiting", "done", "failed"]},
        "ended": {"type": "boolean"},
        "seconds": {"type": "number"},
        "url": {"type": "string"},
        "result": {"type": "string"},
    },
}
_TEXT = {"type": "string"}
_FILE = {"type": "string", "format": "binary"}


def openapi(limits: Limits, *, token: bool) -> dict[str, Any]:
    """The description as JSON, OpenAPI 3.1."""
    works = {
        "align": _work("Subtitles that say who speaks", ("transcript", "captions"), limits),
        "convert": _work("Subtitles laid out anew, or in another format", ("subtitles",), limits),
        "check": _work("What breaks a profile's rules", ("subtitles",), limits, answers_json=True),
    }
    paths = {
        **{f"/v1/{task}": {"post": work} for task, work in works.items()},
        **{f"/v1/jobs/{task}": {"post": _later(work)} for task, work in works.items()},
        **_job_paths(limits),
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
        "components": {"schemas": {"Error": _ERROR, "Job": _JOB}},
    }
    if token:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return made


_WORK_ERRORS = ("400", "401", "403", "408", "413", "422", "503", "504")


def _errors(*codes: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {code: {"description": _CODES[code], "content": content} for code in codes}


def _state(description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}
    return {"description": description, "content": content}


def _later(work: dict[str, Any]) -> dict[str, Any]:
    """The same request as a job."""
    about = {"summary": f"{work['summary']}, as a job", "description": work["description"]}
    responses = {"202": _state("accepted"), **_errors("400", "401", "403", "408", "413", "503")}
    return about | {"requestBody": work["requestBody"], "responses": responses}


def _job_paths(limits: Limits) -> dict[str, Any]:
    name = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}}]
    kept = f"A result is kept for {limits.keep:g} s after its end, less where its memory is needed."
    refused = _errors("401", "403", "404")
    file = {"description": "the file", "content": {"*/*": {"schema": {}}}}
    return {
        "/v1/jobs/{id}": {
            "get": {
                "summary": "State of a job",
                "parameters": name,
                "responses": {"200": _state("the state"), **refused},
            },
            "delete": {
                "summary": "Forget a job; the work on it is ended",
                "parameters": name,
                "responses": {"204": {"description": "forgotten"}, **refused},
            },
        },
        "/v1/jobs/{id}/result": {
            "get": {
                "summary": "Result of a job",
                "description": f"The answer that the direct request would have. {kept}",
                "parameters": name,
                "responses": {
                    "200": file,
                    "202": _state("not ended yet"),
                    **refused,
                    **_errors("400", "422", "503", "504"),
                },
            }
        },
    }


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
        "summary": summary,
        "description": f"Requests of at most {limits.body} bytes.",
        "requestBody": {"required": True, "content": {kind: {"schema": schema} for kind, schema in schemas}},
        "responses": {
            "200": {"description": "the file", "content": {answered: {"schema": {}}}},
            **_errors(*_WORK_ERRORS),
        },
    }
