"""The table of hostile input: what is tried, by which way it comes, and the tests that really do it."""

from dataclasses import dataclass

CHAT, MAIL, FILE, WEB, EXPORT, LINE, CALL = "chat", "mail", "file", "web page", "export", "command line", "call file"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of hostile input by one way; `tests` are files, or one test of a file behind "::"."""

    what: str
    way: str
    tests: tuple[str, ...]


TEXT = "control, bidi and half signs, 10,000 marks, line ends"
MARKUP = "HTML and Markdown in names and answers"
LONG = "texts above 4096 units, and far too large"
BUTTONS = "forged, foreign, old and double-pressed buttons"
CODES = "codes replayed, guessed, expired"
LINKS = "guessed, forged, used links and tokens"
FLOOD = "flooding and enumeration"
FOREIGN = "another municipality's id, each role"
FILES = "empty, huge, wrong, climbing and exploding files"
FORMULA = "cells that begin with = + - @"
MACHINES = "auto-replies, bounces, loops"
LOGS = "tokens, codes, addresses, newlines in logs"
BROKEN = "what is broken, deep or no such thing"
WEBHOOK = "webhook without secret, too large, deep"
ANYTHING = "whole conversations at random"

ROWS = (
    Row(TEXT, CHAT, ("tests/handlers/test_hostile_text.py",)),
    Row(TEXT, MAIL, ("tests/models/mail_reading/test_hostile_mail.py", "tests/reminders/test_mail_message.py")),
    Row(TEXT, FILE, ("tests/models/language/test_clean_text.py", "tests/handlers/test_files.py")),
    Row(MARKUP, CHAT, ("tests/bot/test_local_html.py",)),
    Row(MARKUP, MAIL, ("tests/reminders/test_letters.py",)),
    Row(MARKUP, WEB, ("tests/bot/web/test_chat_page.py::test_what_was_said_is_words_and_never_a_mark_of_the_page",)),
    Row(LONG, CHAT, ("tests/handlers/test_unclear.py", "tests/handlers/test_answers.py")),
    Row(LONG, WEB, ("tests/bot/web/test_guard.py",)),
    Row(BUTTONS, CHAT, ("tests/handlers/test_buttons.py", "tests/handlers/test_late_presses.py")),
    Row(BUTTONS, WEB, ("tests/bot/web/desk/test_desk_doors.py",)),
    Row(CODES, CHAT, ("tests/handlers/test_codes.py",)),
    Row(CODES, MAIL, ("tests/handlers/test_mail_authority.py",)),
    Row(CODES, WEB, ("tests/bot/web/desk/test_login_page.py",)),
    Row(LINKS, CHAT, ("tests/handlers/test_inviting.py", "tests/handlers/test_link_places.py")),
    Row(LINKS, MAIL, ("tests/models/records/test_reply_token.py",)),
    Row(LINKS, WEB, ("tests/models/records/test_signed_link.py", "tests/bot/web/test_site_doors.py")),
    Row(FLOOD, CHAT, ("tests/handlers/test_ownership.py", "tests/bot/test_order.py")),
    Row(FLOOD, MAIL, ("tests/handlers/test_mail_hygiene.py::test_many_first_mails_of_one_mailbox_draw_one_code",)),
    Row(FLOOD, WEB, ("tests/bot/web/test_exposure.py", "tests/bot/web/public/test_public_pages.py")),
    Row(FOREIGN, CHAT, ("tests/handlers/test_foreign_reach.py", "tests/handlers/test_rights.py")),
    Row(FOREIGN, MAIL, ("tests/handlers/test_officer_mail.py",)),
    Row(FOREIGN, WEB, ("tests/bot/web/desk/test_desk_matrix.py",)),
    Row(FILES, FILE, ("tests/models/files/test_file_kind.py", "tests/models/files/test_file_folder.py")),
    Row(FILES, WEB, ("tests/bot/web/test_chat_page.py::test_a_file_that_is_too_large_for_the_chat_is_refused",)),
    Row(FORMULA, EXPORT, ("tests/models/figures/test_report.py",)),
    Row(FORMULA, FILE, ("tests/models/interest/test_spreadsheet.py",)),
    Row(MACHINES, MAIL, ("tests/handlers/test_mail_hygiene.py", "tests/models/mail_reading/test_mail_corpus.py")),
    Row(LOGS, CHAT, ("tests/bot/test_log.py", "tests/bot/test_logged_conversation.py")),
    Row(
        LOGS,
        WEB,
        (
            "tests/bot/web/test_guard.py::test_an_error_of_ours_gives_the_visitor_a_number_and_the_log_a_place_without_the_address",
        ),
    ),
    Row(LOGS, LINE, ("tests/bot/test_settings.py",)),
    Row(WEBHOOK, WEB, ("tests/bot/web/test_webhook_door.py",)),
    Row(BROKEN, CALL, ("tests/models/call_files/test_call_file.py",)),
    Row(BROKEN, LINE, ("tests/bot/test_cli.py", "tests/bot/test_contacts.py")),
    Row(ANYTHING, CHAT, ("tests/hostile/test_random_conversations.py",)),
)
