import type { Version } from '@relevo/core/release'

/** What a step of a deployment runs with. */
export interface StepOrder {
  deployment: string
  environment: string
  version: Version
  /** What was current before. */
  previous?: Version
  commit?: string
  ref?: string
}

export type StepName = 'prepare' | 'deploy' | 'roll-back'

/** A piece of what a step printed. */
export interface OutputLine {
  step: StepName
  stream: 'stdout' | 'stderr'
  text: string
  /** Milliseconds since the epoch. */
  at: number
}

/** Puts a release where its environment serves it from. Every step may run again after a crash. */
export interface Deployer {
  /** What has to happen before a deploy, such as a backup. @throws RelevoError `step-failed` */
  prepare(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
  /** @throws RelevoError `step-failed` */
  deploy(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
  /**
   * @param order `version` is the release to go back to, `previous` the one that is taken back
   * @throws RelevoError `step-failed`
   */
  rollBack(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
}

/** What is asked whether a release is well; `hosted`: this server itself, which has to have it whole. One that is not a `must` is looked at and kept, and decides nothing. */
export type HealthTarget = (
  | { http: string; status?: number }
  | { tcp: string }
  | { command: readonly string[] }
  | { hosted: true }
) & {
  must: boolean
}

/** One attempt at one target. */
export interface Probe {
  /** The target in words. */
  target: string
  must: boolean
  verdict: 'healthy' | 'unhealthy' | 'unmeasured'
  /** HTTP status, or exit code. */
  status?: number
  /** Milliseconds. */
  latency: number
  /** The address that was asked, as it was resolved. */
  address?: string
  /** The beginning of the answer. */
  excerpt?: string
  /** What went wrong, in words. */
  detail?: string
  /** Milliseconds since the epoch. */
  at: number
}

/** Looks once at one target. Never throws. */
export interface Prober {
  /** @param timeout milliseconds */
  probe(target: HealthTarget, order: StepOrder, timeout: number, signal: AbortSignal): Promise<Probe>
}
