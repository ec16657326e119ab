import type { Socket } from 'node:net'
import type { App } from './http-parts.ts'

/** So long an answer is watched before it is judged, and between two looks, ms. */
export const WATCHED = 120_000
/** A reader to whom fewer bytes went in that time, while more were waiting for it, is cut: half a kilobyte a second. */
const LEAST = 60_000

/**
 * Cut the connections of those who come in numbers and hardly read what they asked for: each holds a place that others need.
 * A tablet whose Wi-Fi is that bad comes again by itself. Who reads all there is, however little that is, is left alone.
 */
export function cutSlowReaders(app: Pick<App, 'addHook'>): void {
  /** By answer: the bytes that had gone out on its connection at the look before, if there was one. */
  const watched = new Map<object, { socket: Socket; gone: number | undefined }>()
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.comer !== undefined) {
      watched.set(reply.raw, { socket: request.raw.socket, gone: undefined })
      reply.raw.once('close', () => watched.delete(reply.raw))
    }
    done()
  })
  const look = () => {
    for (const answer of watched.values()) {
      const { socket, gone: before } = answer
      answer.gone = socket.bytesWritten - socket.writableLength
      if (before !== undefined && socket.writableLength > 0 && answer.gone - before < LEAST) socket.destroy()
    }
  }
  const timer = setInterval(look, WATCHED).unref()
  app.addHook('onClose', async () => clearInterval(timer))
}
