"""The JSON Schema of a report, ready to validate."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator

SCHEMA: dict[str, Any] = json.loads(
    resources.files("mtqa.results").joinpath("report.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
