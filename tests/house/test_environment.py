from __future__ import annotations

from decimal import Decimal

import pytest

from kling_site.env import Environment, Misconfigured, read_dotenv


def environment(**values: str) -> Environment:
    return Environment(values, secrets={"KEY"})


def test_an_unset_or_empty_variable_takes_its_default():
    env = environment(EMPTY="  ")
    assert env.integer("EMPTY", 5, low=1, high=9) == 5
    assert env.text("UNSET", "x") == "x"
    env.finish()


@pytest.mark.parametrize("value", ["0", "11", "x", "1.5", "-1", "nan", "٣"])
def test_a_whole_number_outside_its_range_is_refused(value):
    env = environment(N=value)
    env.integer("N", 5, low=1, high=2)
    with pytest.raises(Misconfigured, match=r"^N: must be a whole number from 1 to 2"):
        env.finish()


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "0", "1e9", "fast"])
def test_a_pace_that_no_clock_can_keep_is_refused(value):
    env = environment(PACE=value)
    assert env.number("PACE", 1.0, low=0.001, high=100) == 1.0
    assert env.problems


@pytest.mark.parametrize("value", ["NaN", "sNaN", "-1", "Infinity", "0.0000001", "£3"])
def test_an_amount_is_a_plain_number_of_credits(value):
    env = environment(CREDITS=value)
    assert env.amount("CREDITS", Decimal(0)) == 0
    assert env.problems


@pytest.mark.parametrize(("value", "flag"), [("Yes", True), ("0", False), ("on", True)])
def test_a_flag_is_said_in_any_usual_word(value, flag):
    env = environment(DEBUG=value)
    assert env.flag("DEBUG", default=not flag) is flag
    env.finish()


def test_a_misspelt_flag_is_not_taken_for_no():
    env = environment(DEBUG="flase")
    env.flag("DEBUG", default=False)
    with pytest.raises(Misconfigured, match="DEBUG: must be true or false"):
        env.finish()


def test_all_that_is_wrong_is_named_at_once_one_line_each():
    env = environment(SIGN_UP="opne", SITE_URL="studio.example", STUDIO_PACEE="1")
    env.choice("SIGN_UP", "open", ["open", "closed"])
    env.url("SITE_URL", schemes=["https"])
    env.number("STUDIO_PACE", 1, low=0, high=2)
    with pytest.raises(Misconfigured) as refusal:
        env.finish()
    assert str(refusal.value).splitlines() == [
        "SIGN_UP: must be one of open, closed",
        "SITE_URL: must be an address that starts with https://",
        "STUDIO_PACEE: no such variable; is STUDIO_PACE meant?",
    ]


@pytest.mark.parametrize("name", ["HOSTNAME", "CI", "PATH", "PORTS", "OIDC_ISSUER"])
def test_a_variable_of_somebody_else_is_left_alone(name):
    env = environment(**{name: "x"})
    for ours in ("HOST", "PORT", "CACHE_URL"):
        env.text(ours)
    env.finish()


def test_a_secret_is_read_from_the_file_that_it_names(tmp_path):
    (tmp_path / "key").write_text("k1\n")
    assert environment(KEY_FILE=str(tmp_path / "key")).text("KEY") == "k1"


def test_a_secret_given_twice_or_in_no_readable_file_is_refused(tmp_path):
    twice = environment(KEY="a", KEY_FILE=str(tmp_path / "key"))
    missing = environment(KEY_FILE=str(tmp_path / "key"))
    for env in (twice, missing):
        env.text("KEY")
    assert twice.problems == ["KEY: set it or KEY_FILE, not both"]
    assert missing.problems == ["KEY_FILE: cannot be read (FileNotFoundError)"]


def test_a_refusal_never_repeats_the_value():
    env = environment(URL="hunter2://secret")
    env.url("URL", schemes=["https"])
    with pytest.raises(Misconfigured) as refusal:
        env.finish()
    assert "hunter2" not in str(refusal.value)


def test_networks_are_checked_when_read():
    env = environment(GOOD="10.0.0.0/8, ::1", BAD="10.0.0.1/8")
    assert env.networks("GOOD") == ("10.0.0.0/8", "::1/128")
    assert env.networks("BAD") == ()
    assert len(env.problems) == 1


def test_a_dotenv_file_is_read_as_people_write_it(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# PORT=1\n\nexport A = 1\nB='x = #y'\nnonsense\nC=\"\n")
    assert read_dotenv(file) == {"A": "1", "B": "x = #y", "C": '"'}
    assert read_dotenv(tmp_path / "none") == {}
