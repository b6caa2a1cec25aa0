"""How an officer leaves the desk: on this device, or on all of them; and speaks another language there."""

from starlette.responses import Response

from bot.web.desk import session
from bot.web.desk.visiting import OWN, Desk
from models.desk.officers import signing_in
from models.turns import opening


async def leave(desk: Desk) -> Response:
    """End the session of this browser, or every session of the officer."""
    await desk.do(signing_in.leave_desk, session.secret_of(desk.request), desk.word("where") == "everywhere")
    answer = desk.to("/loket/inloggen")
    session.forget(desk.request, answer)
    return answer


async def speak(desk: Desk) -> Response:
    """Speak another language from now on, here and in chat."""
    await desk.do(opening.set_language, desk.word("language"))
    to = desk.word("to")
    return desk.to(to if OWN.fullmatch(to) else "/loket")
