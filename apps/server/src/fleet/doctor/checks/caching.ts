import { readVersionJson } from '@relevo/core/protocol'
import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'
import type { Evidence, Fetched, HomeEvidence } from '../evidence.ts'

type Probed = Extract<HomeEvidence, { phase: 'probed' }>
type Answer = Exclude<Fetched, { failed: string }>

/** Look at a file from outside. */
function fromOutside(
  check: Omit<Check, 'look'>,
  what: string,
  fileOf: (home: Probed) => Fetched | undefined,
  also: (answer: Answer, home: Probed) => string[],
): Check {
  return {
    ...check,
    look({ home }: Evidence) {
      if (home.phase === 'unknown')
        return unmeasured('This server does not know its public address (RELEVO_PUBLIC_URL).')
      if (home.phase === 'skipped') return unmeasured('It was not looked at from outside.')
      if (home.expected.version === undefined) return unmeasured('No release is current.')
      const file = fileOf(home)
      if (!file) return unmeasured(`The current release has no ${what}.`)
      const found = (message: string): Outcome => ({ verdict: 'found', subject: file.url, message })
      const { url: subject } = file
      if ('failed' in file)
        return [{ verdict: 'found', subject, message: `It could not be fetched: ${file.failed}.`, do: UNREACHED }]
      if (file.status !== 200) return [found(`It is answered with status ${file.status}.`)]
      const stale = staleBy(file)
      return foundOr([...(stale ? [stale] : []), ...also(file, home)].map(found), well(`${what} comes fresh.`))
    },
  }
}

/** What in an answer says that it came from a cache, or may be kept in one without asking. */
function staleBy({ headers }: Pick<Answer, 'headers'>): string | undefined {
  const { age, 'cache-control': control = '' } = headers
  const cache = headers['x-cache'] ?? headers['cf-cache-status'] ?? headers['x-cache-status']
  if (cache !== undefined && /hit|stale/i.test(cache)) return `A cache answered in place of the server (${cache}).`
  if (age !== undefined && Number(age) > 0) return `A cache answered in place of the server, with what is ${age} s old.`
  const isAsked = /\b(?:no-cache|no-store)\b/.test(control) || /\bmax-age=0\b/.test(control)
  return isAsked
    ? undefined
    : `It may be kept without asking: cache-control is ${control === '' ? 'missing' : control}.`
}

/** No rule about caches helps where nobody answers. */
const UNREACHED =
  'Look whether RELEVO_PUBLIC_URL is the address that tablets use, its proxy runs, and this server reaches it too; where only this server does not, look from another machine, and run `relevo doctor --no-probe`.'

const CURE =
  'Have the proxy or CDN pass it on without caching: Cache-Control: no-cache for this path, no rule of its own.'

export const versionJson = fromOutside(
  {
    id: 'version-json',
    finds: 'a `version.json` that is cached, stale, or not served',
    why: 'Tablets ask there what to run: from a cache they hear of a release late, or never.',
    do: CURE,
  },
  'version.json',
  ({ versionJson: file }) => file,
  ({ text }, { expected: { version } }) => {
    const read = readVersionJson(text)
    if (!read) return ['It is not a version.json: another page answers in its place.']
    return read.version === version ? [] : [`It says ${read.version}, and ${version} is current.`]
  },
)

export const workerScript = fromOutside(
  {
    id: 'worker-script',
    finds: 'a service worker script that is cached, stale, or of a wrong type',
    why: 'A browser asks for it to learn of a new worker; one from a cache keeps an old worker alive for up to a day.',
    do: CURE,
  },
  'service worker script',
  ({ worker: file }) => file,
  ({ headers, sha256 }, { expected: { workerSha256 } }) => [
    ...(/javascript/.test(headers['content-type'] ?? '')
      ? []
      : [`Its type is ${headers['content-type'] ?? 'missing'}, which is no script.`]),
    ...(workerSha256 === undefined || sha256 === workerSha256 ? [] : ['It is not the one of the current release.']),
  ],
)

export const page = fromOutside(
  {
    id: 'page',
    finds: 'an `index.html` that is cached, or not served',
    why: 'An old page asks for files of its own time: where those are gone, it stays white.',
    do: CURE,
  },
  'index.html',
  ({ page: file }) => file,
  ({ headers }) =>
    /html/.test(headers['content-type'] ?? '')
      ? []
      : [`Its type is ${headers['content-type'] ?? 'missing'}, which is no page.`],
)
