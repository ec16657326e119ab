import { type EngineFloor, readEngines } from '../release/engine.ts'
import { isSha256 } from '../release/manifest.ts'
import { isVersion, type Version } from '../release/version.ts'

/** An order from the release server, carried out once per `id`. */
export interface Directive {
  /** `reset`: forget every stored release and start from the network. `unregister`: also remove the worker. */
  do: 'reset' | 'unregister'
  id: string
}

/** What `version.json` says, once it has been read and found legal. */
export interface News {
  /** The release this tablet should run. */
  version: Version
  /** Switch without asking. */
  force: boolean
  /** URL template of a manifest, may contain `{version}`; without it the tablet can only reload. */
  manifest?: string | undefined
  /** URL template of a file, contains `{sha256}` or `{path}`. */
  files?: string | undefined
  /** SHA-256 of the list of `version`: what a patch has to make. Without it no patch is taken. */
  list?: string | undefined
  /** URL template of release patches, contains `{version}` and `{from}`. */
  patch?: string | undefined
  /** The releases that such a patch can be had from. */
  patchFrom?: Version[] | undefined
  /** URL template, contains `{version}`: every file of `version` in one answer, a patch from nothing. */
  whole?: string | undefined
  publishedAt?: string | undefined
  notes?: string | undefined
  /** Seconds between two polls, 10 to 86,400. */
  checkEvery?: number | undefined
  /** Largest random delay before acting on a hint, seconds, 0 to 3,600. */
  spread?: number | undefined
  /** Releases that must not run. */
  blocked: Version[]
  /** Names one further try: a tablet on which `version` failed under another `retry` tries it again. */
  retry?: string | undefined
  directive?: Directive | undefined
  /** The oldest engines `version` runs in. */
  engines?: EngineFloor | undefined
}

const TEXTS = ['manifest', 'files', 'patch', 'whole', 'publishedAt', 'notes', 'retry'] as const

/**
 * Read the text of a `version.json`. A captive portal's HTML, truncated JSON or an unknown form is `undefined`:
 * no news, never an action. Unknown fields are ignored, optional fields of a wrong type, and empty ones, are left out.
 *
 * @example readVersionJson('{"version":"20250330-a1b2c3d"}')?.version // '20250330-a1b2c3d'
 */
export function readVersionJson(text: string): News | undefined {
  const value = parse(text)
  if (!value || !isVersion(value.version)) return undefined
  const { version, blocked } = value
  const news: News = {
    version,
    force: value.force === true,
    blocked: Array.isArray(blocked) ? blocked.filter(isVersion) : [],
    checkEvery: within(value.checkEvery, 10, 86_400),
    spread: within(value.spread, 0, 3_600),
    engines: readEngines(value.engines),
  }
  for (const key of TEXTS) news[key] = textOf(value[key])
  news.list = isSha256(value.list) ? value.list : undefined
  // A patch names neither release: under an address without it a later one may lie by now, and without `list` nobody could tell.
  for (const key of ['patch', 'whole'] as const)
    if (!news.list || !news[key]?.includes('{version}')) news[key] = undefined
  if (news.patch && Array.isArray(value.patchFrom)) news.patchFrom = value.patchFrom.filter(isVersion)
  const { do: deed, id } = (value.directive ?? {}) as Record<string, unknown>
  const name = textOf(id)
  if (name && (deed === 'reset' || deed === 'unregister')) news.directive = { do: deed, id: name }
  return news
}

/** Parsed JSON when it is an object, else `undefined`. */
export function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Object(value) === value ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined // not JSON: whoever sent it has nothing to tell us
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined
}
