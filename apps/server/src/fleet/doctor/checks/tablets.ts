import type { TabletCode } from '@relevo/core/errors'
import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'
import type { Evidence, SeenTablet } from '../evidence.ts'

/** A misconfiguration that tablets report of themselves. */
function reported(
  codes: readonly TabletCode[],
  message: string,
  { also = () => [], ...check }: Omit<Check, 'look'> & { also?(evidence: Evidence): Outcome[] },
): Check {
  return {
    ...check,
    look(evidence) {
      const others = also(evidence)
      const seen = evidence.tablets.filter(({ isOnline }) => isOnline)
      if (seen.length + others.length === 0) return unmeasured('No tablet is online.')
      const hit = seen.filter(({ withoutWorker }) => withoutWorker !== undefined && codes.includes(withoutWorker))
      return foundOr(
        [...others, ...hit.map(({ id }): Outcome => ({ verdict: 'found', subject: id, message }))],
        well(`None of the tablets that are online reports it: ${seen.length}.`),
      )
    },
  }
}

export const secureContext = reported(
  ['insecure-context'],
  'It shows the app from an address that is no secure context.',
  {
    id: 'secure-context',
    finds: 'a tablet that shows the app from plain http',
    why: 'At `http://192.168.…` a browser has no service worker: releases are not stored, nothing works offline, and a release that does not start is not taken back by the tablet.',
    do: 'Give the server a name with a certificate that the tablets trust, and set that https address in the kiosk app. Updates by reload work all the same.',
    also: ({ home }) =>
      home.phase !== 'unknown' && isPlain(home.url)
        ? [{ verdict: 'found', subject: home.url, message: 'The public address of this server is plain http.' }]
        : [],
  },
)

/** A page of this machine itself is trusted without https (Secure Contexts, section 3.1). */
function isPlain(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !/^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}

export const worker = reported(['worker-unavailable'], 'Its service worker could not be registered.', {
  id: 'worker',
  finds: 'a tablet whose service worker cannot be registered although its address is https',
  why: 'Kiosk apps show a page with a self-signed certificate, and its worker is refused all the same. Other reasons: `sw.js` is not served, or as another type.',
  do: 'Use a certificate of a public authority (Let’s Encrypt by DNS works in a house, too); a private one has to be in the system’s store.',
})

export const storage = reported(
  ['storage-unavailable', 'no-space'],
  'It has no room, or no leave, to store releases.',
  {
    id: 'storage',
    finds: 'a tablet that cannot store releases',
    why: 'It falls back to reloading from the network.',
    do: 'Free space on the tablet; allow site data in the app, and let it not be cleared on exit.',
  },
)

export const webview: Check = {
  id: 'webview',
  finds: 'a browser or WebView that is too old for the release',
  why: 'The release does not start there, and the tablet stays on the one before, or goes back to it.',
  do: 'Update “Android System WebView” on the tablet, or build for older engines (docs/engines.md).',
  look({ tablets }) {
    const known = tablets.filter(({ engine, isEngineKnown }) => engine !== undefined && isEngineKnown)
    if (known.length === 0)
      return unmeasured('Releases do not say which engines they need, or no tablet has said what it is.')
    const old = (tablet: SeenTablet): Outcome[] =>
      tablet.missing === undefined
        ? []
        : [{ verdict: 'found', subject: tablet.id, message: `The release that it should run ${tablet.missing}.` }]
    return foundOr(known.flatMap(old), well(`Every engine that is known is new enough: ${known.length}.`))
  },
}
