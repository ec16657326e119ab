import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILT } from './build-releases.ts'

/** The worker script, with something broken in its surroundings. */
export async function brokenWorker(before: string): Promise<{ do: 'body'; type: string; body: string }> {
  return { do: 'body', type: 'text/javascript', body: `${before};${await readFile(join(BUILT, 'r1/sw.js'), 'utf8')}` }
}
