import type { FleetEvent } from '../../fleet/event.ts'
import type { Topic } from '../../fleet/live/bell.ts'
import { shownEvent } from '../event-form.ts'

/**
 * What goes down a stream, as blocks of Server-Sent Events.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */

/** Milliseconds after which a browser that lost the stream asks again. */
const RETRY = 2_000

/** The first block: how long to wait when the stream breaks, and where it goes on then. It is no event. */
export function opening(seq: number): string {
  return `retry: ${RETRY}\nid: ${seq}\n\n`
}

/** A line of the log. */
export function logMessage(event: FleetEvent): string {
  return `event: log\nid: ${event.seq}\ndata: ${JSON.stringify(shownEvent(event))}\n\n`
}

/** The lines after `after`, up to and with `upTo`, were too many to be sent. */
export function gapMessage(after: number, upTo: number): string {
  return `event: gap\nid: ${upTo}\ndata: ${JSON.stringify({ after, upTo })}\n\n`
}

/** These lists are not what they were. */
export function changedMessage(topics: Iterable<Topic>): string {
  return `event: changed\ndata: ${JSON.stringify({ topics: [...topics] })}\n\n`
}

/** A comment, and how far the reader has come: lines that its filter holds back count as read. It is no event. */
export function beatMessage(seq: number): string {
  return `:\nid: ${seq}\n\n`
}
