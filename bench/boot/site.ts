import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { mediaType } from '../../packages/vite-plugin/src/manifest/media-type.ts'

/** A static host out of memory, set up as well as one can be. */
export interface Site {
  url: string
  /** Serve this folder from now on. */
  serve(folder: string): void
  close(): void
}

interface HostedFile {
  bytes: Buffer
  headers: Record<string, string>
}

/** Of no release: whoever asks for it starts the worker. */
const WARM: HostedFile = { bytes: Buffer.from('warm'), headers: { 'content-type': 'text/plain', etag: '"warm"' } }
/** What is asked for anew every time; the rest is in the HTTP cache and stays there. */
const FRESH = /(?:\.html|sw\.js|version\.json|relevo\.json)$/

export async function openSite(): Promise<Site> {
  let files = new Map<string, HostedFile>()
  const server: Server = createServer(({ url = '/', headers }, response) => {
    const { pathname } = new URL(url, 'http://x')
    const file = files.get(pathname === '/' ? '/index.html' : decodeURIComponent(pathname))
    if (!file) response.writeHead(404).end()
    else if (headers['if-none-match'] === file.headers.etag) response.writeHead(304, file.headers).end()
    else response.writeHead(200, file.headers).end(file.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    serve(folder) {
      const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      files = new Map(paths.map((path) => [`/${path}`, fileOf(folder, path)]))
      files.set('/warm.txt', WARM)
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function fileOf(folder: string, path: string): HostedFile {
  const bytes = readFileSync(join(folder, path))
  const headers = {
    'content-type': mediaType(path),
    'cache-control': FRESH.test(path) ? 'no-cache' : 'max-age=31536000, immutable',
    etag: `"${createHash('sha256').update(bytes).digest('hex')}"`,
  }
  return { bytes, headers }
}
