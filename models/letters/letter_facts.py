"""What a letter is about, gathered at the moment of sending; None when it is of no use any more."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.letters import (
    beside_facts,
    closing_facts,
    course_facts,
    decision_facts,
    desk_facts,
    figures_facts,
    interest_facts,
    mail_facts,
    news_facts,
    officer_mail_facts,
    operator_facts,
    people_facts,
    plan_facts,
    province_facts,
    receipt_facts,
    reminder_facts,
    undecided_facts,
)
from models.letters.facts import Facts, Gather
from models.records.messages.outbox_queries import Message


def gather(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the facts of a message as they are `now`, or None when it need not leave any more."""
    return GATHER[message.kind](session, message, key, now)


GATHER: Mapping[str, Gather] = {
    "code": people_facts.code,
    "receipt": receipt_facts.receipt,
    "invitation": people_facts.invitation,
    "join_request": people_facts.join_request,
    "joined": people_facts.about_colleague,
    "join_refused": people_facts.about_colleague,
    "let_in": people_facts.let_in,
    "left": people_facts.left,
    "handed_over": people_facts.handed_over,
    "withdrawn": people_facts.withdrawn,
    "reminder": reminder_facts.reminder,
    "interest": interest_facts.interest,
    "expired": closing_facts.expired,
    "unsent": closing_facts.unsent,
    "extended": closing_facts.extended,
    "no_next_round": closing_facts.no_next,
    "plan": plan_facts.plan,
    "province_list": province_facts.province_list,
    "undecided_list": undecided_facts.undecided_list,
    "health": operator_facts.health,
    "failures": operator_facts.failures,
    "admissible": decision_facts.told,
    "selected": decision_facts.told,
    "information_requested": decision_facts.information_requested,
    "fallen_out": decision_facts.fallen_out,
    "figures": figures_facts.figures,
    "mail_answer": mail_facts.mail_answer,
    "way_in": mail_facts.way_in,
    "mail_parked": mail_facts.mail_parked,
    "officer_answer": officer_mail_facts.officer_answer,
    "officer_invitation": desk_facts.officer_invitation,
    "desk_login": desk_facts.desk_login,
    "more_time": interest_facts.more_time,
    "intake": course_facts.intake,
    "guidance": course_facts.guidance,
    "evaluation_asked": course_facts.evaluation_asked,
    "advice": course_facts.advice,
    "question": beside_facts.question,
    "answer": beside_facts.answer,
    "mailbox_asked": beside_facts.mailbox_asked,
    "mailbox_confirmed": beside_facts.mailbox_decided,
    "mailbox_refused": beside_facts.mailbox_decided,
    "nudge": beside_facts.nudge,
    "town_news": news_facts.town_news,
    "information_given": news_facts.information_given,
}
KINDS = frozenset(GATHER)
