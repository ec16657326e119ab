import type { Deployer } from '../fleet/deployments/ports.ts'

/** The deployer of an environment where somebody else has already deployed and only tells us. */
export const NOTHING_TO_RUN: Deployer = {
  prepare: async () => undefined,
  deploy: async () => undefined,
  rollBack: async () => undefined,
}
