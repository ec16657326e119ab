import { REFUSAL_REASONS, type Refusal, type RefusalReason } from '../../mqtt/refusals.ts'
import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'
import type { Evidence } from '../evidence.ts'

/** A client that was quiet for so long, ms, has been put right, or taken down. */
const FORGIVEN = 24 * 3_600_000

/** A misconfiguration that the broker meets by refusing, or cutting, a client. */
export function refusalCheck(
  reasons: readonly RefusalReason[],
  { also = () => [], ...check }: Omit<Check, 'look'> & { also?(evidence: Evidence): Outcome[] },
): Check & { reasons: readonly RefusalReason[] } {
  return {
    ...check,
    reasons,
    look(evidence) {
      const others = also(evidence)
      const { broker } = evidence
      if (!broker)
        return foundOr(
          others,
          unmeasured('Clients come to the site’s broker, which does not tell whom it refuses.')[0] as Outcome,
        )
      const { refusals, connections } = broker
      const recent = refusals.filter((refusal) => reasons.includes(refusal.reason) && isOpen(refusal, evidence))
      const found = [...recent.map(told), ...others]
      if (found.length === 0 && connections.length === 0 && refusals.length === 0)
        return unmeasured('No MQTT client is connected, and none was refused since this server started.')
      const clients = connections.length === 1 ? '1 client is' : `${connections.length} clients are`
      return foundOr(found, well(`${clients} connected, and none was refused for it lately.`))
    },
  }
}

/** Has it not come in since? Who is fought over, or too slow, comes in again and again. */
function isOpen({ reason, clientId, at }: Refusal, { at: now, broker }: Evidence): boolean {
  if (now - at > FORGIVEN) return false
  if (AGAIN_AND_AGAIN.includes(reason)) return true
  return !broker?.connections.some((connection) => connection.clientId === clientId && connection.since > at)
}

const AGAIN_AND_AGAIN: readonly RefusalReason[] = [
  'same-id-twice',
  'too-slow',
  'acknowledges-nothing',
  'may-not-publish',
  'may-not-subscribe',
  'bad-topic',
  'malformed',
]

function told({ reason, clientId, address, detail, count, at }: Refusal): Outcome {
  const { says, do: cure } = REFUSAL_REASONS[reason]
  const often = count === 1 ? 'once' : `${count} times`
  const what = detail === undefined ? '' : ` (${detail})`
  const when = new Date(at).toISOString()
  return {
    verdict: 'found',
    subject: clientId ?? address,
    message: `${clientId ?? 'A client'} at ${address} ${says}${what}, ${often}, last at ${when}.`,
    do: cure,
  }
}
