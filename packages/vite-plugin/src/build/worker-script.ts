import { build, type Plugin, type Rolldown } from 'vite'
import type { BuildFacts } from './build-facts.ts'
import { workerTarget } from './engines.ts'
import { virtualModuleInWorker } from './virtual-module.ts'

/**
 * Builds the worker source into ONE classic script at the root of the output. Classic and self-contained, because a
 * worker whose imports fail to load is a tablet without updates, and old WebViews know no module workers.
 */
export function workerScript(facts: BuildFacts): Plugin {
  return {
    name: 'relevo:worker-script',
    apply: 'build',
    applyToEnvironment: (environment) => environment.config.consumer === 'client',
    // Before any module is loaded: virtual:relevo refers to the emitted file.
    async buildStart() {
      if (!facts.workerSource) return
      for (const file of await bundleWorker(facts, facts.workerSource)) {
        if (file.type === 'chunk') {
          for (const module of file.moduleIds) if (!module.startsWith('\0')) this.addWatchFile(module)
        }
        const source = file.type === 'chunk' ? file.code : file.source
        const reference = this.emitFile({ type: 'asset', fileName: file.fileName, source })
        if (file.fileName === facts.scopeFile) facts.workerReference = reference
      }
    },
  }
}

/** Library mode: no preload helper (it needs a document), assets inlined, one file. */
async function bundleWorker(facts: BuildFacts, entry: string): Promise<Rolldown.RolldownOutput['output'][number][]> {
  const { config } = facts
  const outputs = await build({
    configFile: false,
    root: config.root,
    base: config.base,
    mode: config.mode,
    envDir: config.envDir,
    envPrefix: config.envPrefix ?? 'VITE_',
    logLevel: 'warn',
    publicDir: false,
    // Library mode leaves this one alone, and a browser has no `process`.
    define: { 'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV ?? 'production'), ...config.define },
    resolve: {
      alias: config.resolve.alias,
      conditions: config.resolve.conditions,
      dedupe: config.resolve.dedupe,
      extensions: config.resolve.extensions,
      mainFields: config.resolve.mainFields,
      preserveSymlinks: config.resolve.preserveSymlinks,
    },
    plugins: [virtualModuleInWorker(facts.version), facts.workerPlugins()],
    build: {
      write: false,
      target: workerTarget(config.build.target),
      minify: config.build.minify,
      sourcemap: config.build.sourcemap,
      lib: { entry, formats: ['iife'], name: 'relevoWorker', fileName: () => facts.scopeFile },
    },
  })
  const [first] = Array.isArray(outputs) ? outputs : [outputs]
  if (!first || !('output' in first)) throw new Error('Vite built no worker script')
  return first.output
}
