"""What mails are wrapped in: encodings, parts, pictures that are no files, and MIME that is broken."""

from models.language.clean_text import clean
from tests.mail_corpus.specimen import A_PDF, A_PNG, Specimen, by_hand, mail

READ = "3=Deskundige"
MANY = "3=Deskundige / x / x / x / x / x / x / x / x …; cut"
PILE = clean("e" + "\u0301" * 10_000)
MIXED = ("MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "")
RELATED = ("MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="b"', "")
PLAIN = ("--b", "Content-Type: text/plain", "", "3: Deskundige")


def nested(depth: int) -> tuple[str, ...]:
    """Return parts within parts within parts."""
    lines: list[str] = []
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return ("MIME-Version: 1.0", *lines, "Content-Type: text/plain", "", "3: Deskundige")


def with_picture(name: str, content: str) -> tuple[str, ...]:
    """Return parts of which the first shows the second as a picture."""
    return (
        *("--b", "Content-Type: text/html", "", '<p>3: Deskundige</p><img src="cid:picture@x">'),
        *("--b", f'Content-Type: image/jpeg; name="{name}"', "Content-ID: <picture@x>", "Content-Disposition: inline"),
        *("Content-Transfer-Encoding: base64", "", content, "--b--"),
    )


SPECIMENS = (
    Specimen(
        name="Latin letters of Windows",
        raw=mail("6: Café 't Pleintje, één café", charset="cp1252"),
        leads_to="6=Café 't Pleintje, één café",
    ),
    Specimen(
        name="Latin letters of the standard",
        raw=mail("6: Tweebergstraße", charset="iso-8859-15"),
        leads_to="6=Tweebergstraße",
    ),
    Specimen(name="emoji", raw=mail("24: 👍"), leads_to="24=👍"),
    Specimen(
        name="letters under a wrong name",
        raw=by_hand("Content-Type: text/plain; charset=klingon", "", "3: Deskundige"),
        leads_to=READ,
    ),
    Specimen(
        name="UTF-8 that says it is ASCII",
        raw=by_hand("Content-Type: text/plain; charset=us-ascii", "", "6: Café"),
        leads_to="6=Café",
    ),
    Specimen(
        name="quoted-printable, cut within a letter",
        raw=by_hand("Content-Transfer-Encoding: quoted-printable", "", "6: Caf=C3=A9 en =", "winkel =C3"),
        leads_to="6=CafÃ© en winkel Ã",
    ),
    Specimen(
        name="base64 that is broken",
        raw=by_hand("Content-Transfer-Encoding: base64", "", "MzogRGVza3VuZGlnZQ=!!"),
        leads_to=READ,
    ),
    Specimen(
        name="lines that were folded on the way",
        raw=by_hand("Content-Type: text/plain; format=flowed", "", "7: een lange zin die ", "verder gaat", "9: niets"),
        leads_to="7=een lange zin die verder gaat; 9=niets",
    ),
    Specimen(
        name="HTML beside plain text", raw=mail("3: Deskundige", html="<p>3: <b>Deskundige</b></p>"), leads_to=READ
    ),
    Specimen(name="plain text that is empty", raw=mail(" ", html="<p>3: <b>Deskundige</b></p>"), leads_to=READ),
    Specimen(
        name="HTML with hidden words",
        raw=mail(None, html="<style>5: x</style><script>5: y</script><p>3: Deskundige</p>"),
        leads_to=READ,
    ),
    Specimen(name="HTML that never ends", raw=mail(None, html="<div><p>3: Deskundige<table><tr><td>"), leads_to=READ),
    Specimen(
        name="the logo of a signature", raw=by_hand(*RELATED, *with_picture("logo.jpg", "iVBORw0KGgo=")), leads_to=READ
    ),
    Specimen(
        name="a photo that a phone put into the text",
        raw=by_hand(*RELATED, *with_picture("IMG_0231.jpg", "QUJD" * 60_000)),
        leads_to=f"{READ}; file=IMG_0231.jpg",
    ),
    Specimen(
        name="a table in HTML",
        raw=mail(None, html="<table><tr><td>3</td><td>Functie</td><td>Deskundige</td></tr></table>"),
        leads_to=READ,
    ),
    Specimen(
        name="a photo that was enclosed",
        raw=mail("3: Deskundige", files=(("image/png", "plein.png", A_PNG),)),
        leads_to=f"{READ}; file=plein.png",
    ),
    Specimen(
        name="the decision, attached",
        raw=mail("12: zie bijlage", files=(("application/pdf", "besluit.pdf", A_PDF),)),
        leads_to="12=zie bijlage; file=besluit.pdf",
    ),
    Specimen(
        name="two files",
        raw=mail("3: Deskundige", files=(("application/pdf", "a.pdf", A_PDF), ("application/pdf", "b.pdf", A_PDF))),
        leads_to=f"{READ}; file=a.pdf; file=b.pdf",
    ),
    Specimen(
        name="a file name that climbs out",
        raw=mail("3: Deskundige", files=(("application/pdf", "../../etc/passwd", A_PDF),)),
        leads_to=f"{READ}; file=passwd",
    ),
    Specimen(
        name="winmail.dat",
        raw=mail("3: Deskundige", files=(("application/ms-tnef", "winmail.dat", b"\x78\x9f\x3e\x22"),)),
        leads_to=f"{READ}; file=winmail.dat",
    ),
    Specimen(
        name="a calendar beside the words",
        raw=mail("3: Deskundige", files=(("text/calendar", "intake.ics", b"BEGIN:VCALENDAR"),)),
        leads_to=READ,
    ),
    Specimen(
        name="a signature of S/MIME",
        raw=mail("3: Deskundige", files=(("application/pkcs7-signature", "smime.p7s", b"0"),)),
        leads_to=READ,
    ),
    Specimen(
        name="a mail within the mail",
        raw=by_hand(*MIXED, *PLAIN, "--b", "Content-Type: message/rfc822", "", "Subject: x", "", "5: nee", "--b--"),
        leads_to=READ,
    ),
    Specimen(name="a boundary that never comes", raw=by_hand(*MIXED, "3: Deskundige"), leads_to=READ),
    Specimen(name="parts that are not closed", raw=by_hand(*MIXED, *PLAIN), leads_to=READ),
    Specimen(name="10,000 parts", raw=by_hand(*MIXED, *PLAIN, *["--b", "", "x"] * 10_000, "--b--"), leads_to=MANY),
    Specimen(name="40 parts in each other", raw=by_hand(*nested(40)), leads_to=READ),
    Specimen(name="3,000 parts in each other", raw=by_hand(*nested(3_000)), leads_to="cut"),
    Specimen(name="control and turning signs", raw=mail("3: Des\u202ekundige\u0007\u200b"), leads_to=READ),
    Specimen(name="10,000 marks on one letter", raw=mail("3: e" + "\u0301" * 10_000), leads_to=f"3={PILE}"),
    Specimen(name="a line of 100,000 letters", raw=by_hand("", "3: " + "a" * 100_000), leads_to=f"3={'a' * 43}…"),
    Specimen(name="no header but From", raw=b"From: an@heist-op-den-berg.be\n\n3: Deskundige", leads_to=READ),
    Specimen(name="no header at all", raw=b"3: Deskundige", leads_to="automatic, no answer"),
    Specimen(name="nothing at all", raw=b"", leads_to="automatic, no answer"),
    Specimen(name="bytes without a meaning", raw=bytes(range(256)) * 20, leads_to="automatic, no answer"),
    Specimen(
        name="a subject that is encoded and broken",
        raw=by_hand("Subject: =?utf-8?B?4pyT?= =?x?q?=ff?=", "", "3: Deskundige"),
        leads_to=READ,
    ),
    Specimen(
        name="only the line ends of Unix", raw=by_hand("", "3: Deskundige").replace(b"\r\n", b"\n"), leads_to=READ
    ),
)
