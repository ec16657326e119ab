import type { Environments } from '../environments.ts'
import type { Deployment } from './deployment.ts'

/** Is it the deployment whose release is current in its environment? */
export function isCurrent({ id, environment }: Deployment, environments: Pick<Environments, 'get'>): boolean {
  return environments.get(environment).deployment === id
}
