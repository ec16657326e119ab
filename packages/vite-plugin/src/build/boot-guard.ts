import { posix } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { VERSION_FILE } from '../manifest/release-file-names.ts'
import type { BuildFacts } from './build-facts.ts'
import { type GuardScript, guardScript } from './guard-script.ts'

/** What the client says to the guard when it runs: a page whose code never says it would be brought up again for ever. */
const SIGN = 'relevoBoot'

/** A page that loads for longer has failed; four looks a second, as the guard counts them. */
const PATIENCE = 30 * 4

/** An encoding that is declared after the first 1,024 bytes of a page is not seen. */
const CHARSET = /<meta[^>]+charset=[^>]*>/i

/** Puts the boot guard first into every page that starts the client, and says what a strict CSP has to allow. */
export function bootGuard(facts: BuildFacts): Plugin {
  let script: GuardScript | undefined
  return {
    name: 'relevo:boot-guard',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { path, chunk, bundle }) {
        if (!facts.wantsGuard || !chunk || !bundle || !says(SIGN, chunk, bundle)) return html
        if (!script) {
          script = await guardScript()
          facts.config.logger.info(`relevo: boot guard, for a Content-Security-Policy: script-src ${script.source}`)
        }
        const root = rootOf(facts.config.base, path)
        const said = new URLSearchParams({ phase: 'stuck', error: 'boot-script', release: facts.version })
        const checkIn = `${root}${VERSION_FILE}?${said}`.replaceAll('&', '&amp;')
        const element = `<script data-root="${root}" data-check-in="${checkIn}" data-patience="${PATIENCE}">${script.code}</script>`
        const before = CHARSET.exec(html) ?? /<head[^>]*>/i.exec(html)
        const at = before ? before.index + before[0].length : 0
        return html.slice(0, at) + element + html.slice(at)
      },
    },
  }
}

/** Does a page's code say a word, in any chunk that it may load? */
function says(word: string, entry: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): boolean {
  const chunks = new Set([entry])
  for (const { code, imports, dynamicImports } of chunks) {
    if (code.includes(word)) return true
    for (const name of [...imports, ...dynamicImports]) {
      const file = bundle[name]
      if (file?.type === 'chunk') chunks.add(file)
    }
  }
  return false
}

/** The app's folder as a page finds it. With a relative base, that depends on the page's own folder. */
function rootOf(base: string, page: string): string {
  if (base !== '' && base !== './') return base
  return `${posix.relative(posix.dirname(page), '/') || '.'}/`
}
