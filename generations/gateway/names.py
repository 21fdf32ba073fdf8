"""The models' names on the wire, where an account does not give its own.

The gateway's page spells the models differently in its header and in each
operation's enum. The enum wins; the header fills what an enum leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADER_NAMES: Mapping[str, str] = {
    "v1.6": "MaaS_KeLing_V1.6",
    "v2.1": "MaaS_KeLing_V2.1",
    "v2.1-master": "MaaS_KeLing_V2.1_master",
    "v2.5-turbo": "MaaS_KeLing_V2.5_turbo",
    "v2.6": "MaaS_KeLing_V2.6",
}

ENUM_NAMES: Mapping[str, Mapping[str, str]] = {
    "text2video": {
        "v1.6": "MaaS_KL_V1.6",
        "v2.1-master": "MaaS_KL_V2.1_Master",
        "v2.6": "MaaS_KeLing_V2.6",
    },
    "image2video": {
        "v1.6": "MaaS_KL_V1.6",
        "v2.1": "MaaS_KL_V2.1",
        "v2.1-master": "MaaS_KL_V2.1_Master",
        "v2.6": "MaaS_KeLing_V2.6",
    },
    "multi_image2video": {"v1.6": "MaaS_KeLing_V1.6"},
}


def default_wire_name(kind: str, model: str) -> str:
    """Name `model` (our slug) as operation `kind` spells it; KeyError if unknown."""
    return ENUM_NAMES.get(kind, {}).get(model) or HEADER_NAMES[model]
