import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Two consecutive public builds of one real web app, from npm. */
export interface Pair {
  name: string
  from: string
  to: string
  /** Folder of the build inside the package. */
  folder: string
}

export const PAIRS: Pair[] = [{ name: '@actual-app/web', from: '26.8.0', to: '26.8.1', folder: 'build' }]

/** The app's own worker, page and source maps are left out: the panel brings a page and each tool its worker. */
const LEFT_OUT = /\.map$|^index\.html$|^sw\.js$|^workbox-.*\.js$|^_/

/**
 * The files of one build, unpacked once into `cache`.
 *
 * @returns the folder
 */
export function filesOf({ name, folder }: Pair, version: string, cache: string): string {
  const files = join(cache, `${name.replace('/', '-')}-${version}`)
  if (existsSync(files)) return files
  const unpacked = join(cache, 'unpacked')
  rmSync(unpacked, { recursive: true, force: true })
  mkdirSync(unpacked, { recursive: true })
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', cache], { encoding: 'utf8' }),
  )
  execFileSync('tar', ['xzf', join(cache, filename), '-C', unpacked])
  const source = join(unpacked, 'package', folder)
  cpSync(source, files, { recursive: true, filter: (path) => !LEFT_OUT.test(path.slice(source.length + 1)) })
  rmSync(unpacked, { recursive: true })
  return files
}
