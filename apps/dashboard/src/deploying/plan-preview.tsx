import { Trouble } from '../pieces/trouble.tsx'
import { addressOf } from '../shell/route.ts'
import { deployingWords as words } from '../wording/deploying.ts'
import { rolloutWords } from '../wording/rollout.ts'
import type { Preview } from './plan.ts'
import { selectorWords } from './selector-words.ts'

interface PlanPreviewProps {
  preview: Preview | undefined
  isLooking: boolean
  /** The server refuses the plan. */
  trouble: unknown
  /** It is planned as the environment's rules have it. */
  isConfigured: boolean
  /** Tablets there, where that is known: everybody, of a plan without waves. */
  fleet: number | undefined
}

/** Who will be in which wave, before anything has begun. */
export function PlanPreview({ preview, isLooking, trouble, isConfigured, fleet }: PlanPreviewProps) {
  const most = Math.max(1, ...(preview?.waves.map(({ members }) => members) ?? []))
  return (
    <section class="plan-preview" aria-busy={isLooking}>
      <h2>{preview?.strategy === 'canary' ? words.preview : words.previewAll}</h2>
      {trouble !== undefined && <Trouble error={trouble} />}
      {!preview && trouble === undefined && <p class="quiet">{isLooking ? words.looking : words.noPreview}</p>}
      {preview && isConfigured && <p>{words.configuredAs(rolloutWords.strategies[preview.strategy])}</p>}
      {preview && (
        <ol>
          {preview.waves.map((wave, i) => (
            <PlannedWave
              key={wave.wave}
              wave={wave}
              most={most}
              isOnly={preview.waves.length === 1}
              isLast={i === preview.waves.length - 1}
            />
          ))}
        </ol>
      )}
      {preview?.waves.length === 0 && fleet !== undefined && <p>{words.everybodyIs[preview.strategy](fleet)}</p>}
      {preview && preview.warnings.length > 0 && (
        <div class="warnings">
          <strong>{words.warnings}</strong>
          <ul>
            {preview.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

interface PlannedWaveProps {
  wave: Preview['waves'][number]
  /** Tablets of the largest wave: its bar is the longest. */
  most: number
  isOnly: boolean
  isLast: boolean
}

function PlannedWave({ wave, most, isOnly, isLast }: PlannedWaveProps) {
  const { members, online, examples } = wave
  return (
    <li>
      {!isOnly && (
        <div>
          <strong>{words.wave(wave.wave)}</strong>{' '}
          <span class="quiet">{isLast ? words.everybodyElse : selectorWords(wave)}</span>
        </div>
      )}
      <svg class="wave-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="under-way" width={(100 * members) / most} height="1" />
      </svg>
      <div>{words.members(members, online)}</div>
      {examples.length > 0 && (
        <div class="quiet examples">
          {words.such}{' '}
          {examples.map((id, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <a href={addressOf('tablet', id)}>{id}</a>
            </span>
          ))}
        </div>
      )}
    </li>
  )
}
