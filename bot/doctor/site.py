"""What the doctor says of the port of the pages: free, taken by whom, or of no address here."""

from bot.commands.mistakes import Mistake
from bot.doctor.findings import Finding
from bot.settings import Settings


def examine(settings: Settings) -> Finding:
    """Say whether the port of the site is free, or who answers there."""
    from bot.web.server import NoAddressHere, open_socket

    try:
        open_socket(settings.http_host, settings.http_port).close()
    except NoAddressHere as mistake:
        advice = "set KERNBOT_HTTP_HOST to 127.0.0.1, to another address of this machine, or to 0.0.0.0 for all of them"
        return Finding(what="web", is_fine=False, detail=str(mistake), advice=advice)
    except Mistake as mistake:
        return _who_answers(settings, str(mistake))
    if settings.http_port == 0:
        return Finding(what="web", is_fine=True, detail=f"{settings.http_host}, any port that is free")
    return Finding(what="web", is_fine=True, detail=f"{_where(settings)} is free: kernbot run will answer there")


def _who_answers(settings: Settings, refused: str) -> Finding:
    """Say who holds the port: a Kernbot that runs says itself how it is."""
    from bot.web.neighbour import NobodyThere, Stranger, ask_health

    where = _where(settings)
    try:
        reasons = ask_health(settings.http_host, settings.http_port)
    except Stranger:
        advice = "stop that program, or set KERNBOT_HTTP_PORT to a port that is free"
        return Finding(what="web", is_fine=False, detail=f"{where} is taken by another program", advice=advice)
    except NobodyThere:
        return Finding(what="web", is_fine=False, detail=refused, advice="set KERNBOT_HTTP_PORT")
    if reasons:
        said = "; ".join(reasons)
        is_paused = "kernbot resume" in said
        advice = "see what is said of sending" if is_paused else "look for the last errors in its log"
        return Finding(what="web", is_fine=False, detail=f"{where}: Kernbot runs, but {said}", advice=advice)
    return Finding(what="web", is_fine=True, detail=f"{where}: Kernbot runs and is well")


def _where(settings: Settings) -> str:
    return f"{settings.http_host} port {settings.http_port}"
