"""The first entry, which opens a record or leaves the log none ("`election`" of docs/record.md)."""

from .authority import Succession
from .law import read_law, read_words
from .note import BadSignature
from .strict import Wrong
from .values import key_of


class NoRecord(Exception):
    """The log is no record: its first entry does not open one."""


def opened(entries, blob, without=frozenset()):
    """The law of a record, and who its chief operators are; `blob` gives the bytes of a blob by its name, or None."""
    if not entries or entries[0].wrong or entries[0].kind != "election":
        raise NoRecord("the first entry is no election")
    body = entries[0].body
    operator, log = key_of(body["operator"]), key_of(body["log"])
    succession = Succession(entries, without)
    try:
        signers = entries[0].signers({operator.line: operator, **succession.recovery})
    except BadSignature as error:
        raise NoRecord(f"the first entry's signature of {error} does not verify") from error
    if operator not in signers:
        raise NoRecord("the operator has not signed the first entry")
    try:
        law = of_blob(blob, body["law"], read_law)
        of_blob(blob, body["words"], read_words)
    except Wrong as error:
        raise NoRecord(f"the law or the words: {error}") from error
    if law["id"] != body["election"] or law["origin"] != log.name:
        raise NoRecord("the law is not of this election, or of another log")
    return law, succession


def of_blob(blob, name, read):
    """What `read` makes of a blob's bytes."""
    data = blob(name)
    if data is None:
        raise Wrong(f"{name} is missing, or not what its name says")
    return read(data)
