import { parseArgs } from 'node:util'
import { RelevoError } from '@relevo/core/errors'
import type { Command, Option, OptionValue } from './command.ts'

/** Options that every command has. */
export const EVERYWHERE: Record<string, Option> = {
  json: { type: 'boolean', says: 'one JSON object on stdout; progress goes to stderr' },
  help: { type: 'boolean', short: 'h', says: 'this help' },
}

interface Arguments {
  args: string[]
  options: Record<string, OptionValue | undefined>
}

/**
 * Read what follows the command's name.
 *
 * @throws RelevoError `usage`, whose detail says what is wrong with which argument
 */
export function readArguments(command: Command, argv: string[]): Arguments {
  const { values, positionals } = parse(command, argv)
  const missing = command.args[positionals.length]
  if (missing && !missing.startsWith('[') && !values.help)
    throw new RelevoError('usage', `${command.name}: ${missing} is missing`)
  const extra = positionals[command.args.length]
  if (extra !== undefined) throw new RelevoError('usage', `${command.name}: what is ${JSON.stringify(extra)}?`)
  return { args: positionals, options: values }
}

function parse(command: Command, argv: string[]) {
  // Before the parser, whose messages may repeat a value: a token on a command line is in every process list.
  if (argv.some((arg) => /^--(?:token|password|secret)(?:=|$)/.test(arg))) {
    throw new RelevoError('usage', 'a secret does not belong on a command line: set RELEVO_TOKEN or use --token-file')
  }
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...EVERYWHERE }).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short !== undefined && { short }), ...(multiple && { multiple }) },
    ]),
  )
  try {
    return parseArgs({ args: spread(command, argv), options, allowPositionals: true })
  } catch (cause) {
    throw new RelevoError('usage', `${command.name}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** `--patches a b` as `--patches a --patches b`, which the parser understands; of nothing, as a shell's `*` may be, nothing. */
function spread({ options }: Command, argv: readonly string[]): string[] {
  let greedy: string | undefined
  return argv.flatMap((arg) => {
    if (!arg.startsWith('-') || arg === '-') return greedy === undefined ? [arg] : [greedy, arg]
    greedy = options[arg.slice(2)]?.greedy ? arg : undefined
    return greedy === undefined ? [arg] : []
  })
}
