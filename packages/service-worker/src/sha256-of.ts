import { hexOf } from '@relevo/core/patch'

/** The SHA-256 of some bytes, in lower-case hex digits. */
export async function sha256Of(bytes: BufferSource): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}
