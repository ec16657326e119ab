import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const FORMS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  png: 'image/png',
}

/** A request that was answered with a file. */
interface Sent {
  path: string
  /** Of the body. */
  bytes: number
  encoding: string | undefined
}

/**
 * A host that serves one folder under `/panel/`, as `deploy/examples/deployers/rsync-nginx/nginx.conf` has nginx do it with
 * `brotli_static` and `gzip_static`; and an old or simple host, without `forms`, only the files themselves.
 */
export class StaticHost {
  readonly forms: boolean
  readonly sent: Sent[] = []
  url = ''
  #root: string
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  private constructor(root: string, forms: boolean) {
    this.#root = root
    this.forms = forms
  }

  static async start(root: string, { forms }: { forms: boolean }): Promise<StaticHost> {
    const host = new StaticHost(root, forms)
    await new Promise<void>((done) => host.#server.listen(0, '127.0.0.1', done))
    host.url = `http://localhost:${(host.#server.address() as AddressInfo).port}`
    return host
  }

  /** Serve another folder from now on: deploy.sh switches its link. */
  deploy(root: string): void {
    this.#root = root
    this.sent.length = 0
  }

  /** What was sent below a path of the app. */
  under(path: string): Sent[] {
    return this.sent.filter((one) => one.path.startsWith(path))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.url)
    const path = decodeURIComponent(pathname).replace(/^\/panel\//, '') || 'index.html'
    const isPatch = path.startsWith('patches/')
    const file = (await isFile(join(this.#root, path))) ? path : isPatch ? undefined : 'index.html'
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const form = await this.#formFor(file, request.headers['accept-encoding'] ?? '')
    const body = await readFile(join(this.#root, file) + (form?.[1] ?? ''))
    this.sent.push({ path, bytes: body.length, encoding: form?.[0] })
    const isFixed = isPatch || path.startsWith('assets/')
    response
      .writeHead(200, {
        'content-type': isPatch
          ? 'application/vnd.relevo.patch'
          : (TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain'),
        'cache-control': isFixed ? 'public, max-age=31536000, immutable' : 'no-cache',
        'content-length': body.length,
        ...(form && { 'content-encoding': form[0], vary: 'Accept-Encoding' }),
      })
      .end(body)
  }

  async #formFor(file: string, accepts: string) {
    if (!this.forms) return undefined
    for (const form of FORMS)
      if (accepts.includes(form[0]) && (await isFile(join(this.#root, file) + form[1]))) return form
    return undefined
  }
}

async function isFile(location: string): Promise<boolean> {
  return (await stat(location).catch(() => undefined))?.isFile() === true
}
