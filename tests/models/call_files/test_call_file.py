"""Call files: what is read, and what is kept of it."""

import dataclasses
import hashlib
import json
from datetime import date

import pytest

from models.call_files.call_file import (
    call_from_content,
    canonical_content,
    load_call_file,
    read_call,
    shipped_call,
    shipped_call_source,
)
from models.calls.call import Kind
from tests.fakes.call_sources import SOURCE, changed, extending


def test_the_file_s_stem_becomes_the_call_s_name(tmp_path):
    path = tmp_path / "profploeg-next.toml"
    path.write_text(extending(""), encoding="utf-8")
    assert load_call_file(path).name == "profploeg-next"


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path):
    path = tmp_path / "next.toml"
    path.write_text(extending(""), encoding="utf-8-sig")
    assert load_call_file(path).name == "next"


def test_an_extending_file_changes_its_own_fields_and_takes_the_rest():
    base = shipped_call("profploeg")
    call = read_call(extending('[title]\nnl = "Ander"\nen = "Other"'), "next")
    assert call.title.nl == "Ander"
    assert call.checklist == base.checklist
    assert call.round_rules == base.round_rules


def test_who_gives_rounds_does_not_inherit_the_days_that_belong_to_the_old_ones():
    rounds = '[[round]]\nid = "1"\nlast_day = "06-01"\nguidance_from = "09-01"'
    call = read_call(f'extends = "profploeg-2021"\n{rounds}', "next")
    assert call.opens_at is None
    assert call.municipalities_on is None


def test_guidance_may_begin_the_day_after_the_last_day():
    days = "last_day = 2026-10-01\nguidance_from = 2026-10-02"
    assert read_call(extending(f'opens_on = 2026-10-01\n[[round]]\nid = "1"\n{days}'), "next")


def test_required_when_makes_an_item_required_in_that_case():
    call = read_call(changed("required = false\n", 'required_when = { themes = "beleid" }\n'), "next")
    item = call.checklist.by_key["partners"]
    assert item.required
    assert item.required_when == (("themes", "beleid"),)


def test_the_stored_content_makes_the_identical_call_again():
    call = read_call(SOURCE, "profploeg")
    content = canonical_content(SOURCE, "profploeg")
    call_from_content.cache_clear()
    again = call_from_content(content)
    assert again is not call
    assert again == call
    assert hash(again) == hash(call)


def test_the_version_is_the_hash_of_the_stored_content():
    content = canonical_content(SOURCE, "profploeg")
    assert call_from_content(content).version == hashlib.sha256(content.encode()).hexdigest()


def test_the_content_is_canonical_json_with_extends_resolved():
    content = canonical_content(shipped_call_source("profploeg-2021"), "profploeg-2021")
    table = json.loads(content)
    assert json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":")) == content
    assert "extends" not in table
    assert len(table["item"]) == 29
    assert table["opens_on"] == "2021-06-25"


def test_layout_and_comments_do_not_change_the_version_but_words_do():
    version = read_call(SOURCE, "profploeg").version
    assert read_call(f"# a remark\n{SOURCE}\n\n", "profploeg").version == version
    assert read_call(changed("Wat is jullie uitdaging?", "Wat is de uitdaging?"), "profploeg").version != version
    assert read_call(SOURCE, "other").version != version


def test_every_field_of_an_item_arrives():
    item = read_call(SOURCE, "profploeg").checklist.by_number["8"]
    assert item.kind is Kind.SEVERAL
    assert [option.key for option in item.options][:2] == ["bekendheid", "beleving"]
    assert item.limits.least == 1
    assert all(getattr(item, field.name) is not None for field in dataclasses.fields(item))


def test_texts_arrive_without_the_white_space_around_them():
    call = read_call(SOURCE, "profploeg")
    texts = [words for faq in call.faq for words in (faq.answer.nl, faq.answer.en)]
    assert all(text == text.strip() for text in texts)


def test_the_days_of_the_file_arrive():
    call = read_call(shipped_call_source("profploeg-2021"), "profploeg-2021")
    assert call.municipalities_on == date(2021, 6, 25)
    assert call.opens_at is not None
    assert call.opens_at.isoformat() == "2021-06-25T00:00:00+02:00"


def test_an_unknown_shipped_call_is_a_key_error():
    with pytest.raises(KeyError):
        shipped_call_source("../calls/profploeg")
