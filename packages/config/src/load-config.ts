import { access, readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RelevoError } from '@relevo/core/errors'
import type { Config } from './config.ts'
import type { UserConfig } from './define-config.ts'
import { withDotEnv } from './dot-env.ts'
import { isPlain } from './plain.ts'
import { readConfig } from './read-config.ts'
import { unreadable } from './unreadable.ts'
import type { Variables } from './variables.ts'

/** Names of the file, in the order in which they are looked for. */
const NAMES = ['relevo.config.ts', 'relevo.config.mjs', 'relevo.config.js', 'relevo.config.json']

interface Where {
  /** Folder in which the file and `.env` are looked for, and from which `RELEVO_CONFIG` starts. */
  cwd: string
  env: Variables
  /** What holds where neither the file nor a variable says anything else. */
  usual?: Pick<UserConfig, 'access'>
  /** Can this Node import TypeScript? By default, what it says of itself. */
  typescript?: boolean
}

/**
 * Find the configuration file, import or parse it, and make a configuration of it and of the environment variables.
 *
 * The file is `RELEVO_CONFIG`, or the first of `relevo.config.ts`, `.mjs`, `.js`, `.json` in `cwd`; without any, the
 * variables and the defaults are all there is. Variables are also read from a file `.env` there; the environment's own win.
 *
 * @returns the configuration, and the path of the file it came from
 * @throws RelevoError `config-invalid`, as `readConfig`; also for a file that is not there, that throws when it is imported,
 * that has no default export, or that this Node cannot read, and for a file named in it that cannot be read
 * @example const { config, path } = await loadConfig({ cwd: process.cwd(), env: process.env })
 */
export async function loadConfig({
  cwd,
  env: given,
  usual = {},
  typescript = Boolean(process.features.typescript),
}: Where): Promise<{ config: Config; path?: string }> {
  const env = await withDotEnv(cwd, given)
  const path = env.RELEVO_CONFIG ? resolve(cwd, env.RELEVO_CONFIG) : await found(cwd)
  const said = path === undefined ? {} : path.endsWith('.json') ? await parsed(path) : await imported(path, typescript)
  const file = isPlain(said) ? { ...usual, ...said } : said
  const { config } = readConfig({ file, env })
  const problems = await unreadable(config, cwd)
  if (problems.length > 0) throw new RelevoError('config-invalid', problems.join('\n'))
  return { config, ...(path !== undefined && { path }) }
}

async function found(cwd: string): Promise<string | undefined> {
  for (const path of NAMES.map((name) => resolve(cwd, name))) {
    try {
      await access(path)
      return path
    } catch {
      // The next one, then.
    }
  }
  return undefined
}

async function parsed(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw unusable(path, `cannot be read (${cause.code}). Correct RELEVO_CONFIG, or remove it.`, cause)
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    // Only the position: the message repeats what stands there, which may be a secret.
    const at = / \(line \d+ column \d+\)/.exec(String(cause))?.[0] ?? ''
    throw unusable(path, `is not valid JSON${at}. Correct it; JSON has no comments and no comma after the last value.`)
  }
}

async function imported(path: string, typescript: boolean): Promise<unknown> {
  if (/\.[cm]?ts$/.test(path) && !typescript) {
    throw unusable(
      path,
      `cannot be read by Node ${process.versions.node}: .ts needs Node 22.18 or newer: use .mjs or .json.`,
    )
  }
  await access(path).catch((cause) => {
    throw unusable(path, `cannot be read (${cause.code}). Correct RELEVO_CONFIG, or remove it.`, cause)
  })
  const exported = await import(pathToFileURL(path).href).catch((cause) => {
    throw unusable(
      path,
      `could not be run: ${whyItThrew(cause)}. Correct it; \`node ${basename(path)}\` shows where.`,
      cause,
    )
  })
  if (exported.default === undefined)
    throw unusable(path, 'has no default export. Write export default defineConfig({ … }).')
  return exported.default
}

/** The first line of an error. What a syntax error quotes is left out: it may be a secret without its quotes. */
function whyItThrew(error: unknown): string {
  if (!(error instanceof Error)) return 'it threw something that is no Error'
  const [line = ''] = error.message.split('\n')
  return `${error.name}: ${error.name === 'SyntaxError' ? line.replace(/(['"`]).*\1/g, '…') : line}`
}

function unusable(path: string, what: string, cause?: unknown): RelevoError {
  return new RelevoError('config-invalid', `${path} ${what}`, { cause })
}
