import { createHash } from 'node:crypto'

/** A release of the app under test: content by path. */
export type Files = Record<string, string | Buffer>

const TYPES: Record<string, string> = Object.assign(Object.create(null), {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
})

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
export const typeOf = (path: string) => TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream'

export function manifestOf(version: string, files: Files) {
  const entries = Object.entries(files).map(([path, content]) => {
    const entry = { sha256: sha256(content), size: Buffer.byteLength(content), type: typeOf(path) }
    return [path, entry] as const
  })
  return { version, files: Object.fromEntries(entries) }
}

/** Every page can ask the worker, and keeps what it heard of it. */
const ASKING = `
  self.progress = []
  self.tells = []
  self.ask = async (question) => {
    const { active } = await navigator.serviceWorker.ready
    const { port1, port2 } = new MessageChannel()
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => (data.progress ? self.progress.push(data.progress) : resolve(data))
      active.postMessage({ relevo: 1, ...question }, [port2])
    })
  }
  navigator.serviceWorker.addEventListener('message', ({ data }) => self.tells.push(data))
  navigator.serviceWorker.startMessages()
`

interface Recipe {
  /** What the page does once it runs: say hello and be ready, only say hello, or nothing at all. */
  boot?: 'good' | 'silent' | 'dead'
  more?: Files
}

/** A release whose page shows its version, from the HTML and from a script, and loads a lazy chunk when asked. */
export function panel(version: string, { boot = 'good', more = {} }: Recipe = {}): Files {
  const hello = `const said = await self.ask({ ask: 'hello', running: '${version}', checkIn: self.checkIn })`
  const ready = `if (said.done?.trial) await self.ask({ ask: 'ready', token: said.done.trial.token })`
  const start = { good: `${hello}; ${ready}`, silent: hello, dead: '' }[boot]
  return {
    'index.html': `<!doctype html><title>${version}</title><link rel="icon" href="data:,">
      <h1>${version}</h1><p></p><script src="asking.js"></script><script type="module" src="app-${version}.js"></script>`,
    'asking.js': `${ASKING}; self.checkIn = new URL('config/version.json?tablet=lobby-1', document.baseURI).href`,
    [`app-${version}.js`]: `
      document.querySelector('p').textContent = 'script of ${version}'
      self.lazy = async () => (await import('./lazy-${version}.js')).say()
      self.up = (async () => {
        if (!navigator.serviceWorker.controller && !self.registered) return
        ${start}
      })()`,
    [`lazy-${version}.js`]: `export const say = () => 'lazy of ${version}'`,
    'shared.txt': 'the same in every release',
    ...more,
  }
}
