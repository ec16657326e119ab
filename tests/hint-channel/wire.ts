import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Packet, parser } from 'mqtt-packet'
import { WebSocket, WebSocketServer } from 'ws'

/** A WebSocket between pages and a broker, which a test listens to, breaks, and holds up. */
export interface Wire {
  /** The pages' end. */
  url: string
  /** What pages said, in order. */
  spoken: Packet[]
  /** What the broker said, in order. */
  heard: Packet[]
  /** From now on every byte of the broker comes in a message of its own, or as it is again. */
  crumble(isOn: boolean): void
  /** From now on nothing passes, and nobody is told; new lines are as they were. */
  swallow(): void
  /** Cut every line without a goodbye. */
  cut(): void
  /** Let nobody in who is not in yet, or everybody again. */
  bar(isOn: boolean): void
  /** How many were not let in. */
  barred(): number
  close(): Promise<void>
}

/** Open one to a broker's WebSocket address. */
export async function wireTo(broker: string): Promise<Wire> {
  const spoken: Packet[] = []
  const heard: Packet[] = []
  const lines = new Set<{ page: WebSocket; far: WebSocket; isDead: boolean }>()
  let isCrumbling = false
  let isBarred = false
  let barred = 0
  const http = createServer()
  const pages = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    if (isBarred) {
      barred++
      socket.destroy()
    } else pages.handleUpgrade(request, socket, head, (page) => pages.emit('connection', page))
  })

  pages.on('connection', (page: WebSocket) => {
    const far = new WebSocket(broker, 'mqtt')
    const line = { page, far, isDead: false }
    lines.add(line)
    const early: Buffer[] = []
    const [fromPage, fromBroker] = [parser(), parser()]
    fromPage.on('packet', (packet: Packet) => {
      // The packets that follow do not tell by themselves which version they are of.
      if (packet.cmd === 'connect')
        for (const reads of [fromPage, fromBroker]) Object.assign(reads, { settings: packet })
      spoken.push(packet)
    })
    fromBroker.on('packet', (packet: Packet) => heard.push(packet))
    page.on('message', (bytes: Buffer) => {
      if (line.isDead) return
      fromPage.parse(bytes)
      if (far.readyState === WebSocket.OPEN) far.send(bytes)
      else early.push(bytes)
    })
    far.on('open', () => {
      for (const bytes of early) far.send(bytes)
    })
    far.on('message', (bytes: Buffer) => {
      if (line.isDead) return
      fromBroker.parse(bytes)
      if (isCrumbling) for (const byte of bytes) page.send(Uint8Array.of(byte))
      else page.send(bytes)
    })
    const end = () => {
      if (line.isDead) return
      lines.delete(line)
      page.terminate()
      far.terminate()
    }
    for (const side of [page, far]) side.on('close', end).on('error', end)
  })

  await once(http.listen(0, '127.0.0.1'), 'listening')
  const cut = () => {
    for (const { page, far } of lines) {
      page.terminate()
      far.terminate()
    }
  }
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`,
    spoken,
    heard,
    crumble(isOn) {
      isCrumbling = isOn
    },
    swallow() {
      for (const line of lines) line.isDead = true
    },
    cut,
    bar(isOn) {
      isBarred = isOn
    },
    barred: () => barred,
    async close() {
      cut()
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}
