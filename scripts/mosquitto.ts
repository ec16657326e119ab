import { existsSync } from 'node:fs'
import { MOSQUITTO_PACKAGE, mosquittoProgram } from '../apps/server/src/testing/mosquitto-program.ts'
import { run } from './run.ts'

/**
 * A real Mosquitto to test with: the system's; else, as root on Debian, apt's. When there is none it says which package
 * to install, and the tests that need it fail: nothing is skipped silently.
 *
 * @returns where it is, for the log; `undefined` when it cannot be had
 */
export async function ensureMosquitto(): Promise<string | undefined> {
  if (!mosquittoProgram() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], env)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', MOSQUITTO_PACKAGE], env)
  }
  const found = mosquittoProgram()
  if (found === undefined)
    console.error(`No Mosquitto: install ${MOSQUITTO_PACKAGE}, or name one with MOSQUITTO=/path/to/it.`)
  return found
}
