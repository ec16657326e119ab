import { type Fields, fields, moment, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/tablets`. What a tablet reports is absent while it was never heard of. */
export interface TabletRow {
  id: string
  environment: string
  /** For people. */
  name?: string
  group?: string
  tags: string[]
  notes?: string
  /** The release it gets, whatever is current. */
  pin?: string
  /** `online`, `offline`, `stale` or `never-seen`. */
  presence: string
  /** Other names it went by; only of one tablet. */
  aliases?: string[]
  release?: string
  desired?: string
  phase?: string
  online: boolean
  releaseSince?: string | number
  firstSeen?: string | number
  lastSeen?: string | number
  target?: string
  progress?: number
  error?: string
  /** A release cannot come to it, or the one it has does not start. */
  stuck?: Stuck
  /** Why it has no worker that stores releases. */
  withoutWorker?: string
  engine?: { name: string; version: number }
}

/** What stops a tablet. */
interface Stuck {
  code?: string
  target?: string
  detail?: string
}

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readTablet(row: unknown): TabletRow {
  const tablet = fields('api/tablets', row)
  const { id, online, presence, progress } = tablet
  if (typeof id !== 'string') throw strange('api/tablets')
  return {
    id,
    environment: word(tablet.environment) ?? '',
    tags: words(tablet.tags) ?? [],
    presence: word(presence) ?? (online === true ? 'online' : 'offline'),
    online: online === true,
    ...some({
      name: word(tablet.name),
      group: word(tablet.group),
      notes: word(tablet.notes),
      pin: word(tablet.pin),
      aliases: words(tablet.aliases),
      release: word(tablet.release),
      desired: word(tablet.desired),
      phase: word(tablet.phase),
      releaseSince: moment(tablet.releaseSince),
      firstSeen: moment(tablet.firstSeen),
      lastSeen: moment(tablet.lastSeen),
      target: word(tablet.target),
      progress: typeof progress === 'number' ? progress : undefined,
      error: word((tablet.error as Fields | null | undefined)?.code),
      stuck: readStuck(tablet.stuck),
      withoutWorker: word(tablet.withoutWorker),
      engine: readEngine(tablet.engine),
    }),
  }
}

function words(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined
}

function readStuck(value: unknown): Stuck | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { code, target, detail } = value as Fields
  return some({ code: word(code), target: word(target), detail: word(detail) })
}

function readEngine(value: unknown): TabletRow['engine'] {
  const { name, version } = (value ?? {}) as Fields
  return typeof name === 'string' && typeof version === 'number' ? { name, version } : undefined
}
