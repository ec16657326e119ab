import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { build, defaultClientConditions } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** The client's parts as one script, on `window.relevo`. */
async function bundle(): Promise<Map<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    build: { write: false, lib: { entry: join(here, 'parts.ts'), formats: ['es'], fileName: 'parts' } },
  })
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []))
  return new Map(outputs.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source)]))
}

const typeOf = (text: string) => (text.startsWith('<') ? 'text/html' : 'text/javascript')

/** A tiny server of one page, whose release, `version.json` and body the test decides. */
export class SmallApp {
  release = 'r1'
  versionJson: Record<string, unknown> = { version: 'r1' }
  /** Sent along with it. */
  versionHeaders: Record<string, string> = {}
  lang = 'en'
  /** HTML of the body, and a script that runs when the parts are there. */
  body = '<h1>Panel</h1>'
  script = ''
  /** What else it serves, by path, such as a worker: its text, a status, `hang` or `cut`. */
  files: Record<string, string | number> = {}
  /** Paths asked for, in order. */
  requests: string[] = []
  /** Called before a request is answered, a load of the page or another: what a server that is not right makes of itself. */
  before: (what: 'load' | 'other') => void = () => undefined
  #scripts: Map<string, string>
  #server: Server

  constructor(scripts: Map<string, string>) {
    this.#scripts = scripts
    this.#server = createServer((req, res) => {
      const { pathname } = new URL(req.url ?? '/', 'http://x')
      this.requests.push(req.url ?? '')
      this.before(req.headers['sec-fetch-mode'] === 'navigate' ? 'load' : 'other')
      const script = this.#scripts.get(pathname)
      const file = this.files[pathname]
      if (file === 'hang') return
      if (file === 'cut') return void req.socket.destroy()
      if (typeof file === 'number') res.writeHead(file).end()
      else if (file !== undefined) res.writeHead(200, { 'content-type': typeOf(file) }).end(file)
      else if (script !== undefined) res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      else if (pathname === '/config/version.json')
        res.writeHead(200, this.versionHeaders).end(JSON.stringify(this.versionJson))
      else if (pathname === '/') res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(this.#page())
      else res.writeHead(404).end()
    })
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`
  }

  #page(): string {
    return `<!doctype html><html lang="${this.lang}"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><meta name="relevo-version" content="${this.release}"></head>
<body>${this.body}<script type="module">import '/parts.js'
const version = '${this.release}'
${this.script}</script></body></html>`
  }
}

export const test = base.extend<{ app: SmallApp }, { scripts: Map<string, string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  scripts: [async ({}, use) => use(await bundle()), { scope: 'worker' }],
  app: async ({ scripts }, use) => {
    const app = new SmallApp(scripts)
    await app.listen()
    await use(app)
    await app.close()
  },
})

export { expect }
