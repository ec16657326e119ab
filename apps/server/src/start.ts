import { RelevoError, SENTENCES } from '@relevo/core/errors'
import { pino } from 'pino'
import { type Config, readConfig } from './config.ts'
import { createServer, type RunningServer } from './main.ts'
import { tokenPath } from './store/index.ts'

/** A stop takes at most this long, ms; then whoever is still downloading is cut. */
const STOP_WITHIN = 5_000

try {
  const config = readConfig(process.env)
  // To stderr: what a person reads at the start stays readable on stdout.
  const log = pino({ level: config.log, redact: ['req.headers.authorization'] }, pino.destination(2))
  const server = await createServer(config, log)
  console.log(whereEverythingIs(server, config))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server))
} catch (error) {
  console.error(explained(error))
  process.exit(1)
}

function whereEverythingIs(
  { url, port, mqttPort, token }: RunningServer,
  { base, data, token: given }: Config,
): string {
  const webSocket = `ws://${new URL(url).host}/mqtt`
  // A token that was given is known to whoever gave it, and does not belong into the log of a container.
  const shown = given ? 'the value of RELEVO_TOKEN' : `${token}  (kept in ${tokenPath(data)})`
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

async function stop(server: RunningServer): Promise<void> {
  setTimeout(() => process.exit(0), STOP_WITHIN).unref()
  await server.close()
  process.exit(0)
}

function explained(error: unknown): string {
  if (!(error instanceof RelevoError)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { message, do: remedy } = SENTENCES[error.code]
  return `${message} (${error.code}${error.detail ? `: ${error.detail}` : ''})\n${remedy}`
}
