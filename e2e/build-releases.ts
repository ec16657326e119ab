import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../scripts/run.ts'

/** A release of the panel as a story needs it. */
interface Recipe {
  variant: 'good' | 'throws' | 'blank' | 'hangs'
  base?: string
  /** Bytes that differ from release to release, by path. */
  own?: Record<string, number>
  /** Take the entry script out after the build: the page asks for a file that is nowhere. */
  dropEntry?: boolean
}

const OWN = { 'data/a.bin': 300_000, 'data/b.bin': 300_000, 'data/c.bin': 300_000, 'data/d.bin': 300_000 }

const RECIPES: Record<string, Recipe> = {
  r1: { variant: 'good' },
  r2: { variant: 'good', own: OWN },
  r3: { variant: 'throws' },
  r4: { variant: 'blank' },
  r5: { variant: 'good', dropEntry: true },
  r6: { variant: 'hangs' },
  p1: { variant: 'good', base: '/panel/' },
  p2: { variant: 'good', base: '/panel/' },
}

const here = dirname(fileURLToPath(import.meta.url))
export const BUILT = join(here, '.built')
/** The dashboard of the stories: `npm start`, which one of them runs, builds its own anew under whoever looks at it. */
export const DASHBOARD = join(BUILT, 'dashboard')

/** What Node has compiled of the server and the commands: hundreds of processes need not do so again. */
export const COMPILED = join(BUILT, 'compiled')

/** Files of every release, each with a name that some tool somewhere gets wrong. */
const ODD = ['fotos/año nuevo.png', 'a b+c.txt', 'guide/index.html', 'empty.txt', '100%.txt', '日本語/名前.json']
export const BIG = { path: 'data/big.bin', size: 30_000_000 }

/** Bytes that are the same on every run, and differ by seed. */
export function bytes(seed: string, size: number): Buffer {
  const block = Buffer.concat(Array.from({ length: 64 }, (_, i) => createHash('sha512').update(`${seed}${i}`).digest()))
  return Buffer.alloc(size, block)
}

/** Build every release and the dashboard once, before the stories run. */
export default async function buildReleases(): Promise<void> {
  await rm(BUILT, { recursive: true, force: true })
  for (const [version, recipe] of Object.entries(RECIPES)) await build(version, recipe)
  await vite(join(here, '../apps/dashboard'), {}, ['--outDir', DASHBOARD, '--emptyOutDir'])
}

async function build(version: string, recipe: Recipe): Promise<void> {
  const publicFolder = join(BUILT, 'public', version)
  const out = join(BUILT, version)
  const own = Object.entries(recipe.own ?? {}).map(([path, size]) => [path, bytes(version + path, size)] as const)
  const odd = ODD.map((path) => [path, path === 'empty.txt' ? Buffer.alloc(0) : bytes(path, 5_000)] as const)
  const shared = [['data/shared.bin', bytes('shared', 500_000)] as const]
  for (const [path, content] of [...own, ...odd, ...shared]) {
    await mkdir(dirname(join(publicFolder, path)), { recursive: true })
    await writeFile(join(publicFolder, path), content)
  }
  const env = {
    RELEVO_VERSION: version,
    PANEL_VARIANT: recipe.variant,
    PANEL_BASE: recipe.base ?? '/',
    PANEL_PUBLIC: publicFolder,
    PANEL_OUT: out,
  }
  await vite(join(here, 'panel'), env)
  if (recipe.dropEntry) await dropEntry(out)
}

async function vite(app: string, env: Record<string, string>, options: string[] = []): Promise<void> {
  const { code } = await run('vite', ['build', app, '--configLoader', 'native', '--logLevel', 'warn', ...options], env)
  if (code !== 0) throw new Error(`${app} did not build`)
}

async function dropEntry(out: string): Promise<void> {
  const html = await readFile(join(out, 'index.html'), 'utf8')
  const entry = /<script[^>]* src="\/([^"]+)"/.exec(html)?.[1]
  if (!entry) throw new Error('index.html names no entry script')
  await rm(join(out, entry))
  const manifest = JSON.parse(await readFile(join(out, 'relevo.json'), 'utf8'))
  delete manifest.files[entry]
  await writeFile(join(out, 'relevo.json'), JSON.stringify(manifest))
}
