import { RelevoError } from '@relevo/core/errors'
import { readArguments } from './arguments.ts'
import type { Command, Output } from './command.ts'
import { block, unblock } from './commands/block.ts'
import { directive } from './commands/directive.ts'
import { manifest } from './commands/manifest.ts'
import { notices } from './commands/notices.ts'
import { notify } from './commands/notify.ts'
import { notifyTest } from './commands/notify-test.ts'
import { publishCommand } from './commands/publish.ts'
import { resend } from './commands/resend.ts'
import { status } from './commands/status.ts'
import { tablets } from './commands/tablets.ts'
import { version } from './commands/version.ts'
import { EXIT, exitCodeOf, failureOf, failureText } from './failure.ts'
import { commandHelp, overview } from './help.ts'
import { printable } from './screen/printable.ts'

/** What the program touches of its process. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdout: Output
  stderr: Output
}

const COMMANDS: Command[] = [
  publishCommand,
  notify,
  status,
  tablets,
  block,
  unblock,
  directive,
  notices,
  resend,
  notifyTest,
  manifest,
  version,
]

/**
 * The program `relevo`. It answers on stdout, and says everything else on stderr.
 *
 * @param argv what follows the program's name
 * @returns the exit code: 0 done, 1 refused by the server, 2 usage or settings, 3 server unreachable
 * @example process.exitCode = await run(process.argv.slice(2), process)
 */
export async function run(argv: string[], { env, stdout, stderr }: Surroundings): Promise<number> {
  const json = argv.includes('--json')
  try {
    const [given, ...rest] = argv
    const name = given === '--version' || given === '-v' ? version.name : given
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      stdout.write(overview(COMMANDS))
      return name === undefined ? EXIT.usage : EXIT.done
    }
    const command = COMMANDS.find((candidate) => candidate.name === name)
    if (!command) throw new RelevoError('usage', `there is no command ${JSON.stringify(name)}`)
    const { args, options } = readArguments(command, rest)
    if (options.help) {
      stdout.write(commandHelp(command))
      return EXIT.done
    }
    const { data, text, exit = EXIT.done } = await command.run({ args, options, env, stderr, json })
    stdout.write(json ? `${JSON.stringify({ success: true, ...data })}\n` : `${text}\n`)
    return exit
  } catch (error) {
    const failure = failureOf(error)
    if (json) stdout.write(`${JSON.stringify({ success: false, error: failure })}\n`)
    else stderr.write(printable(failureText(failure)))
    return exitCodeOf(error)
  }
}
