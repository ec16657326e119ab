import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../fleet/access/secrets.ts'

/** Chance and SHA-256 from Node. */
export const secrets: Secrets = {
  draw: () => randomBytes(32).toString('base64url'),
  digest: (text) => createHash('sha256').update(text).digest('hex'),
  // Digests have one length, which the comparison needs.
  same: (a, b) => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex')),
}
