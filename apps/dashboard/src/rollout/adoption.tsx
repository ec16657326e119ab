import type { ComponentChildren } from 'preact'
import { getOne, ifThere } from '../api/api.ts'
import type { DeploymentRow } from '../deployments/deployment.ts'
import { useLook } from '../live/use-look.ts'
import { AdoptionChart } from './adoption-chart.tsx'
import type { Adoption as AdoptionRow } from './wave.ts'

/** How the release of a deployment came to its tablets; nothing where the server does not say. */
export function Adoption({ deployment, title }: { deployment: DeploymentRow; title: ComponentChildren }) {
  const { id, finishedAt } = deployment
  const { seen } = useLook(
    ['deployments', 'tablets'],
    (signal) => ifThere(getOne<AdoptionRow>(`deployments/${encodeURIComponent(id)}/adoption`, signal)),
    [id],
  )
  return seen.value ? <AdoptionChart title={title} adoption={seen.value} finishedAt={finishedAt} /> : null
}
