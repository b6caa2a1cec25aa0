"""Nothing is lost and nothing counted twice when the reader of mails is killed: a few kills, by both ways."""

from pathlib import Path

import pytest

from tests.fakes.imap_server import ImapServer
from tests.faults import mail_killed

pytestmark = pytest.mark.sqlite_alone("the reader that is killed has a database in its own folder")


def test_a_folder_is_read_while_the_reader_is_killed(tmp_path: Path) -> None:
    assert mail_killed.run(tmp_path / "data", None, kills=2, seed=20211112, mails_a_kill=2).cells()[-1] == "holds"


def test_a_mailbox_is_read_while_the_reader_is_killed(tmp_path: Path, imap_server: ImapServer) -> None:
    assert mail_killed.run(tmp_path / "data", imap_server, kills=2, seed=7, mails_a_kill=2).cells()[-1] == "holds"
