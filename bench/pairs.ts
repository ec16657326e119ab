import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Two consecutive public builds of one real web app or library, from npm. */
export interface Pair {
  /** Of the npm package. */
  name: string
  from: string
  to: string
  /** Folder of the build inside the package; '' is the package itself. */
  folder: string
  /** Which files of that folder the build is, by their path there, where the package holds several; else all. */
  only?: RegExp
  /** What it is called in tables and in the cache, where the package's name does not tell; else that. */
  build?: string
  /** Measured in a browser too; `quick`: even when it has to go quickly. */
  inBrowser?: true | 'quick'
}

const monaco = { name: 'monaco-editor', folder: 'min' }
const n8n = { name: 'n8n-editor-ui', folder: 'dist' }
const swagger = {
  name: 'swagger-ui-dist',
  folder: '',
  only: /^(?:index\.css|swagger-ui\.css|swagger-(?:initializer|ui-bundle|ui-standalone-preset)\.js|oauth2-.*|favicon.*)$/,
}
const scalar = { name: '@scalar/api-reference', folder: 'dist/browser' }
const scalarChunks = { ...scalar, only: /^(?:chunks\/.*|standalone\.esm\.js)$/, build: 'scalar-chunks' }
const scalarAlone = { ...scalar, only: /^standalone\.js$/, build: 'scalar-standalone' }
const mermaid = { name: 'mermaid', folder: 'dist' }
const mermaidChunks = {
  ...mermaid,
  only: /^(?:chunks\/mermaid\.esm\.min\/.*|mermaid\.esm\.min\.mjs)$/,
  build: 'mermaid-chunks',
}
const mermaidAlone = { ...mermaid, only: /^mermaid\.min\.js$/, build: 'mermaid-min' }

export const PAIRS: Pair[] = [
  { name: '@actual-app/web', from: '26.8.0', to: '26.8.1', folder: 'build', inBrowser: true },
  { name: '@actual-app/web', from: '26.8.1', to: '26.9.0', folder: 'build', inBrowser: true },
  { name: '@directus/app', from: '17.1.0', to: '17.1.1', folder: 'dist', inBrowser: true },
  { name: '@directus/app', from: '16.1.1', to: '16.2.0', folder: 'dist' },
  { ...n8n, from: '2.39.5', to: '2.39.6' },
  { ...n8n, from: '2.40.3', to: '2.41.0' },
  { ...monaco, from: '0.55.0', to: '0.55.1', inBrowser: true },
  { ...monaco, from: '0.56.0', to: '0.57.0' },
  { ...mermaidChunks, from: '11.17.1', to: '11.17.2', inBrowser: 'quick' },
  { ...mermaidChunks, from: '12.2.0', to: '12.3.0', inBrowser: 'quick' },
  { ...mermaidAlone, from: '11.17.1', to: '11.17.2' },
  { ...mermaidAlone, from: '12.2.0', to: '12.3.0' },
  { ...swagger, from: '5.33.2', to: '5.33.3', inBrowser: 'quick' },
  { ...swagger, from: '5.34.0', to: '5.34.1' },
  { ...swagger, from: '5.34.1', to: '5.35.0', inBrowser: 'quick' },
  { name: '@excalidraw/excalidraw', from: '0.18.0', to: '0.18.1', folder: 'dist/prod', inBrowser: true },
  { ...scalarAlone, from: '1.69.1', to: '1.69.2' },
  { ...scalarAlone, from: '1.71.0', to: '1.72.1' },
  { ...scalarChunks, from: '1.69.1', to: '1.69.2' },
]

/** What a tablet does not load: maps, declarations, licences, bundles for old engines; the panel brings page and worker. */
const LEFT_OUT =
  /\.(?:map|d\.[cm]?ts|md)$|(?:^|\/)LICEN[CS]E|\.LICENSE\.txt$|-legacy[-.]|^index\.html$|^sw\.js$|^workbox-.*\.js$|^_|^package\.json$/i

/** What a pair's build is called in tables. */
export function buildOf({ name, build = name }: Pair): string {
  return build.replace(/^@/, '').replace('/', '-')
}

/** By the numbers of its versions. */
export function kindOf({ from, to }: Pair): 'patch' | 'minor' {
  const minor = (version: string) => version.split('.').slice(0, 2).join('.')
  return minor(from) === minor(to) ? 'patch' : 'minor'
}

/**
 * The files of one build, unpacked once into `cache`.
 *
 * @returns the folder
 */
export function filesOf(pair: Pair, version: string, cache: string): string {
  const files = join(cache, `${buildOf(pair)}-${version}`)
  if (existsSync(files)) return files
  mkdirSync(cache, { recursive: true })
  const unpacked = mkdtempSync(join(cache, 'unpacked-'))
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', `${pair.name}@${version}`, '--json', '--pack-destination', unpacked], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  execFileSync('tar', ['xzf', join(unpacked, filename), '-C', unpacked])
  const source = join(unpacked, 'package', pair.folder)
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const path = relative(source, file)
    if (!entry.isFile() || LEFT_OUT.test(path) || pair.only?.test(path) === false) continue
    cpSync(file, join(unpacked, 'kept', path))
  }
  renameSync(join(unpacked, 'kept'), files)
  rmSync(unpacked, { recursive: true })
  return files
}
