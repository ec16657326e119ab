import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const PACKAGES = ['core', 'service-worker', 'client', 'vite-plugin', 'cli']

function ends(command: string, args: string[]): { code: number; output: string } {
  try {
    return { code: 0, output: execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' }) }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, output: `${stdout}${stderr}` }
  }
}

describe.each(PACKAGES)('the package %s, built', (name) => {
  it('is what npm expects of a package', () => {
    expect(ends('node_modules/.bin/publint', [`packages/${name}`, '--strict'])).toMatchObject({ code: 0 })
  })

  it.runIf(name !== 'cli')('has types that every ES module resolver finds', () => {
    expect(ends('node_modules/.bin/attw', ['--pack', `packages/${name}`, '--profile', 'esm-only'])).toMatchObject({
      code: 0,
    })
  })
})
