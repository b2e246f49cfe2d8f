"""What is wrong with the writing of a tag, in the words of those who make templates.

Jinja stops at the first thing it cannot read and names it in English by its own terms.  Here its complaint is turned
into what to write instead; nothing is run, and nothing is known of rows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from xlsx_template.language.environment import nearest

OPENING = frozenset(["for", "if", "with", "filter", "set"])
CLOSING = frozenset(f"end{word}" for word in OPENING)
BETWEEN = frozenset(["else", "elif"])
STATEMENTS = OPENING | CLOSING | BETWEEN | {"do"}

_BLOCK = re.compile(r"\{%[-+]?\s*(\w*)(.*?)[-+]?%\}", re.S)
_WORD = re.compile(r"(\{%[-+]?\s*)(\w+)")
_OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”\"]*”|‘[^’']*’|\.\s*\w*（[\w、]*）\w*", re.S)
_CHINESE = str.maketrans("“”„‘’（），：．。｜［］｛｝＝＋－＊／％＜＞！　", '"""\'\'(),:..|[]{}=+-*/%<>! ')
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "name": "名称",
    "integer": "整数",
    "string": "文字",
    "end of template": "单元格的结尾",
}
_PROBLEMS = (
    (r"No filter named '(.*?)'", "没有这个过滤器：{0}"),
    (r"No test named '(.*?)'", "没有这个判断：{0}"),
    (r"expected token '(.*?)', got 'end of (?:print statement|statement block)'", "标签没有写完，缺少 {0}"),
    (r"expected token 'end of (?:print statement|statement block)', got '(.*)'", "多了 {0}，或它前面缺少符号"),
    (r"expected token '(.*?)', got '(.*)'", "这里应为 {0}，写成了 {1}"),
    (r"Expected an expression, got '(.*)'", "{0} 前面缺少内容"),
    (r"expected name or number", "点号后面缺少名称"),
    (r"unexpected '(.*?)', expected '(.*?)'", "{0} 前面缺少 {1}"),
    (r"(?i)unexpected end of template", "标签没有写完"),
    (r"Encountered unknown tag '(.*?)'", "{0} 的位置不对，请检查它前后的语句是否成对"),
    (r"unexpected '(end of .*?)'", "{0} 前面缺少内容"),
    (r"unexpected '(.*?)'", "多了 {0}"),
    (r"unexpected char '(.*)' at \d+", "有不能识别的符号 {0}"),
    (r"unexpected char \"(')\" at \d+", "引号 {0} 没有成对"),
    (r"Missing end of comment", "注释没有写完，缺少 #}}"),
    (r"Missing end of raw", "raw 没有写完，缺少 {{% endraw %}}"),
    (r"can't assign to", "等号左边或 for 后面只能是名称"),
)


def syntax_mistake(message: str, source: str, environment: Environment | None = None) -> str:
    """What is wrong with a text of tags, from Jinja's ``message`` about it; one clause without a full stop."""
    return "标签写法有误（" + (_slip(source) or _translated(message)) + "）" + _meant(message, environment)


def _slip(source: str) -> str | None:
    """What people slip at most: Chinese symbols, a brace too few, ``else if``."""
    symbols = chinese_symbols(source)
    if symbols:
        return f"标签里有中文符号 {' '.join(symbols)}，请改用英文符号，应写成 {repaired(source).strip()[:120]}"
    missing = next(_unfinished(source), None)
    if missing:
        return f"标签没有写完，缺少 {missing}"
    if any(word[1] == "else" and word[2].strip().startswith("if") for word in _BLOCK.finditer(source)):
        return "else if 要写成 elif"
    return None


def _translated(message: str) -> str:
    for pattern, chinese in _PROBLEMS:
        match = re.search(pattern, message)
        if match:
            return chinese.format(*(_TOKENS.get(group, group) for group in match.groups()))
    return message


def _meant(message: str, environment: Environment | None) -> str:
    match = re.search(r"No (filter|test) named '(.*?)'", message)
    if not match or environment is None:
        return ""
    return nearest(match[2], environment.filters if match[1] == "filter" else environment.tests)


def unknown_statement(word: str) -> str:
    """What to say about a statement that templates do not have."""
    if not word:
        return "{% %} 里没有内容"
    hint = nearest(word, sorted(STATEMENTS)) or "，可用的有 for、if、elif、else、set、with 及其 end"
    return f"不认识的语句“{word}”{hint}"


# -------------------------------------------------------------------------------------------------- symbols


def chinese_symbols(source: str) -> list[str]:
    """The symbols in the tags of a text that only Chinese has, each once; those within strings do not count."""
    found = [c for piece in _code(source) for c in piece if ord(c) in _CHINESE]
    return list(dict.fromkeys(found))


def _code(source: str) -> Iterator[str]:
    for tag in iter_tags(source):
        for piece in _pieces(tag):
            if piece.startswith(("“", "‘")):
                yield piece[0] + piece[-1]
            elif not _LITERAL.fullmatch(piece):
                yield piece


def _pieces(tag: str) -> list[str]:
    return re.split(f"({_LITERAL.pattern})", tag, flags=re.S)


def iter_tags(source: str) -> Iterator[str]:
    """The tags of a text but its comments; one that is not finished goes up to the next."""
    starts = [match.start() for match in _OPENER.finditer(source)]
    for start in starts:
        if source[start + 1] != "#":
            yield source[start : _end(source, start)]


def _end(source: str, start: int) -> int:
    closer = _OPENERS[source[start : start + 2]]
    end = source.find(closer, start)
    following = _OPENER.search(source, start + 2)
    limit = following.start() if following else len(source)
    return end + 2 if 0 <= end < limit else limit


def repaired(source: str) -> str:
    """A text with the Chinese symbols of its tags written as Jinja reads them."""
    for tag in dict.fromkeys(iter_tags(source)):
        pieces = [_ascii(piece) for piece in _pieces(tag)]
        source = source.replace(tag, "".join(pieces))
    return source


def _ascii(piece: str) -> str:
    if piece.startswith(("“", "‘")) and _LITERAL.fullmatch(piece):
        mark = piece[0].translate(_CHINESE)
        return mark + piece[1:-1] + mark
    return piece if _LITERAL.fullmatch(piece) else piece.translate(_CHINESE)


def guessed(source: str) -> str:
    """A text with its tags as they were probably meant: symbols, ends of tags and first words of statements."""
    source = repaired(source)
    for tag in dict.fromkeys(iter_tags(source)):
        closer = _OPENERS[tag[:2]]
        whole = tag if tag.endswith(closer) else f"{tag.rstrip(' }%')} {closer}"
        source = source.replace(tag, _WORD.sub(_known_word, whole))
    return source


def _known_word(match: re.Match[str]) -> str:
    close = difflib.get_close_matches(match[2], sorted(STATEMENTS), n=1, cutoff=0.5)
    return match[1] + (close[0] if close and match[2] not in STATEMENTS else match[2])


def _unfinished(source: str) -> Iterator[str]:
    """The ends that tags of a text lack."""
    for tag in iter_tags(source):
        closer = _OPENERS[tag[:2]]
        if not tag.endswith(closer):
            yield closer


# -------------------------------------------------------------------------------------------------- single tags


def mistakes_of(environment: Environment, tag: str) -> list[str]:
    """What is wrong with one tag for itself, whatever stands around it; nothing where it can be read."""
    block = _BLOCK.fullmatch(tag)
    if block and block[1] not in STATEMENTS:
        return [unknown_statement(block[1])]
    if not block and not tag.strip("{}-+ \n"):
        return ["{{ }} 里没有内容"]
    try:
        tree = environment.parse(_completed(tag, block[1] if block else ""))
    except TemplateSyntaxError as error:
        return [syntax_mistake(error.message or "", tag, environment)]
    return list(_unknown_words(environment, tree, tag))


def is_readable(environment: Environment, tag: str) -> bool:
    """Whether Jinja can read a tag for itself, be its filters known or not."""
    block = _BLOCK.fullmatch(tag)
    try:
        environment.parse(_completed(tag, block[1] if block else ""))
    except TemplateSyntaxError:
        return False
    return True


def _completed(tag: str, word: str) -> str:
    """A statement with what belongs to it, so that Jinja reads it alone."""
    if word in BETWEEN:
        return f"{{% if 1 %}}{tag}{{% endif %}}"
    if word in CLOSING:
        begin = {"for": "for x in y", "filter": "filter upper", "set": "set x", "if": "if x", "with": "with"}
        return f"{{% {begin[word.removeprefix('end')]} %}}{tag}"
    if word in OPENING and not (word == "set" and "=" in tag):
        return f"{tag}{{% end{word} %}}"
    return tag


def _unknown_words(environment: Environment, tree: nodes.Template, tag: str) -> Iterator[str]:
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        kind, known = ("test", environment.tests) if isinstance(node, nodes.Test) else ("filter", environment.filters)
        if node.name not in known:
            yield syntax_mistake(f"No {kind} named '{node.name}'", tag, environment)
