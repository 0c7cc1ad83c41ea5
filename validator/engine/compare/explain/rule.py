"""A rule: what makes the value of an attribute after a hop from what the instance held before it."""

from dataclasses import dataclass

from validator.engine.compare.explain.replacements import Table, UnderRoot
from validator.engine.compare.explain.steps import Step
from validator.engine.compare.explain.values import is_several, meaning, read_back
from validator.engine.model.elements import tag_text
from validator.engine.standard import dictionary

SOURCE = 10
"""Bits for the choice of another attribute."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Up to two steps, one after the other, from the same attribute or from another one of the earlier instance."""

    steps: tuple[Step, ...]
    vr: str
    """What the attribute is read by: it decides about padding, and whether there may be several values."""
    source: str = ""
    """The path of the other attribute; empty where it is the same one."""

    @property
    def cost(self) -> int:
        """How long the description is, in bits."""
        return sum(step.cost for step in self.steps) + SOURCE * bool(self.source)

    @property
    def parameters(self) -> int:
        """How many facts it holds that were learned from the pairs."""
        learned = (len(step.entries) if isinstance(step, Table) else step.parameters for step in self.steps)
        return sum(learned) + bool(self.source)

    def apply(self, text: str | None) -> str | None:
        """What the rule makes of a value, read back as from a file; ``None`` stands for an absent attribute."""
        for step in self.steps:
            text = step.apply(text, several=is_several(self.vr))
        return text if text is None else read_back(text, self.vr)

    def reproduces(self, text: str | None, after: str | None) -> bool:
        """Whether the rule makes of ``text`` what stands there afterwards, as far as it can tell."""
        for step in self.steps:
            if isinstance(step, UnderRoot):
                return step.holds(after)
        made = self.apply(text)
        return made == after or meaning(made, self.vr) == meaning(after, self.vr)

    @property
    def text(self) -> str:
        """``prefix “GH-”, then first 16 characters``"""
        steps = ", then ".join(step.text for step in self.steps)
        if not self.source:
            return steps
        return f"{name_of(self.source)}: {steps}" if steps else f"copy of {name_of(self.source)}"

    def practice(self, path: str) -> str:
        """What to look for in the other system, told of the attribute at ``path``."""
        name = name_of(path)
        told = [f"copies {name_of(self.source)} to {name}"] if self.source else []
        told += [step.practice("it" if told or at else name) for at, step in enumerate(self.steps)]
        return ", then ".join(told)


def name_of(path: str) -> str:
    """``Accession Number in Request Attributes Sequence``; an attribute without a name goes by its tag."""
    names = []
    for part in reversed(path.replace("[*]", "").split(".")):
        tag = dictionary.tag_of(part)
        known = dictionary.lookup(tag) if tag is not None else None
        names.append(known.name if known is not None else tag_text(tag) if tag is not None else part)
    return " in ".join(names)
