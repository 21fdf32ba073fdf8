"""Every room opens, for those whom it is open to, in words of operators."""

from __future__ import annotations

import pytest

from tests.api.caller import Caller

from .operators import person_path, refused, request_path

ROOMS = {
    "": "generations.view_generation",
    "accounts/user/": "accounts.view_user",
    "generations/generation/": "generations.view_generation",
    "generations/video/": "generations.view_video",
    "generations/ledgerentry/": "generations.view_ledgerentry",
    "generations/wallet/": "generations.view_wallet",
    "generations/gatewayaccount/": "generations.view_gatewayaccount",
    "generations/tableedition/": "generations.view_tableedition",
    "prices/": "generations.view_tableedition",
    "offered/": "generations.view_tableedition",
    "offered/text2video/v1.6/std/5/": "generations.view_tableedition",
    "offered/whole/": "generations.view_tableedition",
    "reports/": "generations.view_generation",
    "admin/logentry/": "admin.view_logentry",
    "auth/group/": "auth.view_group",
}


@pytest.mark.parametrize("path", ROOMS)
def test_a_room_opens_for_whoever_may_do_all(boss, path):
    assert boss.get(path).status_code == 200


def test_single_rows_open(boss, alice):
    clip = Caller(alice).keep_clip()
    for path in (
        request_path(refused(alice)),
        request_path(clip.generation),
        person_path(alice),
        f"generations/video/{clip.pk}/change/",
        f"generations/video/{clip.pk}/poster/",
    ):
        assert boss.get(path).status_code == 200, path
