import { RelevoError, SENTENCES } from '@relevo/core/errors'
import type { RunningServer } from './main.ts'

/** What a person reads when the server has started: every address, the token, the next thing to do. */
export function whereEverythingIs({ url, port, mqttPort, token, tokenFile }: RunningServer, base: string): string {
  const webSocket = `ws://${new URL(url).host}/mqtt`
  // A token that was given is known to whoever gave it, and does not belong into the log of a container.
  const shown = tokenFile ? `${token}  (kept in ${tokenFile})` : 'the value of RELEVO_TOKEN'
  const environment = port === 8604 ? '' : `RELEVO_URL=${url} `
  return [
    `Server     ${url}`,
    `Dashboard  ${url}/dashboard`,
    `Tablet     ${url}${base}`,
    `MQTT       ${mqttPort === undefined ? webSocket : `mqtt://${new URL(url).hostname}:${mqttPort}  ${webSocket}`}`,
    `Token      ${shown}`,
    '',
    `Publish the next release:  ${environment}npm run release`,
  ].join('\n')
}

/** Why the server did not start, and what to do. */
export function explained(error: unknown): string {
  if (!(error instanceof RelevoError)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { message, do: remedy } = SENTENCES[error.code]
  return `${message} (${error.code}${error.detail ? `: ${error.detail}` : ''})\n${remedy}`
}
