import { fileURLToPath } from 'node:url'
import { RelevoError } from '@relevo/core/errors'
import { DEFAULT_PREFIX } from '@relevo/core/protocol'

/** How a server is set up. */
export interface Config {
  /** 0 = any free one. */
  port: number
  host: string
  /** TCP port of MQTT; 0 = none, `auto` = any free one. MQTT over WebSocket is at `/mqtt` in any case. */
  mqttPort: number | 'auto'
  /** Folder with everything the server keeps. */
  data: string
  /** Bearer token of `/api` and password of MQTT; absent = the one kept in `data`, made when there is none. */
  token?: string
  /** Path the app is hosted under; starts and ends with a slash. */
  base: string
  /** First levels of every MQTT topic. */
  prefix: string
  /** Releases behind the current one that hosting still serves. */
  keep: number
  /** Largest file of a release, bytes. */
  maxFile: number
  /** Milliseconds after which an HTTP connection on which nothing moves is cut. */
  idle: number
  /** Calls of the API that one token may make in a minute. */
  callsPerMinute: number
  /** Seconds between two polls, told to the tablets; absent = they decide, which is 300. */
  checkEvery?: number
  /** Folder of the built dashboard. */
  dashboard: string
  /** Least weight of a log line that is written. */
  log: (typeof LOG_LEVELS)[number]
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const BUILT_DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
/** First segments of paths that are the server's own. */
const OWN_PATHS = ['api', 'config', 'dashboard', 'health', 'mqtt', 'releases']

/**
 * Read the settings from environment variables.
 *
 * @throws RelevoError `config-invalid`, whose detail names every variable that cannot be used
 * @example readConfig({ PORT: '8604', RELEVO_DATA: '/var/lib/relevo' })
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const refuse = (name: string, must: string) => problems.push(`${name}=${JSON.stringify(env[name])} must be ${must}`)
  const text = (name: string, or: string) => env[name] || or
  const whole = (name: string, or: number, least: number, most: number) => {
    const given = env[name]
    const value = !given ? or : /^\d+$/.test(given) ? Number(given) : Number.NaN
    if (!Number.isSafeInteger(value) || value < least || value > most) refuse(name, `a number from ${least} to ${most}`)
    return value
  }

  const base = text('RELEVO_BASE', '/')
  const [first = ''] = base.slice(1).split('/')
  if (!/^\/(?:[A-Za-z0-9._~-]+\/)*$/.test(base)) refuse('RELEVO_BASE', 'a path that starts and ends with a slash')
  else if (OWN_PATHS.includes(first)) refuse('RELEVO_BASE', `another path: the server's own are below /${first}/`)
  const prefix = text('RELEVO_PREFIX', DEFAULT_PREFIX)
  if (!/^[^/+#$\0\s][^+#\0\s]*(?<!\/)$/.test(prefix)) refuse('RELEVO_PREFIX', 'topic levels without + # $ and spaces')
  const token = env.RELEVO_TOKEN
  if (token && !/^[\x21-\x7e]+$/.test(token)) problems.push('RELEVO_TOKEN must be printable ASCII without spaces')
  const log = text('RELEVO_LOG', 'info') as Config['log']
  if (!LOG_LEVELS.includes(log)) refuse('RELEVO_LOG', `one of ${LOG_LEVELS.join(', ')}`)

  const config: Config = {
    port: whole('PORT', 8604, 0, 65_535),
    host: text('HOST', '0.0.0.0'),
    mqttPort: env.MQTT_PORT === 'auto' ? 'auto' : whole('MQTT_PORT', 1883, 0, 65_535),
    data: text('RELEVO_DATA', './data'),
    ...(token && { token }),
    base,
    prefix,
    keep: whole('RELEVO_KEEP', 10, 0, 1_000),
    maxFile: whole('RELEVO_MAX_FILE', 1024 ** 3, 1, Number.MAX_SAFE_INTEGER),
    idle: 1000 * whole('RELEVO_IDLE', 120, 1, 86_400),
    callsPerMinute: whole('RELEVO_CALLS_PER_MINUTE', 600, 1, 1_000_000),
    ...(env.RELEVO_CHECK_EVERY && { checkEvery: whole('RELEVO_CHECK_EVERY', 300, 10, 86_400) }),
    dashboard: text('RELEVO_DASHBOARD', BUILT_DASHBOARD),
    log,
  }
  if (problems.length > 0) throw new RelevoError('config-invalid', problems.join('; '))
  return config
}
