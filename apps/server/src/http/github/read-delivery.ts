import type { Delivery } from '../../fleet/webhooks/delivery.ts'
import { readForm } from '../read-form.ts'
import { readPush, readWorkflowRun } from './branch-events.ts'
import { ignored } from './fields.ts'
import { readDeployment, readRelease } from './named-events.ts'
import { PING } from './payloads.ts'

const READERS: ReadonlyMap<string, (payload: unknown) => Delivery> = new Map([
  ['push', readPush],
  ['workflow_run', readWorkflowRun],
  ['release', readRelease],
  ['deployment', readDeployment],
  ['ping', readPing],
])

/**
 * What a delivery of GitHub means.
 *
 * @param event the header `X-GitHub-Event`
 * @throws RelevoError `invalid-input` when the payload is not one of that event
 */
export function readDelivery(event: string, payload: unknown): Delivery {
  return READERS.get(event)?.(payload) ?? ignored('event-unknown', `${event} starts nothing`)
}

function readPing(payload: unknown): Delivery {
  readForm(PING, payload)
  return { kind: 'ping' }
}
