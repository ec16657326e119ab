import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import mqtt from 'mqtt'
import { type Broker, mosquitto, mosquittoVersion, relevo } from '../broker/brokers.ts'
import type { Said } from '../broker/crowd.ts'
import type { Bar, Bench, Figure, Table } from './bar.ts'
import { medianOf } from './print.ts'

const CROWD = join(import.meta.dirname, '../broker/crowd.ts')
const HINT = 'intercom/update/notification'
/** A hint is so long, bytes. */
const BYTES = 300
/** Between two rounds of hints, and after all are up, ms. */
const PAUSE = 1_000

/** What one broker did. */
interface Round {
  hint: { p50: number; p95: number; last: number; busy: number }[]
  storm: { p50: number; p95: number; last: number; failed: number; busy: number }[]
  memory: number
}

/**
 * The broker beside Mosquitto, with the same clients: one retained hint at QoS 1 to all of them, and all of them losing their
 * connection at once and coming back, each with its last will, its subscription and its retained status.
 */
export const broker: Bar = async (bench) => {
  const tables: Table[] = []
  const measured = []
  for (const transport of ['webSocket', 'tcp'] as const) {
    const ours: Round = { hint: [], storm: [], memory: 0 }
    const theirs: Round = { hint: [], storm: [], memory: 0 }
    // One after the other in turn, so that whoever else works on the machine works beside both.
    for (let round = 0; round < (bench.quick ? 1 : 3); round++) {
      await measureOne(await relevo(bench.profile), transport, bench, ours)
      await measureOne(await mosquitto(), transport, bench, theirs)
    }
    tables.push(tableOf(transport, bench, ours, theirs))
    measured.push(
      ratio(`hint to 95 % over ${NAMES[transport]}, beside Mosquitto`, ours, theirs, ({ hint }) =>
        hint.map((one) => one.p95),
      ),
      ratio(`storm until 95 % over ${NAMES[transport]}, beside Mosquitto`, ours, theirs, ({ storm }) =>
        storm.map((one) => one.p95),
      ),
      {
        what: `hint to 95 % over ${NAMES[transport]}`,
        values: ours.hint.map((one) => one.p95 / 1_000),
        unit: 's',
        below: 5,
      },
    )
  }
  return { peers: [mosquittoVersion()], tables, measured }
}

const NAMES = { webSocket: 'WebSocket', tcp: 'TCP' }

function tableOf(transport: keyof typeof NAMES, { tablets }: Bench, ours: Round, theirs: Round): Table {
  const row = (what: string, unit: string, of: (round: Round) => number[]) => [
    what,
    ...[ours, theirs].map((round): Figure => ({ values: of(round), unit })),
  ]
  return {
    title: `${tablets} clients over ${NAMES[transport]}`,
    head: ['', 'Relevo', 'Mosquitto'],
    rows: [
      row('a hint, until 50 % have it', 'ms', ({ hint }) => hint.map((one) => one.p50)),
      row('a hint, until 95 % have it', 'ms', ({ hint }) => hint.map((one) => one.p95)),
      row('a hint, until all have it', 'ms', ({ hint }) => hint.map((one) => one.last)),
      row('processor time of a hint, for each', 'µs', ({ hint }) => hint.map((one) => (1e6 * one.busy) / tablets)),
      row('all come back, until 50 % are up', 'ms', ({ storm }) => storm.map((one) => one.p50)),
      row('all come back, until 95 % are up', 'ms', ({ storm }) => storm.map((one) => one.p95)),
      row('all come back, until all are up', 'ms', ({ storm }) => storm.map((one) => one.last)),
      row('processor time of that, for each', 'µs', ({ storm }) => storm.map((one) => (1e6 * one.busy) / tablets)),
      row('tries that came to nothing', '', ({ storm }) => storm.map((one) => one.failed)),
      row('memory (RSS)', 'MB', ({ memory }) => [memory]),
    ],
  }
}

function ratio(what: string, ours: Round, theirs: Round, of: (round: Round) => number[]) {
  return { what, values: [medianOf(of(ours)) / medianOf(of(theirs))], unit: '×' }
}

async function measureOne(one: Broker, transport: keyof typeof NAMES, bench: Bench, found: Round): Promise<void> {
  const { tablets, quick, note } = bench
  const crowd = startCrowd(one[transport], tablets)
  const operator = await mqtt.connectAsync(one.tcp, { ...one.operator, protocolVersion: 4 })
  try {
    await crowd.next('up')
    for (let round = 0; round < (quick ? 3 : 5); round++) {
      await wait(PAUSE)
      const before = one.busy()
      const word = { version: 'r1', force: false, timestamp: new Date().toISOString(), sent: Date.now(), notes: '' }
      word.notes = 'x'.repeat(BYTES - JSON.stringify(word).length)
      await operator.publishAsync(HINT, JSON.stringify(word), { qos: 1, retain: true })
      const said = await crowd.next('hint')
      await wait(PAUSE)
      found.hint.push({ ...said, busy: one.busy() - before })
    }
    for (let round = 0; round < (quick ? 1 : 2); round++) {
      await wait(PAUSE)
      const before = one.busy()
      crowd.lose()
      const said = await crowd.next('up')
      await wait(PAUSE)
      found.storm.push({ ...said, busy: one.busy() - before })
    }
    found.memory = one.memory()
    note(`${one.name} ${transport}: ${JSON.stringify(found)}`)
  } finally {
    await operator.endAsync(true)
    await crowd.stop()
    await one.stop()
  }
}

/** The clients, in a process of their own. */
function startCrowd(url: string, tablets: number) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@relevo/source', CROWD, url, String(tablets), HINT],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  return {
    async next<Is extends Said['is']>(is: Is): Promise<Extract<Said, { is: Is }>> {
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error('the clients ended')
        const said = JSON.parse(value) as Said
        if (said.is === is) return said as Extract<Said, { is: Is }>
      }
    },
    lose: () => void child.stdin?.write('lose\n'),
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
