import type { DeploymentState, Spread } from '@relevo/core/deployment'
import type { EventType, NewEvent } from '../event.ts'

interface Line {
  type: EventType
  data: NewEvent['data']
}

/** What a step of a deployment did to its waves, its pause and its brake, in the order it happened. */
export function waveLines(before: DeploymentState, after: DeploymentState): Line[] {
  return [...pauseLines(before.spread, after.spread), ...openingLines(before, after)]
}

function pauseLines(before: Spread | undefined, after: Spread | undefined): Line[] {
  if (!after) return []
  const { wave, paused, brake } = after
  const lines: Line[] = []
  if (brake && !before?.brake) {
    const { errors, samples, value, threshold, action } = brake
    lines.push({ type: 'brake-engaged', data: { wave, errors, samples, value: rounded(value), threshold, action } })
  }
  if (!brake && before?.brake) lines.push({ type: 'brake-released', data: { wave } })
  if (paused && paused.at !== before?.paused?.at) {
    const why = { wave, ...(paused.detail !== undefined && { detail: paused.detail }) }
    if (paused.why === 'operator') lines.push({ type: 'deployment-paused', data: why })
    else lines.push({ type: 'wave-inconclusive', data: { ...why, ...measureIn(after) } })
  }
  if (!paused && before?.paused) lines.push({ type: 'deployment-resumed', data: { wave } })
  return lines
}

function openingLines(before: DeploymentState, after: DeploymentState): Line[] {
  const lines: Line[] = []
  const spread = after.spread
  const last = before.spread?.wave ?? 0
  const isNext = spread !== undefined && spread.wave > last
  const isOn = isNext || after.phase === 'gated' || after.phase === 'promoting'
  if (spread && after.phase === 'baking' && before.phase !== 'baking')
    lines.push({ type: 'wave-baking', data: { wave: spread.wave, until: after.until, ...measureIn(spread) } })
  if (spread && isOn && before.phase !== after.phase && spread.waves[last - 1]?.passedAt !== undefined)
    lines.push({ type: 'wave-passed', data: { wave: last } })
  if (spread && isNext) lines.push({ type: 'wave-opened', data: { wave: spread.wave } })
  if (before.phase === after.phase) return lines
  if (spread && after.phase === 'gated') lines.push({ type: 'wave-gated', data: { wave: spread.wave + 1 } })
  if (after.phase === 'previewing')
    lines.push({ type: 'preview-ready', data: after.until === undefined ? {} : { until: after.until } })
  if (after.phase === 'promoting') lines.push({ type: 'deployment-promoted', data: {} })
  return lines
}

/** What the last word on the wave that is open was founded on. */
function measureIn({ waves, wave }: Spread): NewEvent['data'] {
  const verdict = waves[wave - 1]?.verdict
  if (!verdict) return {}
  const { value, threshold, samples, errors } = verdict
  return { value: rounded(value), threshold, samples, errors }
}

/** As exact as people read it. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
