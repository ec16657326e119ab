import type { Plugin } from 'vite'
import { foreignForms } from '../manifest/foreign-forms.ts'
import { writeRelease } from '../manifest/write-release.ts'
import type { BuildFacts } from './build-facts.ts'

/** Writes `relevo.json` and `config/version.json` once every other plugin has written what it had to write. */
export function releaseFiles(facts: BuildFacts): Plugin {
  let folder: string | undefined
  return {
    name: 'relevo:release-files',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: (environment) => environment.config.consumer === 'client',
    // Runs only when the bundle was really written: not after a failed build, not with `build.write: false`.
    writeBundle(output) {
      folder ??= output.dir
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!folder) return
        const manifest = await writeRelease(folder, {
          version: facts.version,
          ...(facts.engines && { engines: facts.engines }),
        })
        for (const warning of await foreignForms(folder, manifest)) facts.config.logger.warn(`relevo: ${warning}`)
        folder = undefined
        const { files } = manifest
        const bytes = Object.values(files).reduce((sum, file) => sum + file.size, 0)
        facts.config.logger.info(
          `relevo: release ${facts.version}, ${Object.keys(files).length} files, ${(bytes / 1000).toFixed(1)} kB`,
        )
      },
    },
  }
}
