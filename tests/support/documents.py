"""The command lines of a document: those of its blocks marked `sh`, and those that stand in a sentence as `code`."""

import re

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# What a command line begins with. Programs of the tree are named by their path.
PROGRAM = re.compile(
    r"karmayogi(-registration|-catalogue|-reporting)?(?=\s|$)"
    r"|(sudo|cmake|ctest|cc|curl|buf|git|man|protoc|apt-get)(?=\s)"
    r"|\.?/?(tests|deploy|\.ci)/[\w/]*(run|make|make_store|quickstart)(?=\s|$)"
)


def lines_of(block):
    """The command lines of a block: one that is broken with a backslash is one again, remarks alone are none."""
    joined = re.sub(r"\\\n\s*", "", block)
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def commands(text):
    """Every command line of a document, in order."""
    found, end = [], 0
    for fence in FENCE.finditer(text):
        found += spans(text[end : fence.start()])
        if fence.group(1) == "sh":
            found += lines_of(fence.group(2))
        end = fence.end()
    return found + spans(text[end:])


def paragraphs(prose):
    return re.split(r"\n\s*\n", prose)


def spans(prose):
    """What stands as code in the sentences of a text, where it is a command line."""
    code = [" ".join(found.group(2).split()) for part in paragraphs(prose) for found in SPAN.finditer(part)]
    return [span for span in code if PROGRAM.match(span)]


def complaints(text):
    """What keeps a command line from being found: a block that does not say what it is, a command in another block."""
    wrong = []
    for fence in FENCE.finditer(text):
        kind, block = fence.groups()
        if not kind:
            wrong.append(f"a block does not say what it is (sh, text, ...):\n{block}")
        elif kind == "text":
            wrong += [f"a command stands in a block of text: {line}" for line in lines_of(block) if PROGRAM.match(line)]
    if len(re.findall(r"^```", text, re.MULTILINE)) != 2 * len(FENCE.findall(text)):
        wrong.append("a block is not closed, or begins in another one")
    for part in paragraphs(FENCE.sub("\n\n", text)):
        if "`" in SPAN.sub("", part):
            wrong.append(f"code is not closed:\n{part}")
    return wrong
