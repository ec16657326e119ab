import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What other tools bring to a page and as a worker, in the versions that are compared with. */
const PEERS = {
  'workbox-window': '7.4.1',
  'workbox-precaching': '7.4.1',
  serwist: '9.5.13',
  '@serwist/window': '9.5.13',
  '@angular/service-worker': '22.2.0',
}

/** For tables. */
export const PEER_VERSIONS = [
  `Workbox ${PEERS['workbox-precaching']}`,
  `Serwist ${PEERS.serwist}`,
  `@angular/service-worker ${PEERS['@angular/service-worker']}`,
]

/**
 * Fetch the peers from npm, once, into a folder of their own: only a bench needs them.
 *
 * @returns the folder, from which their imports are found
 */
export function peersIn(cache: string): string {
  const folder = join(cache, 'peers')
  const asked = JSON.stringify({ private: true, dependencies: PEERS })
  if (Object.keys(PEERS).every((name) => existsSync(join(folder, 'node_modules', name)))) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), asked)
  // Angular itself is not needed to measure its worker and the client of it.
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--silent']
  execFileSync('npm', ['install', ...flags], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return folder
}
