import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../scripts/run.ts'

/** What keeps the app up to date; see `panel/vite.config.ts`. */
export type Kind = 'generated' | 'handwritten' | 'pwa-prompt' | 'pwa-auto' | 'relevo'

interface Recipe {
  /** Name of the worker script. */
  worker?: string
  /** Files beside those of the app. */
  files?: Record<string, string>
}

/** Builds releases of the panel when a story first asks for them. */
export class Builds {
  readonly #folder: Promise<string> = mkdtemp(join(tmpdir(), 'relevo-workbox-'))
  readonly #built = new Map<string, Promise<string>>()

  /** The folder of a finished build. */
  folder(version: string, kind: Kind, recipe: Recipe = {}): Promise<string> {
    const key = JSON.stringify([version, kind, recipe])
    const build = this.#built.get(key) ?? this.#build(String(this.#built.size), version, kind, recipe)
    this.#built.set(key, build)
    return build
  }

  async #build(name: string, version: string, kind: Kind, { worker = 'sw.js', files = {} }: Recipe): Promise<string> {
    const out = join(await this.#folder, name)
    const publicFolder = `${out}-public`
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(publicFolder, path)), { recursive: true })
      await writeFile(join(publicFolder, path), content)
    }
    const app = join(import.meta.dirname, 'panel')
    const env = {
      RELEVO_VERSION: version,
      PANEL_KIND: kind,
      PANEL_WORKER: worker,
      PANEL_PUBLIC: publicFolder,
      PANEL_OUT: out,
    }
    const { code } = await run('vite', ['build', app, '--configLoader', 'native', '--logLevel', 'error'], env)
    if (code !== 0) throw new Error(`${version} (${kind}) did not build`)
    return out
  }

  async remove(): Promise<void> {
    await rm(await this.#folder, { recursive: true })
  }
}
