import { getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import { connection, found } from './connection.ts'
import { happened } from './log.ts'
import { changed } from './topics.ts'

/** The stream is silent on a quiet day, and its keep-alives never reach a page: so often it asks whether all is well. */
const PULSE = 10_000
/** A pulse that takes longer has failed. Milliseconds, as above and below. */
const PATIENCE = 8_000
/** From one try to open the stream to the next, where the server has none or is away. */
const AGAIN = 5_000

/**
 * Listen to what the server says of itself, until stopped. While the window is hidden nothing is kept open: a browser has
 * six connections for one server, however many windows look at it.
 *
 * @returns stop
 */
export function listen(): () => void {
  let stream: EventSource | undefined
  let pulse: ReturnType<typeof setInterval> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let since = 0

  function open(): void {
    close()
    if (document.hidden) return
    pulse = setInterval(feelPulse, PULSE)
    const own = new EventSource('/api/events/stream')
    stream = own
    since = performance.now()
    own.onopen = () => {
      found('stream-heard')
      changed() // whatever happened while nobody listened
      happened(undefined)
    }
    own.onerror = () => {
      found('stream-ended')
      void feelPulse()
      if (own.readyState !== EventSource.CLOSED) return // it tries again by itself
      clearTimeout(again)
      again = setTimeout(open, AGAIN)
    }
    own.addEventListener('changed', ({ data }) => {
      found('stream-heard')
      changed(JSON.parse(data).topics)
    })
    own.addEventListener('log', ({ data }) => {
      found('stream-heard')
      happened(JSON.parse(data))
    })
    own.addEventListener('gap', () => {
      found('stream-heard')
      changed()
      happened(undefined)
    })
  }

  function close(): void {
    clearInterval(pulse)
    clearTimeout(again)
    stream?.close()
    stream = undefined
  }

  /** The same question tells a session that has ended. */
  async function feelPulse(): Promise<void> {
    const wasLost = connection.peek().state === 'lost'
    try {
      await getOne('session', AbortSignal.timeout(PATIENCE))
      found('heard')
      // The server is there, and the stream was promised and never came; or it seems open, and something else got no answer.
      const isOverdue = stream?.readyState === EventSource.CONNECTING && performance.now() - since > PULSE
      const isDoubted = stream?.readyState === EventSource.OPEN && connection.peek().state !== 'live'
      if (isOverdue || isDoubted) open()
    } catch (error) {
      if (error instanceof ApiError) return found('heard')
      found('not-heard')
      // A wire that was cut tells nobody: the stream may seem open for hours.
      if (!wasLost && stream?.readyState === EventSource.OPEN) open()
    }
  }

  function follow(): void {
    open()
    if (!document.hidden) changed()
  }

  document.addEventListener('visibilitychange', follow)
  open()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    close()
  }
}
