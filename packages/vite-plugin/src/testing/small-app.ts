import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { type RelevoOptions, relevo } from '../index.ts'
import { tempFolder } from './temp-folder.ts'

const PAGE =
  '<!doctype html><html><head><title>App</title></head><body><script type="module" src="/src/main.ts"></script></body></html>'

const MAIN = `import { version, worker } from 'virtual:relevo'
document.title = 'page ' + version + ' ' + worker
import('./lazy.ts').then((lazy) => lazy.go())`

/** A worker with TypeScript, an import, a lazy import, a constant of the app and one of the environment. */
const WORKER = `import { version, worker } from 'virtual:relevo'
import { greet } from './greet.ts'
const scope: string = __PLACE__
self.addEventListener('message', async () => {
  const { go } = await import('./lazy.ts')
  console.log('worker ' + version, worker, greet(scope), go(), import.meta.env.MODE, process.env.NODE_ENV)
})`

const APP: Record<string, string> = {
  'index.html': PAGE,
  'guide/index.html': PAGE,
  'src/main.ts': MAIN,
  'src/lazy.ts': `export const go = () => 'lazy'`,
  'src/greet.ts': `export const greet = (name: string) => 'hello ' + name`,
  'src/sw.ts': WORKER,
  'public/fotos/año nuevo.txt': 'feliz',
}

interface Built {
  root: string
  out: string
  read(path: string): Promise<string>
}

/** Write a small app (with files of its own, or without those that are null), build it with Vite as a user does, and look at what came out. */
export async function buildApp(
  options: RelevoOptions = { version: 'r1' },
  config: InlineConfig = {},
  files: Record<string, string | null> = {},
): Promise<Built> {
  const all = Object.entries({ ...APP, ...files })
  const root = await tempFolder(Object.fromEntries(all.filter((file): file is [string, string] => file[1] !== null)))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { __PLACE__: '"lobby"' },
    ...config,
    plugins: [...(config.plugins ?? []), relevo(options)],
    build: {
      reportCompressedSize: false,
      rollupOptions: { input: [join(root, 'index.html'), join(root, 'guide/index.html')] },
      ...config.build,
    },
  })
  const out = join(root, config.build?.outDir ?? 'dist')
  return { root, out, read: (path) => readFile(join(out, path), 'utf8') }
}
