import { RelevoError } from '@relevo/core/errors'
import type { Deployer } from '../fleet/deployments/ports.ts'

async function refuse(): Promise<never> {
  throw new RelevoError('step-failed', 'its environment is in the configuration no more')
}

/** The deployer of an environment that was taken out of the configuration: nothing runs, and nobody is told that it did. */
export const NOT_CONFIGURED: Deployer = { prepare: refuse, deploy: refuse, rollBack: refuse }
