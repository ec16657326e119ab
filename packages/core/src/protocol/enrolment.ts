import { isTabletId } from './topics.ts'
import { parse } from './version-json.ts'

/** Where a tablet enrols, on the server's origin: `POST` an `EnrolmentRequest` as JSON, and get an `Enrolled` in `data`. */
export const ENROL_PATH = '/api/enrol'

/**
 * The header that answers a check-in which was not heard, because it has no secret that is good for its tablet; its value is
 * `ENROL`. The news in the answer are those for anybody, and are as true as any. Nothing in the report was taken in: a `was`
 * is to be said again.
 */
export const ACCESS_HEADER = 'relevo-access'
export const ENROL = 'enrol'

/** The key of the code in the fragment of a launch URL. A fragment is sent to no server, and stands in no log. */
export const CODE_FRAGMENT = 'relevo-enrol'

/** "Let this tablet in": with a code that a person made for it, or with the key of its site. */
export type EnrolmentRequest = { tablet: string } & ({ code: string } | { key: string })

/** What a tablet signs in with from now on. It is said once; the server cannot say it again. */
export interface Enrolled {
  tablet: string
  secret: string
}

/**
 * Read the answer to an enrolment; anything that is not one is `undefined`, an error included.
 *
 * @example readEnrolled('{"success":true,"data":{"tablet":"lobby-1","secret":"rls_…"}}')?.secret
 */
export function readEnrolled(text: string): Enrolled | undefined {
  const { tablet, secret } = (parse(text)?.data ?? {}) as Record<string, unknown>
  return isTabletId(tablet) && isSecret(secret) ? { tablet, secret } : undefined
}

/** The headers of a check-in that a tablet signs, or does not. */
export function checkInHeaders(secret: string | undefined): Record<string, string> {
  return secret ? { authorization: `Bearer ${secret}` } : {}
}

/** Has it the form of a secret? It goes into a header and an MQTT password as it is. */
export function isSecret(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{20,128}$/.test(value)
}

/**
 * The address a tablet is opened with once to be enrolled, for a link or a QR code.
 *
 * @param app the address of the app; a query in it stays, a fragment does not
 * @param tablet the id it gets; without one it keeps its own
 * @example enrolmentUrl('https://panel.example/', 'K7QM-2XDP', 'lobby-1') // 'https://panel.example/?tablet=lobby-1#relevo-enrol=K7QM-2XDP'
 */
export function enrolmentUrl(app: string, code: string, tablet?: string): string {
  const url = new URL(app)
  if (tablet !== undefined) url.searchParams.set('tablet', tablet)
  url.hash = `${CODE_FRAGMENT}=${code}`
  return url.href
}
