import { readFile } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { type Call, type Option, text } from '../command.ts'

const USUAL_URL = 'http://localhost:8604'

/** Options of every command that talks to the server. */
export const CONNECTION_OPTIONS: Record<string, Option> = {
  url: { type: 'string', value: '<url>', says: `address of the server; default RELEVO_URL, else ${USUAL_URL}` },
  'token-file': {
    type: 'string',
    value: '<path>',
    says: 'file that holds the token; default: the token in RELEVO_TOKEN',
  },
}

export interface Connection {
  url: string
  token: string
}

/**
 * Where the server is, and what to prove oneself with.
 *
 * @throws RelevoError `config-invalid` for an address that is none, `token-missing`
 */
export async function connectionOf(call: Call): Promise<Connection> {
  const url = text(call, 'url') ?? (call.env.RELEVO_URL || USUAL_URL)
  return { url: readUrl(url).href, token: await readToken(call) }
}

/** @throws RelevoError `config-invalid`; the detail does not repeat an address that carries a password. */
export function readUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.username || url?.password) {
    throw new RelevoError('config-invalid', 'RELEVO_URL carries a password: use RELEVO_TOKEN instead')
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new RelevoError('config-invalid', `RELEVO_URL ${JSON.stringify(value)} is no http(s) address`)
  }
  // A server behind a path: without the slash its last segment would be dropped.
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  url.search = ''
  url.hash = ''
  return url
}

async function readToken(call: Call): Promise<string> {
  const file = text(call, 'token-file')
  const token = (file === undefined ? call.env.RELEVO_TOKEN : await readTokenFile(file))?.trim()
  if (!token) throw new RelevoError('token-missing', file === undefined ? undefined : `${file} is empty`)
  return token
}

async function readTokenFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new RelevoError('token-missing', `cannot read ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
}
