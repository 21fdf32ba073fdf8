"""The rules of fields: what each may hold, whatever it names."""

from __future__ import annotations

from generations.capability.codes.rule import LEAVE_OUT, Rule

FIELD_RULES: dict[str, Rule] = {
    "not_an_object": Rule(
        "The body is not one JSON object.",
        "The request is {given}. It must be one JSON object.",
        "Send an object with `kind`, `model` and `prompt`.",
    ),
    "required": Rule(
        "A field that must be there is missing or null.",
        "{label} is missing.",
        "Add `{field}`.",
    ),
    "empty": Rule(
        "A text that must say something is empty or only white space.",
        "{label} is empty.",
        "Write something in `{field}`.",
    ),
    "unknown_field": Rule(
        "The request has a field that its kind does not take.",
        "{label} is not a field of {parent}.",
        LEAVE_OUT,
    ),
    "set_by_studio": Rule(
        "The field belongs to the gateway's own call; the studio fills it in.",
        "{label} is set by the studio, never by a request.",
        LEAVE_OUT,
    ),
    "too_many": Rule(
        "There are more entries than are taken, or than are named one by one.",
        "{label} has {count:,} {what}. It takes {limit:,}.",
        "Take {over:,} out.",
    ),
    "too_few": Rule(
        "There are fewer entries than the field takes.",
        "{label} has {count:,} {what}. It takes at least {least:,}.",
        "Add {over:,} more.",
    ),
    "and_more": Rule(
        "There are more problems of a sort than are told one by one.",
        "{label} has {count:,} more problems like these.",
        "Mend those that are told first.",
    ),
    "too_large": Rule(
        "An object is larger than it may be in all.",
        "{label} is {size:,} bytes as JSON. It may have {limit:,}.",
        "Make it {over:,} bytes smaller.",
    ),
    "wrong_type": Rule(
        "The value is of another type than the field takes.",
        "{label} is {given}. It takes {takes}.",
    ),
    "bad_format": Rule(
        "The text is not written in the form that the field takes.",
        "{label} is {given}. It takes {takes}.",
    ),
    "not_finite": Rule(
        "The number is NaN or infinite.",
        "{label} is {given}. It takes an ordinary number.",
    ),
    "not_whole": Rule(
        "The number has a fraction, or is written with one.",
        "{label} is {given}. It takes a whole number.",
    ),
    "out_of_range": Rule(
        "The number is below or above what the field takes.",
        "{label} is {given}. It goes from {low:,} to {high:,}.",
        "Use {near}.",
    ),
    "too_precise": Rule(
        "The amount has more than two decimals.",
        "{label} is {given}. It takes at most 2 decimals.",
    ),
    "too_long": Rule(
        "The text has more characters (Unicode code points) than the field takes.",
        "{label} is {length:,} characters long. It takes {limit:,}.",
        "Shorten it by {over:,}.",
    ),
    "bad_characters": Rule(
        "The text holds a NUL or half of a surrogate pair, which cannot be kept.",
        "{label} holds {what} at character {place:,}.",
        "Remove that character.",
    ),
    "unknown_value": Rule(
        "The value is not among those the field knows.",
        "{label} is {given}. It takes {choices}.",
    ),
    "not_offered": Rule(
        "The value or the field is known, but not offered with the other choices.",
        "{what} is not offered {where}. {reason}",
    ),
    "conflict": Rule(
        "Two fields are set that cannot be used together.",
        "{label} cannot be used together with {other}.",
        "Leave one of the two out.",
    ),
    "no_movement": Rule(
        "A simple camera move has all six axes at zero.",
        "All six camera axes are zero, so the camera would stand still.",
        "Give one axis a value from {low} to {high}, or leave the camera out.",
    ),
    "one_axis_only": Rule(
        "A simple camera move has more than one axis that is not zero.",
        "{given} are set at once. A camera move has one axis.",
        "Keep one and set the others to 0.",
    ),
    "not_taken": Rule(
        "The field goes with another choice than the one made.",
        "{label} is not taken by {given}, which is a whole move of its own.",
        LEAVE_OUT,
    ),
    "needed": Rule(
        "A field is missing that another one in use does not go without.",
        "{label} is missing, and must be there beside {other} {where}.",
        "Add `{field}`.",
    ),
    "follows": Rule(
        "The choice is not made here: it comes with the clip.",
        "{label} is {given}. {reason}",
        LEAVE_OUT,
    ),
}
