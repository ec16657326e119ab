import { parseArgs } from 'node:util'
import { DEFAULT_PREFIX } from '@relevo/core/protocol'
import { isVersion, type Version } from '@relevo/core/release'
import { number, type Reader, SHARES, text, whole } from './readers.ts'
import { Trouble } from './trouble.ts'

/** One option that takes a value. */
export interface Option<T = unknown> extends Reader<T> {
  value: string
  says: string
  /** In place of a value; without it the option may be left out. */
  usual?: T
}

const option = <T>(value: string, says: string, reader: Reader<T>, usual?: T): Option<T> => ({
  value,
  says,
  ...reader,
  ...(usual !== undefined && { usual }),
})
const SHARE = number(0, 1, 'a share from 0 to 1')
const SECONDS = number(0, 86_400, 'seconds, from 0 to 86400')
const POLL = number(1, 86_400, 'seconds, from 1 to 86400')
const HTTP = text('an http:// address', isHttp)
const NAME = text('letters, digits, _ and -, at most 32', (name) => /^[\w-]{1,32}$/.test(name))
const HOST = text('a host name', (name) => /^[\w.:[\]-]+$/.test(name))
const LEVEL = text('a topic level', (level) => /^[^+#\s]+$/.test(level))
const VERSION = text('a version, such as 20250330-a1b2c3d', isVersion)

/** Every option that takes a value, in the order of the help. */
export const OPTIONS = {
  url: option('<url>', 'the server', HTTP, 'http://localhost:8604'),
  tablets: option('<number>', 'how many', whole(1, 200_000), 100),
  name: option('<text>', 'their ids are <text>-00001, or <group>-00001', NAME, 'sim'),
  release: option('<version>', 'what they run at first; default: what the server has now', VERSION),
  fail: option('<share>', 'of the trials of a new release do not come up; default 0', SHARE),
  'fail-release': option('<version>', 'only this release fails; all of its trials unless --fail says less', VERSION),
  offline: option('<share>', 'of the time a tablet is off', SHARE, 0),
  away: option('<seconds>', 'off for so long each time, on average', SECONDS, 120),
  poll: option('<seconds>', 'between two polls, until the server says otherwise', POLL, 300),
  download: option('<seconds>', 'a release takes to come, on average; no bytes are fetched', SECONDS, 10),
  answer: option('<seconds>', 'a person takes to say yes, on average; nobody waits longer than 60', SECONDS, 20),
  start: option('<seconds>', 'a page takes to be up, on average', SECONDS, 6),
  groups: option('<name:share,…>', 'put them into groups; takes RELEVO_TOKEN', SHARES),
  host: option('<name>', 'Host header, which chooses the environment', HOST),
  prefix: option('<text>', 'first level of every MQTT topic', LEVEL, DEFAULT_PREFIX),
  connect: option('<number>', 'tablets switched on per second at first', whole(1, 10_000), 300),
  seed: option('<number>', 'of the dice', whole(0, 2 ** 32 - 1), 1),
  for: option('<seconds>', 'end after so long; default: at Ctrl-C', SECONDS),
} as const

/** What was asked for; times in seconds. */
export interface Asked {
  url: string
  tablets: number
  name: string
  release?: Version
  fail?: number
  'fail-release'?: Version
  offline: number
  away: number
  poll: number
  download: number
  answer: number
  start: number
  groups?: Record<string, number>
  host?: string
  prefix: string
  connect: number
  seed: number
  for?: number
  /** Hints and reports by MQTT, beside polling. */
  mqtt: boolean
  json: boolean
  help: boolean
}

/**
 * Read the arguments.
 *
 * @throws Trouble that names every option with a wrong value, or the one that does not exist
 */
export function readOptions(argv: string[]): Asked {
  const values = parsed(argv)
  const asked: Record<string, unknown> = {}
  const faults: string[] = []
  for (const [name, { must, read, usual }] of Object.entries<Option>(OPTIONS)) {
    const given = values[name]
    const value = typeof given === 'string' ? read(given) : usual
    if (typeof given === 'string' && value === undefined)
      faults.push(`--${name} must be ${must}, not ${JSON.stringify(given)}`)
    if (value !== undefined) asked[name] = value
  }
  if (faults.length > 0) throw new Trouble('usage', faults.join('\n'))
  const { mqtt = true, json = false, help = false } = values
  return { ...asked, mqtt, json, help } as Asked
}

function parsed(argv: string[]): Record<string, unknown> {
  const flag = { type: 'boolean' } as const
  const texts = Object.keys(OPTIONS).map((name) => [name, { type: 'string' as const }])
  const options = { ...Object.fromEntries(texts), mqtt: flag, json: flag, help: { ...flag, short: 'h' } }
  try {
    return parseArgs({ args: argv, options, allowNegative: true, strict: true }).values
  } catch (cause) {
    throw new Trouble('usage', cause instanceof Error ? cause.message : String(cause))
  }
}

function isHttp(url: string): boolean {
  return /^http:\/\/[^/]+/.test(url) && URL.canParse(url)
}
