import type { Duplex } from 'node:stream'

/** Bytes that may wait for a client that does not read; with more it is cut. */
export const UNSENT_LIMIT = 256 * 1024

/** What a client was sent before it was cut has so long to leave, ms: a slow one still hears why. */
const LINGER = 1_000

/**
 * Lets a broker write to a client without ever waiting for it: one that stops reading must not hold up the others. The
 * broker fans a message out to all that listen, and counts it as delivered when the last of them has taken it.
 *
 * @param tooMuch told once, when more than `UNSENT_LIMIT` bytes wait; it must end the connection
 */
export function neverWait(stream: Duplex, tooMuch: () => void): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  let isTold = false
  stream.write = (...args: unknown[]) => {
    write(...args)
    if (!isTold && stream.writableLength > UNSENT_LIMIT) {
      isTold = true
      setImmediate(tooMuch) // a packet is written in pieces: this one still goes whole
    }
    return true
  }
}

/**
 * Calls back when a client has taken most of what it was sent: what it asked for by itself, such as everything that is
 * retained, comes no faster than it reads. A connection that ends counts as one that has.
 */
export function whenRead(stream: Duplex, then: () => void): void {
  if (stream.destroyed || !stream.writableNeedDrain || stream.writableLength < UNSENT_LIMIT / 4) then()
  else stream.once('drain', then)
}

/** From now on, the end of this stream leaves what was written a moment to go out. */
export function linger(stream: Duplex): void {
  const destroy = stream.destroy.bind(stream)
  stream.destroy = () => {
    stream.destroy = destroy
    stream.end()
    setTimeout(() => destroy(), LINGER).unref()
    return stream
  }
}
