import { createRequire } from 'node:module'

/** The version of a package that a bench compares with, as it is installed. */
export function versionOf(name: string): string {
  return createRequire(import.meta.url)(`${name}/package.json`).version
}
