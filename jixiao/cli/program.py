"""The program: its commands, loaded only when one is used, and ``generate`` where none is named."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from .invocation import in_own_name

#: Command → what it does.  The module of a command has its name and holds a click command ``command``.
COMMANDS: dict[str, str] = {
    "generate": "为数据中的每个项目生成申报表（默认命令）",
    "check": "只检查数据，不生成任何文件",
    "new": "新建一个空白（或示例）数据表",
    "diff": "比较两个版本或两个年度的数据",
    "rollover": "把上年的数据结转为新一年的数据表",
    "import": "把填好的表（.xlsx .xls .docx）读回数据表",
    "fill": "用任意 JSON 数据填写任意模板",
    "inspect": "检查模板，列出错误和要用的字段",
    "schema": "输出申报数据的 JSON Schema",
}


class Program(click.Group):
    """A group whose commands are imported when they are called, so that ``--help`` stays fast."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments; they are those of ``generate`` unless they start with a command."""
        if not args or args[0] not in {*COMMANDS, *ctx.help_option_names}:
            _refuse_mistyped(args[:1], ctx)
            args = ["generate", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{cmd_name}", __package__).command
        command.help = in_own_name(command.help or "")
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the program does, with the commands as they are typed here."""
        self.help = in_own_name(self.help or "")
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the list of commands from the table, without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


def _refuse_mistyped(words: list[str], context: click.Context) -> None:
    """Raises click.UsageError for a first word that is no data but nearly a command."""
    for word in words:
        nearest = get_close_matches(word, COMMANDS, n=1)
        if nearest and not Path(word).exists():
            raise click.UsageError(f"没有命令“{word}”，是不是 {nearest[0]}？", context)


@click.command(
    cls=Program,
    options_metavar="[选项]",
    subcommand_metavar="[命令] [参数]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def program() -> None:
    """生成《项目支出绩效目标申报表》。

    不写命令时执行 generate：读取 data/ 中的数据，把申报表写到 output/。

    \b
    例：
      python generate.py                       生成 data/ 中全部项目的申报表
      python generate.py data/甲项目.xlsx      只生成一个项目
      python generate.py new data/乙项目.xlsx  新建一个数据表
      python generate.py check --help          查看某个命令的用法
    """
