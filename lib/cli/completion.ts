import type { Command } from "./command.ts";
import type { CompletionRequest } from "./completion_command.ts";
import { COMMANDS } from "./commands.ts";
import { writeOut } from "./streams.ts";

/** The work of `halfmax completion`. */
export function run(request: CompletionRequest): Promise<void> {
  writeOut(completionScript(request, COMMANDS));
  return Promise.resolve();
}

/** What a command is called by: all that completion needs of it. */
type Commands = Readonly<Record<string, Pick<Command<never>, "summary" | "syntax">>>;

/** A shell's script: a function `halfmax` that starts the task, and its completions. */
export function completionScript(request: CompletionRequest, commands: Commands): string {
  return { bash, zsh, fish }[request.shell](request, commands);
}

/** Words of the first place that are no subcommand. */
const ALWAYS = ["--help", "--version"];

function bash({ deno, config }: CompletionRequest, commands: Commands): string {
  const options = Object.entries(commands).map(([name, { syntax }]) =>
    `    ${name}) words=${
      quoted([...Object.keys(syntax).map((o) => `--${o}`), "--help"].join(" "))
    } ;;`
  );
  const values = Object.entries(commands).flatMap(([name, { syntax }]) =>
    Object.entries(syntax).flatMap(([option, { choices }]) =>
      choices === undefined
        ? []
        : [`    ${quoted(`${name} --${option}`)}) words=${quoted(choices.join(" "))} ;;`]
    )
  );
  return `halfmax() { ${quoted(deno)} task --quiet --config ${quoted(config)} halfmax "$@"; }
_halfmax() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${
    quoted([...Object.keys(commands), ...ALWAYS].join(" "))
  } -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${values.join("\n")}
  esac
  case "$current" in -*) case "\${COMP_WORDS[1]}" in
${options.join("\n")}
  esac ;; esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -F _halfmax halfmax
`;
}

function zsh({ deno, config }: CompletionRequest, commands: Commands): string {
  const names = Object.entries(commands).map(([name, { summary }]) =>
    `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`
  );
  const cases = Object.entries(commands).map(([name, { syntax }]) => {
    const specs = Object.entries(syntax).map(([option, { value, choices, meaning }]) => {
      const said = firstWords(meaning).replace(/[[\]:\\]/g, "\\$&");
      const what = choices === undefined ? "_files" : `(${choices.join(" ")})`;
      return quoted(`--${option}[${said}]${value === undefined ? "" : `:value:${what}`}`);
    });
    return `    ${name}) _arguments ${[...specs, "'*:file:_files'"].join(" ")} ;;`;
  });
  return `halfmax() { ${quoted(deno)} task --quiet --config ${quoted(config)} halfmax "$@"; }
_halfmax() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
${cases.join("\n")}
  esac
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _halfmax halfmax
`;
}

function fish({ deno, config }: CompletionRequest, commands: Commands): string {
  const lines = Object.entries(commands).flatMap(([name, { summary, syntax }]) => [
    `complete -c halfmax -n __fish_use_subcommand -f -a ${name} -d ${quotedForFish(summary)}`,
    ...Object.entries(syntax).map(([option, { value, choices, meaning }]) => {
      const takes = choices !== undefined
        ? ` -x -a ${quotedForFish(choices.join(" "))}`
        : value === undefined
        ? ""
        : " -r";
      return `complete -c halfmax -n ${
        quotedForFish(`__fish_seen_subcommand_from ${name}`)
      } -l ${option}${takes} -d ${quotedForFish(firstWords(meaning))}`;
    }),
  ]);
  return `function halfmax
  ${quotedForFish(deno)} task --quiet --config ${quotedForFish(config)} halfmax $argv
end
${lines.join("\n")}
`;
}

/** As much of a meaning as stands beside an option in a terminal. */
function firstWords(meaning: string): string {
  const [first] = meaning.split(/[;.] |: /);
  return first.length <= 70 ? first : `${first.slice(0, 67).replace(/\s+\S*$/, "")} …`;
}

/** A text in single quotes, for bash and zsh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quotedForFish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
