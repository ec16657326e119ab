import type { WholeDeployment } from '../deployments/deployment.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { moment } from '../wording/units.ts'

/** What keeps a deployment where it is: what it waits for, a pause, the brake. The last two are two things. */
export function RolloutNotes({ deployment }: { deployment: WholeDeployment }) {
  const { paused, brake, previewUrl, phase } = deployment
  const waitsFor = waitWords(deployment)
  return (
    <>
      {waitsFor && <p>{waitsFor}</p>}
      {phase === 'previewing' && (
        <div class="note">
          <strong>{words.preview}</strong> <span>{words.previewIs}</span>{' '}
          {previewUrl && (
            <a href={previewUrl} target="_blank" rel="noreferrer">
              {words.openPreview}
            </a>
          )}
        </div>
      )}
      {brake && (
        <div class="note alarm" role="alert">
          <strong>{words.brake}</strong> <span class="quiet">{words.pausedSince(moment(brake.at))}</span>
          <p>
            {words.brakeIs(brake.wave, brake.errors, brake.samples, brake.value, brake.threshold)}{' '}
            {words.brakeActions[brake.action]}
          </p>
        </div>
      )}
      {paused && (
        <div class="note">
          <strong>{words.paused}</strong> <span class="quiet">{words.pausedSince(moment(paused.at))}</span>
          <p>{[words.pausedBy[paused.why], paused.detail].filter(Boolean).join(' ')}</p>
          {brake && <p class="quiet">{words.brakeAndPause}</p>}
        </div>
      )}
    </>
  )
}

function waitWords({ phase, startAt, until, wave = 0 }: WholeDeployment): string {
  if (phase === 'scheduled') return words.startsAt(moment(startAt))
  if (phase === 'baking' && until) return words.bakesUntil(moment(until))
  if (phase === 'gated') return words.waitsForYes(wave + 1)
  return phase === 'previewing' && until ? words.switchesAt(moment(until)) : ''
}
