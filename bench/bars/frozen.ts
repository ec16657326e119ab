import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { generate } from 'mqtt-packet'
import { WebSocket } from 'ws'
import type { RealServer } from '../real-server.ts'
import type { Bar } from './bar.ts'
import { withFleet } from './with-fleet.ts'

const ROUNDS = 3
/** Between two rounds, ms: longer than the spread, within which the whole fleet checks in. */
const PAUSE = 30_000
/**
 * What the broker has to carry meanwhile, to who reads everything: so many messages of so many bytes a second. The system
 * holds up to some 36 MB of a connection by itself.
 */
const TALK = { perSecond: 40, bytes: 100_000 }
/** It begins so long before the notice, ms: by then nothing more goes into the frozen connection. */
const TALK_BEFORE = 12_000
/** It ends so long after, ms. */
const TALK_AFTER = 3_000

/**
 * A notice goes out while one client that subscribed to everything has stopped reading: how long until tablets have the
 * hint, beside the same without that client. Both while somebody talks without end, so that what is not read piles up.
 */
export const frozen: Bar = (bench) =>
  withFleet(bench, [], async (server, fleet) => {
    const talker = await join(server, 'talker')
    const word = generate({
      cmd: 'publish',
      topic: 'talk',
      payload: 'x'.repeat(TALK.bytes),
      qos: 0,
      retain: false,
      dup: false,
    })
    const rounds = { without: [] as number[], with: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ['without', 'with'] as const) {
        const cut = name === 'with' ? await freeze(server) : () => undefined
        const talking = setInterval(() => talker.send(word), 1_000 / TALK.perSecond)
        await wait(TALK_BEFORE)
        await server.call('POST', '/api/notify-update', { version: 'r1', retry: true })
        await wait(TALK_AFTER)
        clearInterval(talking)
        await wait(PAUSE)
        cut()
        const { hint } = fleet.figures()
        if (!hint || hint.received < 0.95 * bench.tablets)
          throw new Error(`${hint?.received ?? 0} tablets got the hint`)
        rounds[name].push(hint.p95 / 1_000)
        bench.note(`${name} a frozen subscriber: p95 ${hint.p95} ms, last ${hint.last} ms`)
      }
    }
    talker.terminate()
    const ratios = rounds.with.map((seconds, i) => seconds / (rounds.without[i] ?? Number.NaN))
    const what = (who: string) => `notice until 95 % of ${bench.tablets} tablets have the hint, ${who}`
    return [
      { what: what('nobody frozen'), values: rounds.without, unit: 's' },
      { what: what('one subscriber frozen'), values: rounds.with, unit: 's', below: 5 },
      { what: 'the one to the other', values: ratios, unit: '', below: 2 },
    ]
  })

/** A client that wants everything, and reads nothing. @returns ends it */
async function freeze(server: RealServer): Promise<() => void> {
  const socket = await join(server, 'frozen')
  socket.send(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: '#', qos: 0 }] }))
  await once(socket, 'message')
  socket.pause()
  return () => socket.terminate()
}

/** A client that may do everything. */
async function join({ url, token }: RealServer, clientId: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/mqtt`, 'mqtt')
  await once(socket, 'open')
  const who = { clientId, username: 'relevo', password: Buffer.from(token) }
  socket.send(generate({ cmd: 'connect', clean: true, keepalive: 0, protocolId: 'MQTT', protocolVersion: 4, ...who }))
  await once(socket, 'message')
  return socket
}
