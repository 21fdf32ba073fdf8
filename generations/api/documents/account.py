from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generations.api.scopes import SCOPES
from generations.capability.reading.fields import KINDS

from .words import credits_field, described, instant, open_set, text


class WalletSerializer(serializers.Serializer[Any]):
    balance = credits_field("All that is owned, the held part included.")
    held = credits_field("What jobs under way may cost.")


class MeSerializer(serializers.Serializer[Any]):
    """Who is signed in."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = text()
    language = text()
    credits = WalletSerializer()
    roles = serializers.ListField(child=open_set(["staff"]))
    created_at = instant()


class MeEditSerializer(serializers.Serializer[Any]):
    name = text(required=False, allow_null=True, max_length=120)
    language = text(required=False)


class TokenSerializer(serializers.Serializer[Any]):
    """A personal key to the API, without its secret."""

    id = serializers.UUIDField()
    name = text()
    prefix = text("How the secret starts.")
    scopes = serializers.ListField(child=open_set(SCOPES))
    created_at = instant()
    expires_at = instant(allow_null=True)
    last_used_at = instant("To the minute.", allow_null=True)


class NewTokenSerializer(TokenSerializer):
    """A token just made, with its secret."""

    token = text("The secret; null when the call is a repeat.", allow_null=True)


class TokenRequestSerializer(serializers.Serializer[Any]):
    name = text(max_length=120)
    scopes = serializers.ListField(child=open_set(SCOPES), min_length=1)
    expires_at = instant("Null for no end.", required=False, allow_null=True)


class SpentSerializer(serializers.Serializer[Any]):
    today = credits_field()
    month = credits_field()


class SpentOnSerializer(serializers.Serializer[Any]):
    credits = credits_field()
    count = serializers.IntegerField()


class SpentByDaySerializer(SpentOnSerializer):
    date = serializers.DateField()


class SpentByKindSerializer(SpentOnSerializer):
    kind = open_set(KINDS)


class SpentByModelSerializer(SpentOnSerializer):
    model = text()


class RefundSerializer(serializers.Serializer[Any]):
    """Credits that an operator gave back."""

    generation = serializers.UUIDField()
    credits = credits_field()
    reason = text()
    at = instant()


class UsageSerializer(WalletSerializer):
    """Credits held, spent and left."""

    spent = SpentSerializer()
    refunds = RefundSerializer(many=True)
    by_day = SpentByDaySerializer(many=True)
    by_kind = SpentByKindSerializer(many=True)
    by_model = SpentByModelSerializer(many=True)


class ServerSerializer(serializers.Serializer[Any]):
    """What a client must know before anyone signs in."""

    name = text()
    version = text()
    sandbox = serializers.BooleanField(help_text="Nothing made here costs money.")
    sign_up = open_set(["open", "invite", "closed"])
    sign_in = serializers.ListField(child=open_set(["password", "passkey", "code"]))
    limits = described({"type": "object", "additionalProperties": {}})
    features = serializers.ListField(child=serializers.CharField())
