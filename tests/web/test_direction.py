"""What people write keeps its own direction: right-to-left text ends on its left."""

from __future__ import annotations

import re

import pytest

PROMPT = "קיפוד ביער, ערב!"


@pytest.mark.parametrize("path", ["/queue/", "/gallery/", "/create/text2video/"])
def test_the_words_of_a_job_and_a_clip_have_it(alice, path):
    alice.ask(prompt=PROMPT)
    alice.keep_clip(prompt=PROMPT)
    page = alice.see(path).text
    places = re.findall(
        rf"((?:<[^<>]*>\s*){{1,2}}){PROMPT}", page.partition("<body")[2]
    )
    assert places
    assert all('dir="auto"' in tags for tags in places), places


@pytest.mark.parametrize("name", ["prompt", "negative_prompt"])
def test_a_field_takes_it_from_what_is_typed(alice, name):
    page = alice.see("/create/text2video/").text
    [field] = re.findall(rf'<textarea[^>]*name="{name}"[^>]*>', page)
    assert 'dir="auto"' in field


def test_the_page_of_a_clip_has_it_everywhere(alice):
    page = alice.see(f"/videos/{alice.keep_clip(prompt=PROMPT).pk}/").text
    for place in ("facts__title", "facts__prompt", 'id="title"', 'id="note"'):
        [tag] = re.findall(rf"<\w+[^<>]*{place}[^<>]*>", page)
        assert 'dir="auto"' in tag
