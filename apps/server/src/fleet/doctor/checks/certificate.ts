import { type Check, unmeasured, well } from '../check.ts'

/** A certificate that ends within so many ms is worth a word. */
const SOON = 14 * 24 * 3_600_000

export const certificate: Check = {
  id: 'certificate',
  finds: 'a certificate that browsers do not trust, or that ends soon',
  why: 'With a self-signed certificate the page shows in a kiosk app, but no service worker is registered; an expired one shows nothing.',
  do: 'Use a certificate of a public authority, and have it renewed by itself.',
  look({ home, at }) {
    if (home.phase === 'unknown') return unmeasured('This server does not know its public address (RELEVO_PUBLIC_URL).')
    if (home.phase === 'skipped') return unmeasured('It was not looked at from outside.')
    const { url: subject, certificate: shown } = home
    if (!shown) {
      const why = subject.startsWith('https:') ? 'No certificate was shown.' : 'The public address is not https.'
      return unmeasured(why)
    }
    const until = new Date(shown.validTo).toISOString().slice(0, 10)
    if (shown.trouble !== undefined)
      return [{ verdict: 'found', subject, message: `The certificate is not trusted: ${shown.trouble}.` }]
    if (shown.validTo - at < SOON) return [{ verdict: 'found', subject, message: `The certificate ends on ${until}.` }]
    return [well(`The certificate is trusted from here, until ${until}.`)]
  },
}
