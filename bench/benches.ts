import { apply } from './apply/apply.ts'
import type { Bar } from './bars/bar.ts'
import { broker } from './bars/broker.ts'
import { checkIns } from './bars/check-ins.ts'
import { connected } from './bars/connected.ts'
import { convergence } from './bars/convergence.ts'
import { creation } from './bars/creation.ts'
import { frozen } from './bars/frozen.ts'
import { hints } from './bars/hints.ts'
import { storm } from './bars/storm.ts'
import { brake, decisions } from './bars/waves.ts'
import { boot } from './boot/boot.ts'
import { switching } from './boot/switch.ts'
import { patches } from './patches.ts'
import { modules } from './sizes/modules.ts'
import { sizes } from './sizes/sizes.ts'
import { update } from './update.ts'

/** One bench of `npm run bench`. */
interface Row {
  name: string
  says: string
  bar: Bar
}

/** What a tablet pays. */
const TABLET: Row[] = [
  {
    name: 'patches',
    says: 'how large release patches of public builds are, beside their files as brotli',
    bar: patches,
  },
  { name: 'update', says: 'what an update costs on the wire and in time, beside Workbox', bar: update },
  { name: 'apply', says: 'a patch to a 17 MB release applied by a slow processor: time and memory', bar: apply },
  { name: 'boot', says: 'how soon a stored app is on the screen, beside Workbox and the HTTP cache', bar: boot },
  { name: 'switch', says: 'from consent until the new release is on the screen, beside Workbox', bar: switching },
  { name: 'sizes', says: 'what page and worker are, beside Workbox, Serwist and Angular', bar: sizes },
]

/** The server beside a fleet of `--tablets`. */
const SERVER: Row[] = [
  { name: 'connected', says: 'a fleet connects: how long it takes, and the server’s memory', bar: connected },
  { name: 'hints', says: 'from a notice until tablets have the hint', bar: hints },
  { name: 'frozen', says: 'the same, while one subscriber has stopped reading', bar: frozen },
  { name: 'check-ins', says: '500 check-ins a second for a minute, at a fixed rate', bar: checkIns },
  { name: 'storm', says: 'all tablets come at once for a release, while somebody works with the server', bar: storm },
  { name: 'broker', says: 'hints and reconnecting clients, beside Mosquitto', bar: broker },
  { name: 'creation', says: 'a deployment is made', bar: creation },
  { name: 'convergence', says: 'from a notice until 99 % run the release', bar: convergence },
  { name: 'waves', says: 'from the report that decides a wave until the next is open', bar: decisions },
  { name: 'brake', says: 'from the report that is too much until nobody is told the release', bar: brake },
]

/** What helps while working, and is no table of the documents: measured only by its name. */
const ASIDE: Row[] = [{ name: 'modules', says: 'which source file costs page and worker how much', bar: modules }]

/** All that the documents tell, in the order in which it is measured; a bench is added as a line above. */
export const TOLD: readonly Row[] = [...TABLET, ...SERVER]

export const GROUPS: Record<string, { says: string; rows: readonly Row[] }> = {
  tablet: { says: 'what a tablet pays', rows: TABLET },
  server: { says: 'the server beside a fleet', rows: SERVER },
  aside: { says: 'only when it is named', rows: ASIDE },
}

/**
 * The benches of this name: one, a group, or all that are told without a name.
 *
 * @returns `undefined` when there is none
 */
export function benchesOf(name: string | undefined): readonly Row[] | undefined {
  if (name === undefined) return TOLD
  if (Object.hasOwn(GROUPS, name)) return GROUPS[name]?.rows
  const row = [...TOLD, ...ASIDE].find((one) => one.name === name)
  return row && [row]
}

/** Does it need a connection for each simulated tablet? */
export function hasFleet(row: Row): boolean {
  return SERVER.includes(row)
}
