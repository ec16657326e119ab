import type { Plan } from '../deploying/plan.ts'
import { selectorWords } from '../deploying/selector-words.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { amount, moment } from '../wording/units.ts'
import { planWords, rulesOf } from './rule-words.ts'
import { verdictWords } from './verdict-words.ts'
import type { WaveRow } from './wave.ts'

/** Every wave of a deployment: whom it takes in, how it goes, and what is made of that. */
export function WaveCards({ waves, plan }: { waves: readonly WaveRow[]; plan?: Plan | undefined }) {
  if (waves.length === 0) return null
  return (
    <section class="panel">
      <h2>{words.waves}</h2>
      {plan && <p class="quiet">{planWords(plan).join(' · ')}</p>}
      <ol class="waves">
        {waves.map((wave, i) => (
          <WaveCard key={wave.wave} wave={wave} isLast={waves.length > 1 && i === waves.length - 1} />
        ))}
      </ol>
    </section>
  )
}

function WaveCard({ wave, isLast }: { wave: WaveRow; isLast: boolean }) {
  const { status, openedAt, passedAt, members, online, verdict } = wave
  const isNow = status === 'open' || status === 'baking'
  return (
    <li class={`wave ${status} ${verdict?.kind ?? ''}`} aria-current={isNow ? 'step' : undefined}>
      <h3>
        {words.wave(wave.wave)} <span class={`badge ${status}`}>{words.waveStatuses[status]}</span>
      </h3>
      <p class="quiet">{[isLast ? words.everybody : selectorWords(wave), ...rulesOf(wave)].join(' · ')}</p>
      <WaveBar wave={wave} />
      <dl class="counts-of-wave">
        <Count
          name={words.members}
          count={members}
          isAbout={status === 'pending'}
          says={status === 'passed' ? '' : words.onlineNow(online)}
        />
        <Count name={words.succeeded} count={wave.succeeded} kind="is-good" />
        <Count name={words.underWay} count={wave.underWay} />
        <Count name={words.failed} count={wave.failed} kind="is-bad" />
        <Count name={words.waiting} count={wave.waiting} says={wave.forWindow ? words.forWindow(wave.forWindow) : ''} />
        {wave.held !== undefined && wave.held > 0 && <Count name={words.held} count={wave.held} />}
        {wave.incompatible > 0 && <Count name={words.incompatible} count={wave.incompatible} />}
      </dl>
      {verdict && status !== 'pending' && (
        <p class={verdict.kind === 'errors' || verdict.kind === 'inconclusive' ? 'verdict bad' : 'verdict'}>
          {verdictWords(wave, verdict).join(' ')}
        </p>
      )}
      <p class="quiet">
        {[openedAt && `${words.opened} ${moment(openedAt)}`, passedAt && `${words.passedAt} ${moment(passedAt)}`]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}

/** The tablets of a wave as parts of one bar; the numbers are said beside it. */
function WaveBar({ wave: { members, succeeded, underWay, held = 0, failed } }: { wave: WaveRow }) {
  if (members === 0) return null
  const parts = [
    ['succeeded', succeeded],
    ['under-way', underWay + held],
    ['failed', failed],
  ] as const
  let from = 0
  return (
    <svg class="wave-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(([kind, count]) => {
        const width = (100 * count) / members
        const x = from
        from += width
        return count > 0 && <rect key={kind} class={kind} x={x} y="0" width={width} height="1" />
      })}
    </svg>
  )
}

interface CountProps {
  name: string
  count: number
  /** It is as many as would be now. */
  isAbout?: boolean
  kind?: string
  says?: string
}

function Count({ name, count, isAbout = false, kind = '', says = '' }: CountProps) {
  return (
    <div class={`${kind} ${count === 0 ? 'none' : ''}`}>
      <dt>{name}</dt>
      <dd>
        {isAbout ? words.about(count) : amount(count)} {says && <span class="quiet">{says}</span>}
      </dd>
    </div>
  )
}
