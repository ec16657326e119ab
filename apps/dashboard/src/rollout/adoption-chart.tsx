import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { rolloutWords as words } from '../wording/rollout.ts'
import { moment } from '../wording/units.ts'
import { adoptionCurve, reachedAt } from './adoption-points.ts'
import { Curve } from './curve.tsx'
import type { Adoption } from './wave.ts'

interface AdoptionChartProps {
  title: ComponentChildren
  adoption: Adoption
  /** When its deployment ended; the curve goes on to now until then. */
  finishedAt?: string | undefined
}

/** How the release came to the tablets, as a curve and in words. */
export function AdoptionChart({ title, adoption, finishedAt }: AdoptionChartProps) {
  const { points } = adoption
  const data = useMemo(
    () => adoptionCurve(adoption, finishedAt === undefined ? Date.now() : Date.parse(finishedAt)),
    [adoption, finishedAt],
  )
  const last = points.at(-1)
  const members = adoption.members ?? Math.max(1, ...points.map(({ succeeded, failed }) => succeeded + failed))
  const half = reachedAt(adoption, 0.5)
  const ninety = reachedAt(adoption, 0.9)
  return (
    <section class="panel">
      <h2>{title}</h2>
      <figure class="adoption">
        <figcaption>
          {last
            ? [
                words.adoptionIs(last.succeeded, adoption.members, last.failed),
                half && words.halfAt(moment(half)),
                ninety && words.ninetyAt(moment(ninety)),
              ]
                .filter(Boolean)
                .join(' ')
            : words.noAdoption}
        </figcaption>
        {last && <Curve data={data} most={members} />}
        {last && (
          <p class="curve-legend quiet" aria-hidden="true">
            <span class="succeeded">{words.succeeded}</span> <span class="failed">{words.failed}</span>
          </p>
        )}
      </figure>
    </section>
  )
}
