import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { RelevoError } from '@relevo/core/errors'
import type { Variables } from './variables.ts'

/** It is not there; or it is the folder of another tool. */
const NO_FILE = ['ENOENT', 'EISDIR']

/**
 * The environment variables, and beside them what a file `.env` of a folder says, in the form of `node --env-file`. What
 * the environment has already wins, as it does there.
 *
 * @throws RelevoError `config-invalid` for a file that is there and cannot be read
 */
export async function withDotEnv(cwd: string, env: Variables): Promise<Variables> {
  const path = join(cwd, '.env')
  try {
    return { ...parseEnv(await readFile(path, 'utf8')), ...env }
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (NO_FILE.includes(code)) return env
    throw new RelevoError('config-invalid', `${path} cannot be read (${code}). Correct its rights, or remove it.`, {
      cause,
    })
  }
}
