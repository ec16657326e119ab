import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { RelevoError } from '@relevo/core/errors'

/** Paths of PEM files. */
export interface PemPaths {
  ca?: string
  cert?: string
  key?: string
}

/**
 * Read the certificates that the site's broker is joined with.
 *
 * @throws RelevoError `config-invalid` for a file that cannot be read, is no PEM, or a key that is not the certificate's
 */
export async function readPemFiles({ ca, cert, key }: PemPaths): Promise<{ ca?: Buffer; cert?: Buffer; key?: Buffer }> {
  const files = {
    ...(ca !== undefined && { ca: await read('ca', ca) }),
    ...(cert !== undefined && { cert: await read('cert', cert) }),
    ...(key !== undefined && { key: await read('key', key) }),
  }
  for (const [name, used] of [
    ['ca', { ca: files.ca }],
    ['cert', { cert: files.cert }],
    ['key', { key: files.key }],
    ['cert and siteBroker.key', { cert: files.cert, key: files.key }],
  ] as const) {
    try {
      createSecureContext(used)
    } catch (cause) {
      const { code = 'cannot be used' } = cause as NodeJS.ErrnoException
      const does = name.includes(' ') ? 'do not belong together' : 'is no PEM file, or one with a passphrase'
      throw new RelevoError('config-invalid', `siteBroker.${name} ${does} (${code}). Name other files.`, { cause })
    }
  }
  return files
}

async function read(name: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new RelevoError(
      'config-invalid',
      `siteBroker.${name} is ${JSON.stringify(path)}: cannot be read (${code}).`,
      {
        cause,
      },
    )
  }
}
