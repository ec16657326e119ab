import { dirname } from 'node:path'
import type { Config } from '@relevo/config'
import { RelevoError, SENTENCES } from '@relevo/core/errors'
import type { RunningServer } from './main.ts'

/** Publishes a built folder; it takes address and token from the environment. */
const PUBLISH = 'npx relevo publish dist'
/** Publishes the demo tablet; it finds the token in the data folder. */
export const RELEASE = 'npm run release'

/** Who may report as a tablet. */
const ACCESS = {
  enrolled: 'enrolled tablets only; let one in with `npx relevo enrol-code` (docs/access.md)',
  open: 'OPEN: anyone who reaches this server may report as a tablet; RELEVO_ACCESS=enrolled closes it',
} as const

/**
 * What a person reads when the server has started: every address, the token, the next thing to do.
 *
 * @param publish the command that publishes a release here
 */
export function whereEverythingIs(
  { url, port, mqttPort, token, tokenFile }: RunningServer,
  { base, access }: Pick<Config, 'base' | 'access'>,
  publish: typeof PUBLISH | typeof RELEASE = PUBLISH,
): string {
  const webSocket = `ws://${new URL(url).host}/mqtt`
  // A token that was given is known to whoever gave it, and does not belong into the log of a container.
  const shown = tokenFile ? `${token}  (kept in ${tokenFile})` : 'the one you configured'
  // Both commands look where a server with usual settings is; only one of them may look into its folder.
  const folder = publish === RELEASE && tokenFile ? dirname(tokenFile) : undefined
  const settings = [
    ...(port === 8604 ? [] : [`RELEVO_URL=${url}`]),
    ...(folder === undefined ? ['RELEVO_TOKEN=…'] : folder === 'data' ? [] : [`RELEVO_DATA=${shellWord(folder)}`]),
  ]
  return [
    `Server     ${url}`,
    `Dashboard  ${url}/dashboard`,
    `Tablet     ${url}${base}`,
    `MQTT       ${mqttPort === undefined ? webSocket : `mqtt://${new URL(url).hostname}:${mqttPort}  ${webSocket}`}`,
    `Token      ${shown}`,
    `Access     ${ACCESS[access]}`,
    '',
    `Publish the next release:  ${[...settings, publish].join(' ')}`,
  ].join('\n')
}

/** A text as one word of a shell command. */
function shellWord(text: string): string {
  return /^[\w./~+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** Why the server did not start, and what to do. */
export function explained(error: unknown): string {
  if (!(error instanceof RelevoError)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { message, do: remedy } = SENTENCES[error.code]
  // A problem a line, so that each can be ticked off.
  if (error.code === 'config-invalid' && error.detail) {
    const problems = error.detail.split('\n').map((problem) => `  - ${problem}`)
    return [`${message} (${error.code})`, ...problems, remedy].join('\n')
  }
  return `${message} (${error.code}${error.detail ? `: ${error.detail}` : ''})\n${remedy}`
}
