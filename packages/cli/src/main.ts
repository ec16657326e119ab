import { readArguments } from './arguments.ts'
import type { Clock, Output } from './command.ts'
import { COMMANDS, commandOf } from './commands/index.ts'
import { version } from './commands/version.ts'
import { EXIT, exitCodeOf, failureOf, failureText } from './failure.ts'
import { commandHelp, overview } from './help.ts'
import { type Interrupts, interruptible } from './interruptible.ts'
import { printable } from './screen/printable.ts'
import { WALL_CLOCK } from './wall-clock.ts'

/** What the program touches of its process. */
export interface Surroundings extends Interrupts {
  env: Record<string, string | undefined>
  stdout: Output
  stderr: Output
  clock?: Clock
}

/**
 * The program `relevo`. It answers on stdout, and says everything else on stderr.
 *
 * @param argv what follows the program's name
 * @returns the exit code, of `EXIT`
 * @example process.exitCode = await run(process.argv.slice(2), process)
 */
export async function run(argv: string[], surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr, clock = WALL_CLOCK } = surroundings
  const json = argv.includes('--json')
  try {
    const [given] = argv
    const name = given === '--version' || given === '-v' ? version.name : given
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      stdout.write(overview(COMMANDS))
      return name === undefined ? EXIT.usage : EXIT.done
    }
    const { command, following } = commandOf([name, ...argv.slice(1)])
    const { args, options } = readArguments(command, following)
    if (options.help) {
      stdout.write(commandHelp(command))
      return EXIT.done
    }
    const {
      data,
      text,
      exit = EXIT.done,
      isTold = false,
    } = await command.run({
      args,
      options,
      env,
      stdout,
      stderr,
      json,
      clock,
      interruptible: (work) => interruptible(surroundings, work),
    })
    if (isTold) return exit
    stdout.write(json ? `${JSON.stringify({ success: exit === EXIT.done, ...data })}\n` : `${text}\n`)
    return exit
  } catch (error) {
    const failure = failureOf(error)
    if (json) stdout.write(`${JSON.stringify({ success: false, error: failure })}\n`)
    else stderr.write(printable(failureText(failure)))
    return exitCodeOf(error)
  }
}
