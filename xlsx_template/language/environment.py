"""Jinja as templates may use it: immutable sandbox, strict names, typed values, bounded work.

``NativeEnvironment`` is not used: it turns the text "1e5" into a float.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from xlsx_template.errors import TagError
from xlsx_template.values import MISSING, Picture, Styled, text_of, without_illegal

MAX_POWER_BITS = 128
_PADDING = frozenset("ljust rjust center zfill expandtabs format format_map replace translate".split())
_REMOVED_FILTERS = "center format indent random pprint xmlattr urlize wordwrap tojson slice batch".split()
"""Filters that make a text of any length, that depend on chance, or that are for HTML."""

MAX_REPEATED = 1_000_000  # characters or items a multiplication in a template may make


class UnknownNameError(Exception):
    """A template uses a name the data does not have; ``candidates`` are those it has at that place."""

    def __init__(self, name: str, candidates: Iterable[str] | None) -> None:
        super().__init__(name)
        self.name = name
        self.candidates = candidates  # None: the names of the data as a whole


class StrictName(StrictUndefined):
    """What an unknown name evaluates to: any use of it raises UnknownNameError."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> Any:
        raise self.error()

    def error(self) -> UnknownNameError:
        """The error that a use of this name raises."""
        holder = self._undefined_obj
        if holder is missing:
            return UnknownNameError(str(self._undefined_name), None)
        return UnknownNameError(str(self._undefined_name), list(holder) if isinstance(holder, Mapping) else [])

    __iter__ = __str__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __contains__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail_with_undefined_error
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __pos__ = __neg__ = __call__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error
    __int__ = __float__ = __complex__ = __pow__ = __rpow__ = _fail_with_undefined_error


OURS = "_xt"
"""How the names begin that the engine's own programs use; no tag of a template may have one."""


class ProgramCode(CodeGenerator):
    """Jinja's code generator for programs that report their rows by calls of the engine's own functions.

    Those are called without the sandbox's checks, and the values on their way to them are kept from the context.
    ``~`` becomes a call that can refuse.
    """

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name, as those below
        """Writes ``a ~ b`` as a call of :meth:`Sandbox.concatenated`."""
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Writes ``a.b`` so that the key of a dict, which most names are, is read without a call."""
        self.write(f"(held[{node.attr!r}] if (held := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {node.attr!r} in held else environment.getattr(held, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Writes a call; one of the engine's own as it is."""
        if not _is_ours(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """Writes a name; the engine's own are always there."""
        if node.ctx == "load" and _is_ours(node):
            self.write(frame.symbols.ref(node.name))
        else:
            super().visit_Name(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Writes what makes a text; what stands between the lines of a program makes none."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)

    def pop_assign_tracking(self, frame: Frame) -> None:
        """Writes what makes names known to what the program calls: none of the engine's own."""
        self._assign_stack[-1] = {name for name in self._assign_stack[-1] if not name.startswith(OURS)}
        super().pop_assign_tracking(frame)


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name.startswith(OURS)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment in which the expressions of a template run."""

    intercepted_binops = frozenset(["*", "**", "%", "+"])
    code_generator_class = ProgramCode

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """The compiled source; one that comes again, as that of a sheet in a loop, is compiled once."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **kwargs)
        return self._compiled[source]

    @cached_property
    def _compiled(self) -> dict[str, Template]:
        return {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``; of a dict its keys come before its methods, so that data may have a key ``items``."""
        if obj.__class__ is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute; what pads a text to any length is left out."""
        return not (isinstance(obj, str) and attr in _PADDING) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: ``str.format`` is not to be had, ``"{:>999999999}"`` is a text of a gigabyte."""

    def concatenated(self, parts: tuple[Any, ...]) -> str:
        """``a ~ b``: the texts joined, if they stay within bounds."""
        text = "".join(str(text_of(part)) for part in parts)
        if len(text) > MAX_REPEATED:
            raise SecurityError("拼接出的文字过长")
        return text

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of an intercepted operator, if it stays within bounds."""
        if operator == "**" and abs(right) * math.log2(abs(left) + 1) > MAX_POWER_BITS:
            raise SecurityError("乘方的结果过大")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("模板里不能用 % 拼接文字，请直接写 {{ }}")
        if operator == "*" and _repeats_too_much(left, right):
            raise SecurityError("重复的次数过多")
        if operator == "+" and isinstance(left, str | list | tuple) and len(left) > MAX_REPEATED:
            raise SecurityError("拼接出的内容过长")
        return super().call_binop(context, operator, left, right)


def _repeats_too_much(left: Any, right: Any) -> bool:
    for sequence, count in ((left, right), (right, left)):
        if isinstance(sequence, str | bytes | bytearray | list | tuple) and isinstance(count, int):
            return len(sequence) * count > MAX_REPEATED
    return False


def _styled(value: Any) -> Styled:
    return value if isinstance(value, Styled) else Styled(value)


def merge(value: Any, key: Any = MISSING) -> Styled:
    """``{{ expr | merge }}``, ``{{ expr | merge(key) }}``: one cell with the neighbours below of equal value or key."""
    if value.__class__ is not Styled:
        return Styled(value, value if key is MISSING else key)
    return replace(value, merge_key=value.value if key is MISSING else key)


def number_format(value: Any, code: str) -> Styled:
    """``{{ expr | number_format('0.00') }}``: the value in its cell's style with another number format."""
    return replace(_styled(value), number_format=without_illegal(str(code)))


def formula(value: Any) -> Any:
    """``{{ text | formula }}``: the text as a formula; the only way by which one is made."""
    styled = _styled(value)
    if styled.value is None or isinstance(styled.value, Undefined):
        return styled.value
    text = str(styled.value).removeprefix("=")
    return replace(styled, value=text, is_formula=True) if text else ""


def image(value: Any, width: float | None = None, height: float | None = None) -> Any:
    """``{{ path | image }}``, ``{{ path | image(height=60) }}``: a picture in the cell, at most so many points."""
    styled = _styled(value)
    if isinstance(styled.value, Undefined):
        return styled.value
    for length in (width, height):
        if length is not None and (isinstance(length, bool | str) or not 0 < length < math.inf):
            raise TagError(f"image 的宽和高要是大于 0 的磅数，不能是 {length!r}")
    return replace(styled, value=None, picture=Picture(styled.value, width, height))


def replace_text(value: Any, old: str, new: str) -> str:
    """``{{ text | replace('甲', '乙') }}``: the text with one part for another everywhere."""
    text, old, new = str(text_of(value)), str(old), str(new)
    if text.count(old) * len(new) > MAX_REPEATED:
        raise SecurityError("替换出的文字过长")
    return text.replace(old, new)


def join(value: Any, separator: str = "", attribute: str | int | None = None) -> str:
    """``{{ 名称们 | join('、') }}``: the items as one text, or an attribute of each."""
    items = [part[attribute] for part in value] if attribute is not None else list(value)
    texts = [str(text_of(item)) for item in items]
    if sum(map(len, texts)) + len(texts) * len(separator) > MAX_REPEATED:
        raise SecurityError("连接出的文字过长")
    return str(separator).join(texts)


FILTERS: dict[str, Callable[..., Any]] = {
    "join": join,
    "replace": replace_text,
    "merge": merge,
    "number_format": number_format,
    "formula": formula,
    "image": image,
}


def make_environment() -> Sandbox:
    """A new environment with the filters of the template language; it has no loader and can include nothing."""
    environment = Sandbox(
        extensions=["jinja2.ext.do"], undefined=StrictName, finalize=text_of, autoescape=False, cache_size=0
    )
    for name in _REMOVED_FILTERS:
        environment.filters.pop(name, None)
    environment.globals.pop("lipsum", None)
    environment.filters.update(FILTERS)
    return environment


def nearest(name: str, candidates: Iterable[str]) -> str:
    """The hint that names what was probably meant: ``，是不是“年度”？``, or nothing."""
    close = difflib.get_close_matches(name, [c for c in candidates if isinstance(c, str)], n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else ""
