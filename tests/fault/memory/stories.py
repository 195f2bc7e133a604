#!/usr/bin/env python3
"""What is tried on memory that runs out: requests of every method that is built, pages of feeds; in the bytes of the
contracts, for the programs of this folder (corpus.c says how). Each story begins in the store that SETUP makes."""

import base64
import importlib
import sys

from google.protobuf import json_format

from golden import Contracts


def date(year, month, day):
    return {"year": year, "month": month, "day": day}


def import_id(number):
    """A UUID of version 7 of the day on which the programs live, as JSON has bytes."""
    return base64.b64encode((1795305600000).to_bytes(6, "big") + b"\x70\0\x80\0\0\0\0\0\0" + bytes([number])).decode()


class Call:
    def __init__(self, method, request, expect="OK"):
        self.method, self.request, self.expect = method, request, expect


class Page:
    def __init__(self, feed, *events):
        self.feed, self.events = feed, events


class Story:
    """One thing that is tried: `steps` as one batch, after `before`. `same`: under the id of the last one before."""

    def __init__(self, name, *steps, before=(), same=False):
        self.name, self.steps, self.before, self.same = name, steps, before, same


class Writer:
    def __init__(self, contracts, service, out):
        self.contracts, self.service, self.out, self.last_id = contracts, service, out, 0
        self.methods = contracts.methods()

    def packed(self, full_name, fields):
        message = self.contracts.symbols.GetSymbol(full_name)()
        json_format.ParseDict(fields, message)
        return message.SerializeToString(deterministic=True).hex() or "-"

    def full_method(self, short):
        return next(name for name in self.methods
                    if name.endswith("/" + short) and name.split(".")[1] in (self.service, "core"))

    def step(self, when, step, same=False):
        if isinstance(step, Page):
            event = f"karmayogi.{step.feed}.v1.Event"
            packed = ",".join(self.packed(event, fields) for fields in step.events)
            print(when, "page", step.feed, packed, file=self.out)
            return
        method = self.full_method(step.method)
        self.last_id += not same
        packed = self.packed(self.methods[method].input_type.full_name, step.request)
        print(when, "call", method, self.last_id, step.expect, packed, file=self.out)

    def story(self, story):
        print("story", story.name, file=self.out)
        for step in story.before:
            self.step("before", step)
        for step in story.steps:
            self.step("try", step, same=story.same)


def main(service, path):
    tales = importlib.import_module(f"stories_{service}")
    with open(path, "w", encoding="ascii") as out:
        writer = Writer(Contracts(next(p for p in sys.path if p.endswith("/python"))), service, out)
        for step in tales.SETUP:
            writer.step("before", step)
        for story in tales.STORIES:
            writer.story(story)


if __name__ == "__main__":
    sys.modules["stories"] = sys.modules["__main__"]
    main(*sys.argv[1:])
