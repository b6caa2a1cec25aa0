"""Was this sent? A receipt by its number and its checksum, for who has the paper and not the file.

Source: ARCHITECTURE.md, Rules: Submission.
"""

from sqlmodel import Session

from models.language.clean_text import one_line
from models.records.applications import submission_queries
from models.records.applications.receipt import checksum_of
from models.records.people.derived_secret import same


def is_valid(session: Session, number: str, checksum: str) -> bool:
    """Return whether exactly that checksum was given for that number, and what was sent then is unchanged here.

    What was erased since keeps its checksum. A number that was never given and a wrong checksum are the same no.
    """
    said = "".join(checksum.split()).lower()
    sent = submission_queries.sent_under(session, one_line(number).upper())
    return any(same(kept, said) and (not content or checksum_of(content) == kept) for kept, content in sent)
