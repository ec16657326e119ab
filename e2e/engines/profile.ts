import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder in which a browser keeps what its pages store. */
export async function newProfile(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `relevo-${name}-`))
  // A process that was just killed may still be leaving files behind.
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}
