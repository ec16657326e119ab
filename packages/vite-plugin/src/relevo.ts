import type { EngineFloor } from '@relevo/core/release'
import type { Plugin } from 'vite'
import { bootGuard } from './build/boot-guard.ts'
import { BuildFacts } from './build/build-facts.ts'
import { releaseFiles } from './build/release-files.ts'
import { versionMeta } from './build/version-meta.ts'
import { virtualModule } from './build/virtual-module.ts'
import { workerScript } from './build/worker-script.ts'

export interface RelevoOptions {
  /** Path of the app's worker source, from the Vite root. Default: `src/sw.ts` when that file exists. */
  worker?: string
  /** Version of this release. Default: `RELEVO_VERSION`, else date and commit of the git checkout. */
  version?: string
  /** Name of the worker script in the output. It lies at the root, so that its scope is the whole app. Default: `sw.js`. */
  scopeFile?: string
  /**
   * Put a small inline script first into every page that starts the client: it notices when the app's own scripts never
   * run, takes a trial back, and brings the page up again. Default: `true`.
   */
  bootGuard?: boolean
  /**
   * The oldest engines this release runs in; tablets below do not take it. Default: those that Vite's `build.target`
   * names. `{}`: every engine.
   */
  engines?: EngineFloor
}

/**
 * The Vite plugin: builds the worker into one script, tells page and worker the release they are (`virtual:relevo`, and a
 * `<meta name="relevo-version">`), and writes `relevo.json` and `config/version.json` once every other file is there.
 *
 * @throws RelevoError while building: `version-unknown`, `config-invalid`, `folder-unusable`
 * @example export default defineConfig({ plugins: [relevo()] })
 */
export function relevo(options: RelevoOptions = {}): Plugin[] {
  const facts = new BuildFacts({ scopeFile: 'sw.js', ...options })
  return [
    facts.plugin(),
    workerScript(facts),
    virtualModule(facts),
    versionMeta(facts),
    bootGuard(facts),
    releaseFiles(facts),
  ]
}
