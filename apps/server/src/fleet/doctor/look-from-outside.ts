import type { Fleet } from '../fleet.ts'
import type { HomeEvidence } from './evidence.ts'
import type { OutsideProbe } from './ports.ts'

/** The worker script of an app, as builds call it. */
const WORKER = 'sw.js'
/** Milliseconds that one file may take. */
const TIMEOUT = 5_000

/**
 * Look at this server by its public address.
 *
 * @param home without a slash at its end
 * @param base path the app is served under, with a slash at both ends
 */
export async function lookFromOutside(
  { fleet, outside }: { fleet: Pick<Fleet, 'news' | 'release'>; outside: OutsideProbe },
  home: string,
  base: string,
): Promise<HomeEvidence> {
  const version = await fleet.news(new URL(home).hostname).then(
    (news) => news.version,
    () => undefined,
  )
  const release = version === undefined ? undefined : await fleet.release(version).catch(() => undefined)
  const script = release?.manifest.files[WORKER]
  const [page, versionJson, worker] = await Promise.all([
    outside.get(`${home}${base}`, TIMEOUT),
    outside.get(`${home}/config/version.json`, TIMEOUT),
    script && outside.get(`${home}${base}${WORKER}`, TIMEOUT),
  ])
  return {
    phase: 'probed',
    url: home,
    ...(page.certificate && { certificate: page.certificate }),
    page: page.file,
    versionJson: versionJson.file,
    ...(worker && { worker: worker.file }),
    expected: { ...(version !== undefined && { version }), ...(script && { workerSha256: script.sha256 }) },
  }
}
