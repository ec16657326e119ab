import { alarmOf } from '../../alarm.ts'
import { clock } from '../../clock.ts'
import type { OpenLine } from '../line.ts'
import type { LineEffect, LineEvent } from './line-state.ts'
import { packetReader } from './packet-reader.ts'
import { FIRST, step } from './step.ts'
import { wordsOf } from './words.ts'

/**
 * MQTT over the browser's own WebSocket, as much of it as hints and reports need.
 *
 * @throws RangeError when an id, a name or a topic is longer than MQTT can say
 */
export const openLine: OpenLine = (way, ear) => {
  const words = wordsOf(way)
  const alarm = alarmOf(clock)
  let state = FIRST
  let socket: WebSocket | undefined

  function happen(event: LineEvent): void {
    const after = step(state, event, words)
    state = after.state
    for (const effect of after.effects) perform(effect)
  }

  const chance = () => clock.random()
  const lost = () => happen({ is: 'lost', chance: chance() })

  function perform(effect: LineEffect): void {
    if (effect.do === 'open') open()
    else if (effect.do === 'send') socket?.send(effect.packet)
    else if (effect.do === 'drop') drop()
    else if (effect.do === 'wake') alarm.set(effect.after, () => happen({ is: 'due', chance: chance() }))
    else if (effect.do === 'hand-on') ear.onMessage(effect.text)
    else ear.onRefused()
  }

  function open(): void {
    const read = packetReader(way.protocol)
    try {
      socket = new WebSocket(way.url, 'mqtt') // the name of the subprotocol (MQTT 3.1.1 and 5, section 6.0)
    } catch {
      // The browser refuses the address, such as ws:// in a page of https://. No socket comes, and the alarm says so.
      return
    }
    const opened = socket
    opened.binaryType = 'arraybuffer'
    opened.onopen = () => happen({ is: 'opened' })
    opened.onclose = lost
    opened.onmessage = ({ data }) => {
      const packets = data instanceof ArrayBuffer ? read(new Uint8Array(data)) : [{ is: 'nonsense' as const }]
      for (const heard of packets) if (socket === opened) happen({ is: 'heard', heard, chance: chance() })
    }
  }

  function drop(): void {
    if (!socket) return
    socket.onopen = socket.onclose = socket.onmessage = null
    socket.close()
    socket = undefined
  }

  happen({ is: 'due', chance: 0 })
  return {
    report: (report) => happen({ is: 'report', report }),
    end() {
      alarm.off()
      drop()
      // What is reported from now on goes nowhere.
      state = FIRST
    },
  }
}
