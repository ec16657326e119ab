import type { Deployer, StepOrder } from '../fleet/deployments/ports.ts'

/** Waits for what tablets of an environment need of a release before it is made current there. */
export type MakeReady = (order: StepOrder, say: (text: string) => void, signal: AbortSignal) => Promise<void>

/**
 * The deployer of an environment whose releases this server hosts itself: making one current is all there is to do, after its patches are
 * there. On the way back nobody waits for anything.
 *
 * @param now milliseconds since the epoch
 */
export function createHostedDeployer(makeReady: MakeReady, now: () => number = Date.now): Deployer {
  return {
    prepare: (order, onOutput, signal) =>
      makeReady(order, (text) => onOutput({ step: 'prepare', stream: 'stdout', text, at: now() }), signal),
    deploy: async () => undefined,
    rollBack: async () => undefined,
  }
}
