import type { Plugin } from 'vite'
import type { BuildFacts } from './build-facts.ts'

const NAME = 'virtual:relevo'
/** Rollup's convention: other plugins leave ids that start with a NUL alone. */
const RESOLVED = `\0${NAME}`

const FULL_URL = /^(https?:)?\/\//

/** `virtual:relevo` for the page. */
export function virtualModule(facts: BuildFacts): Plugin {
  return {
    name: 'relevo:virtual-module',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined
      const inBrowser = this.environment.config.consumer === 'client'
      return moduleText(facts.version, workerUrl(facts, inBrowser))
    },
  }
}

/** `virtual:relevo` for the worker itself, which knows best where it is. */
export function virtualModuleInWorker(version: string): Plugin {
  return {
    name: 'relevo:virtual-module-in-worker',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? moduleText(version, 'self.location.href') : undefined),
  }
}

function moduleText(version: string, worker: string): string {
  return `export const version = ${JSON.stringify(version)}\nexport const worker = ${worker}\n`
}

/** A JavaScript expression for the worker's URL. */
function workerUrl(facts: BuildFacts, inBrowser: boolean): string {
  if (!facts.workerSource) return 'undefined'
  const { base } = facts.config
  // A worker must come from the page's own origin, so of a full URL only the path counts.
  if (FULL_URL.test(base)) return JSON.stringify(new URL(facts.scopeFile, new URL(base, 'https://origin')).pathname)
  if (base.startsWith('/')) return JSON.stringify(`${base}${encodeURIComponent(facts.scopeFile)}`)
  // A relative base: only the running chunk knows where it lies, and a page in a subfolder must find the same worker.
  return inBrowser && facts.workerReference ? `import.meta.ROLLUP_FILE_URL_${facts.workerReference}` : 'undefined'
}
