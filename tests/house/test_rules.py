"""Every rule of the procedure says where it comes from, and every rule that is written down is kept somewhere."""

import re

from tests.house.source import ROOT, product

CITED = re.compile(r"Source: ARCHITECTURE\.md, Rules: ([A-Z][A-Za-z ]+)\.")


def written() -> set[str]:
    """Return the names of the paragraphs under "Rules" in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    [section] = re.findall(r"^## Rules\n(.*?)^## ", text, flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^\*\*([A-Z][^.*]+)\.\*\*", section, flags=re.MULTILINE))


def cited() -> dict[str, str]:
    """Return which file of the product cites which paragraph."""
    return {rule: file.path for file in product() for rule in CITED.findall(file.text)}


def test_every_rule_that_is_written_down_is_cited_by_the_code_that_keeps_it() -> None:
    assert written()
    assert written() - cited().keys() == set()


def test_every_rule_that_is_cited_is_written_down() -> None:
    assert {rule: path for rule, path in cited().items() if rule not in written()} == {}


def test_the_rules_of_the_procedure_are_kept_in_models_alone() -> None:
    assert {path.split("/")[0] for path in cited().values()} == {"models"}


def test_no_source_is_a_document_that_is_not_here() -> None:
    pointing = {f"{file.path}: {name}" for file in product() for name in re.findall(r"\b([A-Z]+)\.md\b", file.text)}
    missing = {one for one in pointing if not (ROOT / f"{one.rsplit(' ', 1)[1]}.md").is_file()}
    unwritten = [file.path for file in product() if re.search(r"\bDESIGN\b|\bTESTBAR\b|STYLE\.md", file.text)]
    assert missing - {one for one in missing if one.endswith("README")} == set()
    assert unwritten == []
