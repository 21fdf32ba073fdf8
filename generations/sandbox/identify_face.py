"""identify-face: which faces a video shows, and when. It answers at once.

Videos of our own show the faces that were drawn into them. Nothing here can look
into another's: it is taken to show one face in its middle, from beginning to end.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace

from . import checks, fetch, senses
from .account import Account
from .attempts import Attempt
from .call import Inbound, fingerprint
from .create_faults import bad_gateway, coded, leave, malformed
from .faces import stranger
from .faults import FACES, Call, Faults, Rule
from .parents import Parent
from .protocol import Answer, Refusal, accepted, refused
from .video_extend import LONGEST_ID

SEGMENT = "identify-face"
KEYS = ("video_id", "video_url")
LONGEST_ADDRESS = 2048
BODY_LIMIT = 1 << 16
LARGEST = 100_000_000
SHORTEST, LONGEST = 2_000, 60_000
SHORT_SIDES = (720, 1080)
SIDES = (512, 2160)


@dataclass(frozen=True)
class IdentifyFace:
    """The door for faces: whatever it answers is on the ledger before."""

    account: Account
    faults: Faults

    def answer(self, inbound: Inbound, endpoint: str) -> Answer:
        attempt = Attempt(SEGMENT, endpoint, key="", body_sha256="", event="faces")
        try:
            attempt = replace(attempt, key=fingerprint(inbound.key()))
            raw = inbound.body(BODY_LIMIT)
            attempt = replace(attempt, body_sha256=hashlib.sha256(raw).hexdigest())
            rule = self.faults.strike(Call(FACES))
            attempt = replace(attempt, fault=rule.fault if rule else None)
            return self._looked(rule, inbound, attempt, raw)
        except Refusal as refusal:
            self.account.record(attempt, refusal)
            return refused(refusal)

    def _looked(
        self, rule: Rule | None, inbound: Inbound, attempt: Attempt, raw: bytes
    ) -> Answer:
        if rule and (answer := self._struck(rule, inbound, attempt)):
            return answer
        parent = read(checks.parsed(raw), self.account)
        if rule and rule.fault == "empty_result":
            parent = replace(parent, faces=())
        session = self.account.open_session(attempt, parent)
        if rule and rule.fault == "slow":
            inbound.hold(rule.args.get("seconds", 5.0))
        return accepted(session.shown(inbound.origin))

    def _struck(self, rule: Rule, inbound: Inbound, attempt: Attempt) -> Answer | None:
        """Do what is done instead of looking, and put down that the call was lost."""
        match rule.fault:
            case "slow" | "empty_result":
                return None
            case "code":
                raise coded(rule.args)
        self.account.record(attempt)
        match rule.fault:
            case "html_502":
                return bad_gateway()
            case "malformed":
                return malformed(rule.args)
        leave(rule, inbound)


def read(body: checks.Body, account: Account) -> Parent:
    """Return the video to look at with its faces, or raise `Refusal`."""
    checks.only(body, KEYS)
    video_id = checks.text(body, "video_id", most=LONGEST_ID)
    video_url = checks.text(body, "video_url", most=LONGEST_ADDRESS)
    if bool(video_id) == bool(video_url):
        checks.refuse("exactly one of video_id and video_url must have a value")
    if video_id:
        return _ours(video_id, account)
    return _theirs(video_url or "", account)


def _ours(video_id: str, account: Account) -> Parent:
    task = account.video(video_id)
    if task is None or task.film is None:
        checks.refuse("video_id does not exist, or the video is older than 30 days")
    parent = Parent.of(task, task.film.seconds)
    if parent.milliseconds > LONGEST:
        checks.refuse("the video cannot exceed 60 seconds")
    return parent


def _theirs(video_url: str, account: Account) -> Parent:
    """Fetch a video, measure it against the document, and keep it."""
    content = fetch.fetched(video_url, "video_url", most=LARGEST)
    clip = senses.seen(content)
    if clip is None or clip.format != "mp4":
        checks.refuse("video_url is not a video in mp4 or mov")
    if not SHORTEST <= clip.milliseconds <= LONGEST:
        checks.refuse("the video cannot be shorter than 2 or longer than 60 seconds")
    short, long = sorted((clip.width, clip.height))
    if short not in SHORT_SIDES or not SIDES[0] <= short <= long <= SIDES[1]:
        checks.refuse("the video must be 720p or 1080p, its sides 512 to 2160 px")
    name = hashlib.sha256(content).hexdigest()
    account.shelf.keep({name: content})
    return Parent(
        video_id=secrets.token_hex(16),
        address=video_url,
        seconds=f"{clip.milliseconds / 1000:g}",
        file=name,
        faces=(stranger(clip.milliseconds),),
    )
