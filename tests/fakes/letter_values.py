"""Every letter with the values it takes; those that may be None or empty have a second line."""

SENT = {"municipality": "Heist-op-den-Berg", "call_title": "Profploeg"}
MAILBOX = {"asker": "Jan Peeters", "asker_email": "jan@heist-op-den-berg.be"}
DECIDED = SENT | {"number": "PROF-2021-2-0007", "lead": "Dit is beslist."}
ASKED = {"items": ["7. Uitdaging: over welke straten gaat het?"], "remark": "Zo kunnen we verder."}
FALLEN = (
    DECIDED | ASKED | {"next_round": "indieningsronde 2021-2", "deadline": "vrijdag 12 november", "has_other": False}
)
ASKER = {"asker": "Jan Peeters"}
OFFICER = {"officer": "Piet", "role": "medewerker van de provincie Limburg"}
NUDGER = {"officer": "Piet", "province": "Limburg", "officer_email": "piet@provincie.example"}
HOW_LIST = {"how": 'Antwoord op deze mail met de naam en wat je doet: "As: claim".'}
NOBODY_FELL = HOW_LIST | {"fallen": [], "nudged": 0, "answered": 0}
FELL = HOW_LIST | {
    "fallen": [["Bilzen", "onontvankelijk", "Piet volgt op", "1 aansporing"]],
    "nudged": 1,
    "answered": 1,
}
NO_ROUND = {"deadline": None, "days": None, "submitted": 0, "counts": [], "rows": []}
NO_NEXT = {"next_round": None, "deadline": None}

VALUES: list[tuple[str, dict[str, object]]] = [
    ("code", {"code": "483201", "minutes": 10, "municipality": "As", "mail_waits": False, "of_officer": False}),
    ("code", {"code": "483201", "minutes": 10, "municipality": None, "mail_waits": True, "of_officer": False}),
    ("code", {"code": "483201", "minutes": 10, "municipality": None, "mail_waits": True, "of_officer": True}),
    ("desk_login", {"code": "483201", "minutes": 10, "link": "https://k.be/loket/inloggen/1-x"}),
    ("desk_login", {"code": "483201", "minutes": 1, "link": None}),
    (
        "receipt",
        SENT
        | {
            "number": "PROF-2021-2-0007",
            "sent_at": "vrijdag 12 november 2021 om 21.30 uur (Brussel)",
            "version": 2,
            "checksum": "ab" * 32,
            "deadline": "vrijdag 12 november 2021, 23.59 uur (Brussel)",
            "steps": ["VLAIO kijkt je aanvraag na.", "Je krijgt de beslissing per mail."],
            "unclear": ["7. Uitdaging: ik lees niet waar het speelt."],
        },
    ),
    (
        "receipt",
        SENT
        | {
            "number": "X",
            "sent_at": "nu",
            "version": 1,
            "checksum": "",
            "deadline": "morgen",
            "steps": [],
            "unclear": [],
        },
    ),
    (
        "invitation",
        SENT | {"inviter": "An", "code": "X", "link": "https://t.me/k?start=x", "hand_over": False, "days": 14},
    ),
    ("invitation", SENT | {"inviter": "An", "code": "X", "link": None, "hand_over": True, "days": 14}),
    ("join_request", MAILBOX | {"municipality": "As", "days": 3}),
    ("join_request", {"asker": "Jan Peeters", "asker_email": "", "municipality": "As", "days": 3}),
    ("join_refused", {"municipality": "As"}),
    ("let_in", {"municipality": "As"}),
    ("left", {"name": "Jan Peeters", "taker": "An", "municipality": "As"}),
    ("joined", {"name": "Jan Peeters", "municipality": "As"}),
    ("handed_over", SENT | {"giver": "An", "taker": "Jan"}),
    (
        "expired",
        SENT
        | {
            "closed": "vrijdag",
            "next_round": "indieningsronde 2022-1",
            "deadline": "zaterdag 13 augustus",
            "missing": ["7. Uitdaging", "9. Effect"],
            "numbers": ["7", "9"],
            "minutes": 6,
        },
    ),
    (
        "expired",
        {"municipality": None, "call_title": "Profploeg", "closed": "vrijdag", "next_round": None, "deadline": None}
        | {"missing": [], "numbers": [], "minutes": 0},
    ),
    (
        "unsent",
        SENT
        | {"number": "PROF-2021-2-0007", "closed": "vrijdag", "sent_at": "maandag 8 november", "version": 2}
        | {"items": ["7. Uitdaging"], "numbers": ["7"]},
    ),
    ("extended", SENT | {"deadline": "vrijdag", "reason": "Het stadhuis stond onder water.", "earlier": False}),
    ("extended", {"municipality": None, "call_title": "X", "deadline": "vrijdag", "reason": None, "earlier": True}),
    ("no_next_round", {"call_title": "Profploeg", "deadline": "vrijdag", "days": 1, "drafts": 3}),
    (
        "plan",
        SENT
        | {"steps": ["maandag 8 november 2021: vergadering"], "warning": "Laat.", "ended": None, "is_changed": False},
    ),
    ("plan", SENT | {"steps": ["maandag"], "warning": None, "ended": None, "is_changed": True}),
    *[
        ("plan", SENT | {"steps": ["maandag"], "warning": None, "ended": ended, "is_changed": True})
        for ended in ("submitted", "withdrawn", "stopped")
    ],
    (
        "province_list",
        {
            "province": "Antwerpen",
            "call_title": "Profploeg",
            "round": "2021-2",
            "deadline": "vrijdag 12 november 2021, 23.59 uur (Brussel)",
            "days": 1,
            "submitted": 3,
            "counts": ["1 ontwerp", "2 niet begonnen"],
            "rows": [["Boom", "vraag 7 (Uitdaging)", "9 ontbreken", "mailbox niet bewezen"], ["Mol", "niets", "", ""]],
        }
        | NOBODY_FELL,
    ),
    ("province_list", {"province": "Limburg", "call_title": "Profploeg", "round": None} | NO_ROUND | FELL),
    (
        "undecided_list",
        {
            "count": 2,
            "days": 10,
            "rows": [["PROF-2021-2-0007", "Boom (Antwerpen)", "ingediend", "maandag", "11"]],
            "more": 1,
        },
    ),
    (
        "figures",
        {"call_title": "Profploeg", "at": "maandag", "submitted": 35, "municipalities": 35, "checksum": "ab" * 32},
    ),
    ("undecided_list", {"count": 1, "days": 10, "rows": [["X", "Boom", "ingediend", "nu", "10"]], "more": 0}),
    ("withdrawn", SENT | {"number": "PROF-2021-2-0007", "withdrawn_at": "maandag 8 november 2021"}),
    ("withdrawn", SENT | {"number": None, "withdrawn_at": "maandag 8 november 2021"}),
    ("health", {"at": "woensdag", "reasons": ["de databank is niet leesbaar"]}),
    ("health", {"at": "woensdag", "reasons": []}),
    (
        "failures",
        {
            "start": "dinsdag",
            "end": "woensdag",
            "total": 53,
            "counts": {"failed": 51, "expired": 0, "handed_over": 1, "uncertain": 1, "unanswered": 1},
            "failed": ["1 · reminder · mail · 550 no such mailbox"] * 50,
            "expired": [],
            "handed_over": ["2 · reminder · telegram"],
            "uncertain": ["3 · reminder · mail · no answer"],
            "unanswered": ["4 · question · 2021-10-20"],
        },
    ),
    ("admissible", DECIDED | {"items": [], "remark": ""}),
    ("selected", DECIDED | {"items": [], "remark": "Tot gauw."}),
    ("information_requested", DECIDED | ASKED | {"until": "vrijdag 3 september 2021, 23.59 uur (Brussel)"}),
    ("information_requested", DECIDED | {"items": ["12. Besluit: ?"], "remark": "", "until": "vrijdag"}),
    ("fallen_out", FALLEN | {"stage": "inadmissible", "missed": None}),
    ("fallen_out", FALLEN | {"stage": "unclear", "missed": "vrijdag 3 september 2021", "remark": ""}),
    ("fallen_out", FALLEN | {"stage": "not_selected", "items": [], "missed": None} | NO_NEXT),
    ("fallen_out", FALLEN | {"stage": "inadmissible", "missed": None} | NO_NEXT | {"has_other": True}),
    ("officer_invitation", {"role": "medewerker van VLAIO", "code": "X", "link": "https://t.me/k?start=x", "days": 14}),
    ("officer_invitation", {"role": "medewerker van VLAIO", "code": "X", "link": None, "days": 1}),
    ("question", ASKER | {"question": "Wat is een kern?\nEn wie telt?", "municipality": "As", "item": "5. Kern"}),
    ("question", ASKER | {"question": "?", "municipality": None, "item": None}),
    (
        "answer",
        {"question": "Wat is een kern?", "answer": "Waar mensen winkelen.\nDus niet de rand."}
        | OFFICER
        | {"municipality": "As"},
    ),
    (
        "answer",
        {"question": "Wat is\neen kern?", "answer": "Waar mensen winkelen."}
        | OFFICER
        | {"role": "", "municipality": None},
    ),
    ("mailbox_asked", {"name": "Jan Peeters", "email": "jan@adviesbureau.example", "municipality": "As"}),
    ("mailbox_confirmed", {"email": "jan@adviesbureau.example", "municipality": "As"}),
    ("mailbox_refused", {"email": "jan@x.example", "municipality": "As", "reason": "Onbekend.", "number": "4"}),
    ("nudge", SENT | {"text": "Bel me gerust.\n\nTot dan.", "link": None} | NUDGER),
    ("nudge", SENT | {"text": "Bel me gerust.", "link": "https://t.me/k?start="} | NUDGER),
]
DRAFT = {
    "municipality": "As",
    "deadline": "vrijdag 12 november 2021, 23.59 uur (Brussel)",
    "days": 7,
    "missing": ["7. Uitdaging (4 minuten)", "13. Datum besluit (1 minuut)"],
    "more": 0,
    "minutes": 5,
    "unclear": ["9. Al geprobeerd"],
    "fell_out": None,
}
COMPLETE = DRAFT | {"municipality": None, "days": 0, "missing": [], "unclear": [], "minutes": 0}
REMINDED = {"call_title": "Profploeg", "days": 7, "is_last_call": False, "mailbox_missing": False, "link": None}
REMINDED |= {"reply_number": "7"}
VALUES += [
    ("reminder", REMINDED | {"applications": [DRAFT]}),
    (
        "reminder",
        REMINDED
        | {"applications": [COMPLETE], "days": 0, "is_last_call": True, "mailbox_missing": True, "reply_number": ""},
    ),
    (
        "reminder",
        REMINDED
        | {
            "applications": [DRAFT | {"fell_out": "onontvankelijk", "days": 1, "more": 3}, COMPLETE, DRAFT],
            "days": 1,
            "is_last_call": True,
            "link": "https://t.me/k?start=",
        },
    ),
]
SHOWN_INTEREST = {
    "call_title": "Profploeg",
    "call_short": "de profploeg",
    "summary": "Een team van experts.",
    "minutes": 25,
    "deadline": "vrijdag 12 november 2021, 23.59 uur (Brussel)",
    "days": 28,
}
VALUES += [
    ("interest", SHOWN_INTEREST | {"towns": ["As", "Ham"], "source": "webinar", "link": "https://t.me/k?start="}),
    ("interest", SHOWN_INTEREST | {"towns": ["As"], "source": "webinar", "link": None}),
    ("interest", SHOWN_INTEREST | {"towns": [], "source": None, "link": None}),
]

# What follows a selection: planned, moved with a note, cancelled with a reason.
NUMBERED = {"municipality": "Heist-op-den-Berg", "number": "PROF-2021-2-0007"}
INTAKE = NUMBERED | {"when": "vrijdag 3 december 2021 om 14.30 uur", "is_moved": False, "is_cancelled": False}
THERE = {"place": "Gemeentehuis", "note": "", "officer": None, "reason": ""}
GUIDED = NUMBERED | {"phases": ["Verkennen: maandag tot en met vrijdag"], "experts": ["Winkels: Mia Maes (Stadslab)"]}
EVALUATED = SENT | {"questions": 7, "minutes": 9, "items": ()}
OF_EVALUATION = [
    {"number": "2", "title": "Bereikt?", "options": "Helemaal, Niet", "is_optional": ""},
    {"number": "5", "title": "Wat kan beter?", "options": "", "is_optional": "yes"},
]
MORE_TIME = SENT | {"deadline": "vrijdag 19 november", "earlier": False, "source": "Webinar 25 juni"}
VALUES += [
    ("intake", INTAKE | THERE),
    ("intake", INTAKE | THERE | {"is_moved": True, "note": "Breng het plan mee.", "officer": "Els"}),
    (
        "intake",
        INTAKE | {"is_moved": True, "is_cancelled": True, "place": "", "note": "", "officer": None, "reason": "Ziek."},
    ),
    ("guidance", GUIDED | {"asks_evaluation": True}),
    ("guidance", GUIDED | {"experts": [], "asks_evaluation": False}),
    ("evaluation_asked", EVALUATED | {"again": False}),
    ("evaluation_asked", EVALUATED | {"again": True, "items": OF_EVALUATION}),
    ("advice", NUMBERED | {"advice": "Begin met de eigenaars."}),
    ("more_time", MORE_TIME | {"link": None}),
    ("more_time", MORE_TIME | {"earlier": True, "link": "https://t.me/k?start="}),
]

MAILED = {
    "subject": "Re: profploeg",
    "notes": [],
    "answers": [],
    "begun": False,
    "municipality": "As",
    "call_title": "Profploeg",
    "deadline": "vrijdag 12 november 2021, 23.59 uur (Brussel)",
    "taken": ["3. Functie contact: Deskundige"],
    "unclear": (),
    "refused": [],
    "loose": (),
    "is_closed": False,
    "is_evaluation": False,
    "to_confirm": None,
    "missing": (),
    "minutes": 0,
    "is_complete": False,
    "summary": [],
    "link": None,
}
OPTIONS = {"number": "8", "title": "Welke?", "options": "Beleving, Beleid", "is_file": "", "example": ""}
ASKED_BY_MAIL = [
    {"number": "6", "title": "Welk gebied?", "options": "", "is_file": "", "example": "De Kerkstraat"},
    OPTIONS,
    {"number": "12", "title": "Het besluit", "options": "", "is_file": "yes", "example": ""},
]
PLACED = {"letter": "A", "said": "vijf winkels", "likely": "7. Uitdaging of 9. Al geprobeerd", "number": "7"}
VALUES += [
    ("mail_answer", MAILED | {"missing": ASKED_BY_MAIL, "minutes": 12, "link": "https://t.me/k?start="}),
    (
        "mail_answer",
        MAILED | {"begun": True, "missing": ASKED_BY_MAIL, "minutes": 1, "municipality": None, "taken": []},
    ),
    ("mail_answer", MAILED | {"taken": [], "is_complete": True, "summary": ["1. Gemeente: As"]}),
    (
        "mail_answer",
        MAILED
        | {
            "notes": ["Je werkt nu mee."],
            "answers": ["Dat hoeft niet."],
            "unclear": [{"line": "7. Uitdaging: kort", "advice": "Vertel meer."}],
            "refused": ["a.zip: Pak het uit."],
            "loose": [PLACED],
            "to_confirm": "1. Voor welke gemeente werk je?",
        },
    ),
    (
        "mail_answer",
        MAILED | {"is_evaluation": True, "deadline": None, "is_complete": True, "summary": ["1. Score: 8"]},
    ),
    ("mail_answer", MAILED | {"taken": [], "loose": [PLACED], "is_closed": True, "notes": ["Ze ligt vast."]}),
    ("mail_answer", MAILED | {"taken": [], "call_title": None, "municipality": None, "deadline": None}),
    ("way_in", {"subject": "Re: hallo", "link": "https://t.me/k?start=", "invited_as": ""}),
    ("way_in", {"subject": "Re: hallo", "link": None, "invited_as": ""}),
    ("way_in", {"subject": "Re: hallo", "link": None, "invited_as": "medewerker van VLAIO"}),
    ("mail_parked", {"subject": "Re: hallo", "number": "0f3a12bc"}),
]

ANSWERED = {"subject": "Re: lijst", "done": ["Lier: jij volgt op."], "letter": "", "left": [], "how": ""}
HOW = {"how": "Antwoord op deze mail met wat je doet: claim."}
NEWS = HOW | {"municipality": "Lier", "by": None, "contacts": [], "has_fallen": False, "stage": "", "number": ""}
NEWS |= {"round": "", "has_draft": False, "lacking": (), "nudged_on": "maandag 25 oktober", "progress": ""}
FELL_NOW = {"has_fallen": True, "stage": "onontvankelijk", "number": "PROF-2021-1-0003", "round": "2021-1"}
VALUES += [
    ("officer_answer", ANSWERED | HOW),
    ("officer_answer", ANSWERED | {"letter": "Dag,\nbel me gerust.", "left": ["Mol: ?\nniet duidelijk"]}),
    ("town_news", NEWS | {"by": "Piet", "contacts": ["An, an@lier.be"], "progress": "vraag 7"}),
    ("town_news", NEWS | FELL_NOW | {"has_draft": True, "lacking": ["7. Uitdaging: waar?"], "nudged_on": ""}),
    ("information_given", NUMBERED | {"stage": "ingediend", "items": ["7. Uitdaging"]}),
]
