import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import type { Seal } from '../fleet/kiosks/ports.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * A seal whose key is kept in the data folder, beside the database and in no backup of that alone; made, readable by its
 * owner only, when there is none. What kiosk apps take is their own password, so that a digest would be of no use.
 *
 * @throws RelevoError `data-unusable` when the key cannot be read or kept
 */
export async function keptSeal(folder: string): Promise<Seal> {
  const path = join(folder, 'kiosk-key')
  try {
    return sealWith((await keyIn(path)) ?? (await newKey(path)))
  } catch (error) {
    if (error instanceof RelevoError) throw error
    throw new RelevoError('data-unusable', `${path} cannot be read or written`, { cause: error })
  }
}

/** A seal with a key of 32 bytes: AES-256-GCM, with a nonce of its own each time, bound to the owner's name. */
function sealWith(key: Buffer): Seal {
  return {
    close(secret, owner) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner))
      const closed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString('base64')
    },
    open(sealed, owner) {
      try {
        const bytes = Buffer.from(sealed, 'base64')
        const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)]
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
        const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
        return Buffer.concat(opened).toString('utf8')
      } catch {
        return undefined // another key, another owner, or a database that was written to by hand: there is no secret then
      }
    },
  }
}

async function keyIn(path: string): Promise<Buffer | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const key = Buffer.from(text.trim(), 'base64url')
  // A new one in its place would make every secret unreadable without a word.
  if (key.length !== KEY_BYTES) throw new RelevoError('data-unusable', `${path} holds no key of this server`)
  return key
}

async function newKey(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(`${key.toString('base64url')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  return key
}
