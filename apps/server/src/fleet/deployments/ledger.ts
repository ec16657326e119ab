import { type DeploymentEvent, type DeploymentState, hasEnded, isCandidate, step } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import { currentAfter } from './current-after.ts'
import type { Deployment } from './deployment.ts'
import type { DeploymentParts } from './deployment-parts.ts'
import { linesOf } from './log-lines.ts'
import { baseOf } from './way-back.ts'

/** Where every change of a deployment is decided and kept. */
export interface Ledger {
  /** @throws RelevoError `deployment-unknown` */
  need(id: string): Promise<Deployment>
  /**
   * Let an event happen to a deployment: its new state, the environment it changes and the log are one transaction.
   *
   * @returns how it stands then; unchanged when the event means nothing to it
   */
  apply(id: string, event: DeploymentEvent, actor?: string): Promise<Deployment>
  /** The same for who judged by what it had read: what was changed since is left, and read anew. */
  applyTo(read: Deployment, event: DeploymentEvent): Promise<Deployment>
  /** The same for who is in turn already, and has just read `before`. @returns the very same when nothing changed */
  applyNow(before: Deployment, event: DeploymentEvent, actor?: string): Promise<Deployment>
  /** The deployment after an event, not kept yet. */
  after(before: Deployment, event: DeploymentEvent): Deployment
  /** Resolves once its release is current, or it has ended, or waits for a yes. */
  switched(id: string): Promise<Deployment>
  /** Let go whoever waits for one that was changed in another way. */
  letGo(id: string): void
  /** Let go whoever waits for any, now and later: nothing goes on any more. */
  letAllGo(): void
}

const ON_ITS_WAY = ['pending', 'preparing', 'deploying']

export function createLedger({
  store,
  environments,
  standings,
  tracks,
  registry,
  world,
  inTurn,
}: DeploymentParts): Ledger {
  const waiting = new Map<string, Set<() => void>>()
  let isOver = false

  const need = async (id: string) => {
    const deployment = await store.get(id)
    if (!deployment) throw new RelevoError('deployment-unknown', id)
    return deployment
  }

  const afterEvent = (before: Deployment, event: DeploymentEvent): Deployment => {
    const { health } = environments.rulesOf(before.environment)
    const state = step(before.state, event, { ...health, ...(before.plan && { plan: before.plan }) })
    if (state === before.state) return before
    const { finishedAt: _, ...kept } = before
    const isSameEnd = hasEnded(before.state) && before.state.phase === state.phase
    const hasStarted = before.startedAt !== undefined || state.phase === 'preparing'
    return {
      ...kept,
      ...(hasStarted && { startedAt: before.startedAt ?? world.now() }),
      ...(hasEnded(state) && { finishedAt: (isSameEnd ? before.finishedAt : undefined) ?? world.now() }),
      state,
      revision: before.revision + 1,
    }
  }

  const letGo = (id: string) => {
    for (const go of waiting.get(id) ?? []) go()
    waiting.delete(id)
  }

  /** What it goes back to is settled when it starts: while it waited for a yes, something else may have come and gone. */
  const withBase = async ({ previous: _, ...deployment }: Deployment): Promise<Deployment> => {
    const { deployment: live } = environments.get(deployment.environment)
    const previous = baseOf(live === undefined ? undefined : await store.get(live))
    return { ...deployment, ...(previous && { previous }) }
  }

  /** The deployment that was gone back to, as the look that ended the way back found it. */
  const baseAfter = async (state: DeploymentState, event: DeploymentEvent): Promise<Deployment | undefined> => {
    if (event.type !== 'checked' || state.phase !== 'checking-back') return undefined
    const base = await store.get(state.back.deployment)
    const after = base && afterEvent(base, { type: 'rechecked', verdict: event.verdict })
    return after === base ? undefined : after
  }

  const applyNow = async (before: Deployment, event: DeploymentEvent, actor?: string) => {
    const stepped = afterEvent(before, event)
    if (stepped === before) return before
    const after = event.type === 'started' ? await withBase(stepped) : stepped
    const was = environments.get(before.environment)
    const current = currentAfter(event, after, was, standings, world)
    const lines = linesOf(before.state, after, world.now(), actor)
    const events = current?.line ? [...lines, { ...current.line, ...(actor !== undefined && { actor }) }] : lines
    const base = hasEnded(after.state) ? await baseAfter(before.state, event) : undefined
    // What its tablets came to is kept with it: nobody follows them after its end.
    if (isCandidate(before.state) && !isCandidate(after.state)) await registry.flush()
    await store.save(after, { ...(current && { environment: current.environment }), ...(base && { base }), events })
    try {
      if (current) await environments.put(current.environment)
      const now = environments.get(before.environment)
      await tracks.follow(after, now.deployment)
      if (isCandidate(before.state) !== isCandidate(after.state)) await environments.put(now)
      const isGivenUp = isCandidate(before.state) && !isCandidate(after.state) && event.type !== 'promoted'
      if (current?.line || now.changedAt !== was.changedAt || isGivenUp) await environments.tell(now)
    } finally {
      // It is on disk: nobody waits on for a read that failed.
      if (!ON_ITS_WAY.includes(after.state.phase)) letGo(after.id)
    }
    return after
  }

  return {
    need,
    after: afterEvent,
    letGo,
    applyNow,
    applyTo: (read, event) =>
      inTurn(async () => {
        const now = await need(read.id)
        if (now.revision === read.revision) return applyNow(now, event)
        await tracks.follow(now, environments.get(now.environment).deployment)
        return now
      }),
    apply: (id, event, actor) => inTurn(async () => applyNow(await need(id), event, actor)),
    async switched(id) {
      // Before the look: what happens after it lets go.
      const { promise: gone, resolve } = Promise.withResolvers<void>()
      waiting.set(id, new Set([...(waiting.get(id) ?? []), resolve]))
      const deployment = await need(id)
      if (isOver || !ON_ITS_WAY.includes(deployment.state.phase)) {
        waiting.get(id)?.delete(resolve)
        if (waiting.get(id)?.size === 0) waiting.delete(id)
        return deployment
      }
      await gone
      return need(id)
    },
    letAllGo() {
      isOver = true
      for (const id of [...waiting.keys()]) letGo(id)
    },
  }
}
