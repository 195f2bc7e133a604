"""Can the judges of ledger.py find anything? They are told, of real requests and entries, what is not so."""

import copy

from desk import OK, Ask
from karmayogi.core.v1 import feed_pb2
from ledger import READ, judge_asks, judge_entries, judge_figures, judge_repetition, judge_state


def changed(entry, **fields):
    other = feed_pb2.FeedEntry()
    other.CopyFrom(entry)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def answered(ask, positions=None, answer=None):
    other = copy.copy(ask)
    other.reply = ask.status, positions or ask.reply[1], answer or ask.reply[2]
    return other


def plant(asks, refused, entries, entries_are, counted):
    """{what is wrong: what the judge says of it}"""
    (one, other, *_), last = asks, entries[-1]
    entered = {(entry.caller, entry.request_id): entry.sequence for entry in entries[:-1]}
    more = {**counted, "169": [1 + count for count in counted.get("169", [0, 0, 0])]}
    wronged = changed(last, request_id=refused.request_id, caller=refused.caller)
    return {
        "an acknowledged record that is gone": judge_asks(asks, entered),
        "a gap in the feed": entries_are([*entries[:1], *entries[2:]]),
        "one request done twice": entries_are([*entries, changed(last, sequence=last.sequence + 1)]),
        "an entry of a refused request": entries_are([*entries[:-1], wronged]),
        "an entry that nobody asked for": entries_are([*entries[:-1], changed(last, request_id=b"nobody asked it")]),
        "another answer to the same request": judge_repetition(one, answered(one, answer=other.reply[2])),
        "another entry for the same request": judge_repetition(one, answered(one, positions=other.reply[1])),
        "a request refused that was accepted": judge_repetition(one, refused),
        "a record in an older state": judge_state("it", one.answer, other.answer),
        "a figure that is one too many": judge_figures("a district", counted, more),
    }


def check_the_judges(ledger):
    """With the requests of a cycle of which nothing has been judged. Returns what was not noticed, and how much was planted."""
    by_id = ledger.asks["registration"]
    asks = [ask for ask in by_id.values() if ask.status.code == OK and not ask.settled]
    refused = [ask for ask in by_id.values() if ask.status.code != OK]
    request = feed_pb2.ReadRequest(cursor=ledger.cursors["registration"])
    page = ledger.desk.ask(Ask("registration", READ, request, feed_pb2.ReadResponse, False)).answer
    assert len(asks) > 2 and refused and len(page.entries) > 3, "this cycle has too little to plant anything in"

    def entries_are(entries):
        return judge_entries(entries, page.from_sequence, by_id, {})

    planted = plant(asks, refused[0], list(page.entries), entries_are, ledger.counted.by_district())
    missed = [name for name, findings in planted.items() if not list(findings)]
    return missed + [f"that nothing was planted: {finding}" for finding in entries_are(page.entries)], len(planted)
