import { isUtf8 } from 'node:buffer'
import { verifyWithFallback } from '@octokit/webhooks-methods'
import { RelevoError } from '@relevo/core/errors'

/** The header GitHub signs a delivery in. `X-Hub-Signature`, its SHA-1 ancestor, is not looked at. */
export const SIGNATURE = 'x-hub-signature-256'

/**
 * Was this body signed with one of our secrets? Only the bytes as they arrived count: JSON that was read and written again
 * is another text. Several secrets are in force while one is being replaced.
 *
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * @param header as it arrived: `sha256=` and 64 hex digits
 * @throws RelevoError `webhook-off` without a secret, `signature-invalid`; neither ever tells what would have been right
 */
export async function checkSignature(body: Buffer, header: unknown, secrets: readonly string[]): Promise<void> {
  const [secret, ...others] = secrets
  if (secret === undefined) throw new RelevoError('webhook-off')
  const signature = readSignature(header)
  // Signatures are over text there: bytes that are none would be looked at as something else than they are.
  if (body.length === 0 || !isUtf8(body)) throw new RelevoError('signature-invalid', 'the body is empty, or no UTF-8')
  if (!(await verifyWithFallback(secret, body.toString('utf8'), signature, others)))
    throw new RelevoError('signature-invalid', 'the body was not signed with the secret that is set here')
}

/**
 * The signature in a header, well formed; who did not even try to sign is refused before the body is read.
 *
 * @throws RelevoError `signature-invalid`
 */
export function readSignature(header: unknown): string {
  if (header === undefined) throw new RelevoError('signature-invalid', `there is no header ${SIGNATURE}`)
  if (typeof header === 'string' && /^sha256=[0-9a-f]{64}$/.test(header)) return header
  throw new RelevoError('signature-invalid', `the header ${SIGNATURE} is not sha256= and 64 hex digits`)
}
