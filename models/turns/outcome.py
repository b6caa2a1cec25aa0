"""What came of a turn: notes (what just happened) and one view (where the person is now), without words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.turns.views import View


class Noted(StrEnum):
    """What just happened, said in one sentence before the view."""

    AGREE_FIRST = "agree_first"
    ACCEPT_FIRST = "accept_first"  # the same, to who is invited to be an officer
    WELCOME_BACK = "welcome_back"
    SAVED = "saved"
    SAVED_AS = "saved_as"
    SAVED_UNSENT = "saved_unsent"
    SAME = "same"
    UNUSABLE = "unusable"
    SAVED_FILE = "saved_file"
    FILE_REFUSED = "file_refused"
    FILE_UNPLACED = "file_unplaced"
    CAPTION_LEFT = "caption_left"
    FILE_REMOVED = "file_removed"
    CONFIRMED = "confirmed"
    COLLEAGUE_ANSWERED = "colleague_answered"
    PUT_BACK = "put_back"
    SKIPPED = "skipped"
    SKIPPED_OPTIONAL = "skipped_optional"
    ALREADY_ANSWERED = "already_answered"
    NOT_THERE = "not_there"
    NO_SUCH_ITEM = "no_such_item"
    EDITED = "edited"
    EDIT_UNKNOWN = "edit_unknown"
    CARRIED_OVER = "carried_over"
    IN_TIME = "in_time"
    CLOSED = "closed"
    NO_NEXT_ROUND = "no_next_round"
    CODE_SENT = "code_sent"
    CODE_LIMIT = "code_limit"
    CODE_WRONG = "code_wrong"
    CODE_DEAD = "code_dead"
    CODE_LOCKED = "code_locked"
    MAILBOX_PROVEN = "mailbox_proven"
    MAILBOX_FOREIGN = "mailbox_foreign"
    NOT_A_MAILBOX = "not_a_mailbox"
    JOIN_ASKED = "join_asked"
    JOIN_WAITS = "join_waits"
    JOIN_PENDING = "join_pending"
    TOWN_APPLIES = "town_applies"
    JOINED = "joined"
    JOIN_REFUSED = "join_refused"
    COLLEAGUE_ASKS = "colleague_asks"
    COLLEAGUE_LET_IN = "colleague_let_in"
    COLLEAGUE_KEPT_OUT = "colleague_kept_out"
    INVITED = "invited"
    INVITE_LIMIT = "invite_limit"
    INVITATION_LINK = "invitation_link"
    INVITATION_OPENED = "invitation_opened"
    INVITATION_WAITS = "invitation_waits"
    INVITATION_DEAD = "invitation_dead"
    OWN_CASE_FIRST = "own_case_first"
    HANDED_OVER = "handed_over"
    LEFT = "left"
    LEFT_ALONE = "left_alone"
    LEFT_LAST = "left_last"
    LEFT_NOBODY = "left_nobody"
    MERGED = "merged"
    MERGED_OTHERS = "merged_others"
    SENT_LATE = "sent_late"
    CANNOT_SEND = "cannot_send"
    NOTHING_NEW = "nothing_new"
    CHANGED_MEANWHILE = "changed_meanwhile"
    WITHDRAWN = "withdrawn"
    KEPT_GOING = "kept_going"
    ERASED = "erased"
    QUESTION_KEPT = "question_kept"
    LANGUAGE = "language"
    REMINDERS = "reminders"
    REMINDERS_OFF = "reminders_off"
    LATER = "later"
    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_COMMAND = "no_such_command"
    NOT_SAVED = "not_saved"
    UNREADABLE = "unreadable"
    PICK_UP = "pick_up"
    MEETING_UNKNOWN = "meeting_unknown"
    PLAN_NEEDS_MAILBOX = "plan_needs_mailbox"
    PLAN_MAILED = "plan_mailed"
    NO_PLAN_NOW = "no_plan_now"
    MUNICIPALITY_FIXED = "municipality_fixed"
    OFFICER = "officer"
    ALL_DECIDED = "all_decided"
    NONE_LISTED = "none_listed"
    NO_SUCH_CASE = "no_such_case"
    NOTHING_NAMED = "nothing_named"
    NO_SUCH_STEP = "no_such_step"
    NOBODY_TO_TELL = "nobody_to_tell"
    SENT_AGAIN = "sent_again"
    NO_ITEM_NAMED = "no_item_named"
    NO_REASON_GIVEN = "no_reason_given"
    UNDONE = "undone"
    UNDO_TOO_LATE = "undo_too_late"
    NONE_COMPLETE = "none_complete"
    SEVERAL_UNDONE = "several_undone"
    NO_SUCH_ROUND = "no_such_round"
    FROZEN = "frozen"
    NOTHING_FROZEN = "nothing_frozen"
    FIGURES_MAILED = "figures_mailed"
    DECLINED = "declined"
    FIXED = "fixed"
    NOT_ASKED = "not_asked"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    EXTENDED_UNTOLD = "extended_untold"
    SHORTENED_UNTOLD = "shortened_untold"
    NOT_EXTENDED = "not_extended"
    ENDS_TODAY = "ends_today"
    WHICH_TOWN = "which_town"
    NOT_TOLD_YET = "not_told_yet"
    INTAKE_PLANNED = "intake_planned"
    INTAKE_MOVED = "intake_moved"
    INTAKE_CANCELLED = "intake_cancelled"
    INTAKE_HELD = "intake_held"
    INTAKE_LIES_AHEAD = "intake_lies_ahead"
    INTAKE_FIRST = "intake_first"
    BUDGET_FIXED = "budget_fixed"
    BUDGET_FIRST = "budget_first"
    EXPERT_NAMED = "expert_named"
    PHASE_PLANNED = "phase_planned"
    PHASE_FIRST = "phase_first"
    DROPPED = "dropped"
    GUIDANCE_BEGUN = "guidance_begun"
    GUIDANCE_GOES_ON = "guidance_goes_on"
    EVALUATION_ASKED = "evaluation_asked"
    EVALUATION_FIRST = "evaluation_first"
    ADVISED = "advised"
    MEANWHILE = "meanwhile"
    NO_STORY = "no_story"
    CONFIRM_OR_CHANGE = "confirm_or_change"
    EVALUATION_INCOMPLETE = "evaluation_incomplete"
    EVALUATION_CHANGED = "evaluation_changed"
    EVALUATION_SENT = "evaluation_sent"
    SHARED = "shared"
    NOT_SHARED = "not_shared"
    UNSHARED = "unshared"
    SHOWN = "shown"
    HIDDEN = "hidden"
    NO_QUESTIONS = "no_questions"
    ANSWERED_ALREADY = "answered_already"
    TOO_LONG = "too_long"
    REPLY_NOT_SENT = "reply_not_sent"
    NO_MAILBOXES = "no_mailboxes"
    MAILBOX_CONFIRMED = "mailbox_confirmed"
    WHY_REFUSED = "why_refused"
    MAILBOX_TURNED_DOWN = "mailbox_turned_down"
    MAILBOX_DECIDED = "mailbox_decided"
    MAILBOX_REFUSED = "mailbox_refused"
    NO_SUCH_TOWN = "no_such_town"
    NOTHING_TO_FOLLOW = "nothing_to_follow"
    COLLEAGUE_FOLLOWS = "colleague_follows"
    CLAIMED = "claimed"
    RELEASED = "released"
    RESTS = "rests"
    WOKEN = "woken"
    TYPE_NOTE = "type_note"
    NOTE_KEPT = "note_kept"
    NOTE_ERASED = "note_erased"
    OUTCOME_KEPT = "outcome_kept"
    NUDGED = "nudged"
    NUDGED_TODAY = "nudged_today"
    NOBODY_TO_NUDGE = "nobody_to_nudge"
    SENDING_PAUSED = "sending_paused"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened, with the values that its sentence names."""

    what: Noted
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a turn; with `view` None the notes say it all."""

    view: View | None
    notes: tuple[Note, ...] = ()
    quiet: bool = False  # a double press: one line above the buttons is enough
    language: str | None = None  # the one to talk from now on, when it was changed

    def noting(self, *notes: Note) -> "Outcome":
        """Return the same outcome with `notes` said first."""
        return replace(self, notes=(*notes, *self.notes)) if notes else self


class Instead(Exception):
    """A turn that cannot go on; `outcome` is said instead. What was written before it stays."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def only(what: Noted, **values: object) -> Outcome:
    """Return an outcome that is one sentence and no view."""
    return Outcome(view=None, notes=(Note(what, values),))
