import { EVERYWHERE } from './arguments.ts'
import type { Command, Option } from './command.ts'

const EXIT_CODES = `Exit codes: 0 done · 1 the server refused, its code is shown · 2 wrong usage or settings, nothing was sent ·
            3 the server could not be reached`

const WAIT_EXIT_CODES = `With --wait: 0 only when it went well · 4 it failed · 5 it was rolled back · 6 not over within --timeout ·
             7 another deployment took its place · 8 it stands still, by the brake or because it is paused, until a
             person does something · 130 interrupted; the deployment goes on`

/** `relevo --help`. */
export function overview(commands: Command[]): string {
  const rows = commands.map((command) => [signature(command), command.summary])
  return `relevo keeps a fleet of wall tablets on the right release of their web app.

Usage: relevo <command> [options]

${columns(rows)}

Settings: RELEVO_URL    address of the server (default http://localhost:8604), or --url
          RELEVO_TOKEN  a token of the server, or --token-file; never a command line argument
${EXIT_CODES}
${WAIT_EXIT_CODES}

relevo <command> --help says more about one.
`
}

/** `relevo <command> --help`. */
export function commandHelp(command: Command): string {
  const rows = Object.entries({ ...command.options, ...EVERYWHERE }).map(([name, option]) => [
    `--${name}${placeholder(option)}`,
    option.says,
  ])
  return `${command.summary}

Usage: relevo ${signature(command)} [options]

${columns(rows)}
${command.about ? `\n${command.about}\n` : ''}
${EXIT_CODES}
${command.options.wait ? `${WAIT_EXIT_CODES}\n` : ''}`
}

function signature({ name, args }: Command): string {
  return [name, ...args].join(' ')
}

function placeholder({ type, value = '<text>' }: Option): string {
  return type === 'string' ? ` ${value}` : ''
}

function columns(rows: string[][]): string {
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
