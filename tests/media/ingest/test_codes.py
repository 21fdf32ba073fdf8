"""Every refusal has a code that the documentation can explain."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generations.media import ingest
from generations.media.ingest.codes import MEANINGS
from generations.media.refused import Refused

RAISED = re.compile(r'Refused\(\s*"(\w+)"|else "(too_\w+)"')


def test_the_listed_codes_are_those_that_are_raised():
    raised: set[str] = set()
    for module in Path(ingest.__path__[0]).glob("*.py"):
        for found in RAISED.findall(module.read_text()):
            raised.update(filter(None, found))
    assert raised == set(MEANINGS)


def test_a_refusal_survives_the_way_out_of_the_child():
    said = Refused("bad_shape", "Too wide.", crop={"x": 1}, width=9)
    heard = Refused.from_json(json.loads(json.dumps(said.as_json())))
    assert (heard.code, heard.detail, heard.data) == (
        "bad_shape",
        "Too wide.",
        {"crop": {"x": 1}, "width": 9},
    )
