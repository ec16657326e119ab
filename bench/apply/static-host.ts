import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

/** A release as it is uploaded to a static host: its folder, and a patch to it. */
export interface Upload {
  folder: string
  patch?: { from: string; to: string; list: string; br: Uint8Array }
}

/** The least there is of a host: one release, its `version.json`, a patch from the former one. */
export interface StaticHost {
  url: string
  upload(upload: Upload): void
  /** The paths that were asked for since. */
  asked(): string[]
  close(): Promise<void>
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
}

export async function staticHost(): Promise<StaticHost> {
  let { folder, patch }: Upload = { folder: '' }
  let asked: string[] = []
  const server = createServer(({ url = '/' }, answer) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    asked.push(path)
    if (patch && path === `/patches/${patch.to}/${patch.from}`) {
      answer.writeHead(200, { 'content-type': 'application/vnd.relevo.patch', 'content-encoding': 'br' })
      answer.end(patch.br)
      return
    }
    const file = join(folder, path === '/' ? 'index.html' : path)
    const size = statSync(file, { throwIfNoEntry: false })?.size
    if (size === undefined) {
      answer.writeHead(404).end()
      return
    }
    const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    answer.setHeader('content-type', type)
    if (path === '/config/version.json') answer.end(news(file, patch))
    else createReadStream(file).pipe(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    upload(upload) {
      ;({ folder, patch } = { patch: undefined, ...upload })
      asked = []
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What the build says, and where the patch is. */
function news(file: string, patch: Upload['patch']): string {
  const built = JSON.parse(readFileSync(file, 'utf8'))
  return JSON.stringify({
    ...built,
    ...(patch && { patch: '../patches/{version}/{from}', patchFrom: [patch.from], list: patch.list }),
  })
}
