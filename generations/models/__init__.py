"""Tables, legal moves and named sets. Import models from here."""

from __future__ import annotations

from .assets import Asset, Purpose
from .attempts import SubmitAttempt
from .batches import Batch
from .events import RESEND_PERMITTED, Event
from .feed import Change, Feed, ObjectType
from .gateway_accounts import AccountModel, GatewayAccount, ProvenLookup, Source
from .generations import Generation
from .idempotency import IdempotencyKey
from .ids import made_at, uuid7
from .lanes import Lane, VirtualClock
from .ledger import EntryKind, LedgerEntry, Wallet
from .quotes import Quote
from .sets import Claim, GenerationQuerySet, by_plan
from .states import (
    ACTIVE,
    FINAL,
    HOLDS_A_SLOT,
    LOOKED_AT,
    MOVES,
    Cause,
    Charged,
    IllegalTransition,
    LeaseLost,
    Outcome,
    PriceState,
    State,
    failed_by,
    failed_by_service,
    in_slot,
)
from .table_editions import TableEdition
from .tables_in_force import TablesInForce
from .videos import Video

__all__ = [
    "ACTIVE",
    "FINAL",
    "HOLDS_A_SLOT",
    "LOOKED_AT",
    "MOVES",
    "RESEND_PERMITTED",
    "AccountModel",
    "Asset",
    "Batch",
    "Cause",
    "Change",
    "Charged",
    "Claim",
    "EntryKind",
    "Event",
    "Feed",
    "GatewayAccount",
    "Generation",
    "GenerationQuerySet",
    "IdempotencyKey",
    "IllegalTransition",
    "Lane",
    "LeaseLost",
    "LedgerEntry",
    "ObjectType",
    "Outcome",
    "PriceState",
    "ProvenLookup",
    "Purpose",
    "Quote",
    "Source",
    "State",
    "SubmitAttempt",
    "TableEdition",
    "TablesInForce",
    "Video",
    "VirtualClock",
    "Wallet",
    "by_plan",
    "failed_by",
    "failed_by_service",
    "in_slot",
    "made_at",
    "uuid7",
]
