import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import { settingAt } from './settings.ts'

/** Settings that name a file which the server reads at its start. */
const FILES = ['ca', 'cert', 'key'] as const

/** What is wrong with the files that a configuration names: a line for each that cannot be read. */
export async function unreadable({ siteBroker }: Config, cwd: string): Promise<string[]> {
  const problems: string[] = []
  for (const name of FILES) {
    const path = siteBroker?.[name]
    if (path === undefined) continue
    await access(resolve(cwd, path), constants.R_OK).catch(({ code }: NodeJS.ErrnoException) => {
      const { variable } = settingAt(['siteBroker', name]) ?? {}
      problems.push(
        `siteBroker.${name} (or ${variable}) is ${JSON.stringify(path)}: must be a file that can be read (${code}). Correct the path, or its rights.`,
      )
    })
  }
  return problems
}
