import type { Plugin } from 'vite'
import type { BuildFacts } from './build-facts.ts'

/** Marks every HTML page with its release, so that a tablet can tell what a reload would bring before it reloads. */
export function versionMeta(facts: BuildFacts): Plugin {
  return {
    name: 'relevo:version-meta',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'relevo-version', content: facts.version }, injectTo: 'head' },
    ],
  }
}
