import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { type EngineFloor, isReleasePath, readEngines } from '@relevo/core/release'
import type { Plugin, PluginOption, ResolvedConfig } from 'vite'
import { buildVersion } from '../manifest/build-version.ts'
import type { RelevoOptions } from '../relevo.ts'
import { enginesOf } from './engines.ts'

/** Where an app's worker source is when nothing else was said. */
const USUAL_WORKER = 'src/sw.ts'

/** What `vite dev` calls itself: it is nobody's release. */
const DEV_VERSION = 'dev'

type Options = RelevoOptions & { scopeFile: string }

/** What the small plugins share about one run of Vite. Filled when the configuration is resolved. */
export class BuildFacts {
  readonly scopeFile: string
  readonly wantsGuard: boolean
  version: string = DEV_VERSION
  /** The oldest engines this release runs in; `undefined`: nobody knows. */
  engines: EngineFloor | undefined
  /** Absolute path of the worker source; `undefined` for an app without a worker, and under `vite dev`. */
  workerSource: string | undefined
  /** The bundler's name for the emitted worker script. */
  workerReference: string | undefined
  /** The app's own `worker.plugins`: what its other workers are built with. */
  workerPlugins: () => PluginOption[] = () => []
  readonly #options: Options
  #config: ResolvedConfig | undefined

  constructor(options: Options) {
    if (!isReleasePath(options.scopeFile) || options.scopeFile.includes('/')) {
      throw new RelevoError('config-invalid', 'scopeFile: a file name without a folder, e.g. sw.js')
    }
    this.scopeFile = options.scopeFile
    this.wantsGuard = options.bootGuard ?? true
    this.#options = options
  }

  get config(): ResolvedConfig {
    if (!this.#config) throw new Error('Vite has not resolved its configuration yet')
    return this.#config
  }

  plugin(): Plugin {
    return {
      name: 'relevo:facts',
      config: (user) => {
        const plugins = user.worker?.plugins
        if (plugins) this.workerPlugins = plugins
      },
      configResolved: async (config) => {
        this.#config = config
        if (config.command !== 'build') return
        this.version = await buildVersion({
          folder: config.root,
          warn: (text) => config.logger.warn(`relevo: ${text}`),
          ...(this.#options.version !== undefined && { version: this.#options.version }),
        })
        this.engines = readEngines(this.#options.engines ?? enginesOf(config.build.target))
        this.workerSource = findWorker(config.root, this.#options.worker)
      },
    }
  }
}

function findWorker(root: string, named: string | undefined): string | undefined {
  const path = resolve(root, named ?? USUAL_WORKER)
  if (existsSync(path)) return path
  if (named !== undefined) throw new RelevoError('config-invalid', `worker: there is no ${named} in ${root}`)
  return undefined
}
