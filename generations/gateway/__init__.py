"""The client of the Kling gateway: plain Python, no framework."""

from __future__ import annotations

from generations.gateway.answers import Accepted, Clip, ParentVideo, Task
from generations.gateway.blame import fields_named
from generations.gateway.client import Gateway, encode
from generations.gateway.decode import Malformed, decode
from generations.gateway.endpoint import Endpoint
from generations.gateway.errors import (
    AccountFault,
    Ambiguous,
    Busy,
    Duplicate,
    GatewayError,
    ModelFault,
    NotFound,
    NotSent,
    Refused,
    Unavailable,
)
from generations.gateway.faces import Face, Faces
from generations.gateway.families import FAMILIES, Family
from generations.gateway.names import default_wire_name
from generations.gateway.reach import Reach
from generations.gateway.writers import Writer, writer_for

__all__ = [
    "FAMILIES",
    "Accepted",
    "AccountFault",
    "Ambiguous",
    "Busy",
    "Clip",
    "Duplicate",
    "Endpoint",
    "Face",
    "Faces",
    "Family",
    "Gateway",
    "GatewayError",
    "Malformed",
    "ModelFault",
    "NotFound",
    "NotSent",
    "ParentVideo",
    "Reach",
    "Refused",
    "Task",
    "Unavailable",
    "Writer",
    "decode",
    "default_wire_name",
    "encode",
    "fields_named",
    "writer_for",
]
