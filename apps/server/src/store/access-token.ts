import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'

/**
 * The token kept in the data folder; made, readable by its owner only, when there is none.
 *
 * @throws RelevoError `data-unusable` when it cannot be read or kept
 */
export async function keptToken(folder: string): Promise<string> {
  const path = tokenPath(folder)
  try {
    return (await tokenIn(path)) ?? (await newToken(path))
  } catch (error) {
    throw new RelevoError('data-unusable', `${path} cannot be read or written`, { cause: error })
  }
}

/** Where the token of a data folder is kept. */
export function tokenPath(folder: string): string {
  return join(folder, 'token')
}

async function tokenIn(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim() || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function newToken(path: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(`${token}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  return token
}
