import type { Version } from '@relevo/core/release'

/** What a step of a deployment runs with. */
export interface StepOrder {
  /** Id of the deployment. */
  deployment: string
  environment: string
  version: Version
  /** The release that was live before; absent when there was none. */
  previous?: Version
  /** The commit `version` was built from. */
  commit?: string
  /** The branch or tag `version` was built from. */
  ref?: string
}

export type StepName = 'prepare' | 'deploy' | 'roll-back'

/** A piece of what a step printed. */
export interface OutputLine {
  step: StepName
  stream: 'stdout' | 'stderr'
  /** One line without its end. */
  text: string
  /** Milliseconds since the epoch. */
  at: number
}

/** Puts a release where its environment serves it from. Each step may run again after a crash. */
export interface Deployer {
  /**
   * What runs before a deploy, such as a backup; nothing by default.
   *
   * @param signal stops the step
   * @throws RelevoError `step-failed`
   */
  prepare(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
  /** @throws RelevoError `step-failed` */
  deploy(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
  /**
   * @param order `version` is the release to go back to, `previous` the one that is taken back
   * @throws RelevoError `step-failed`
   */
  rollBack(order: StepOrder, onOutput: (line: OutputLine) => void, signal: AbortSignal): Promise<void>
}

/** What a health check looks at. One that `must` be healthy decides; any other is only shown. */
export type HealthTarget = (
  | {
      /** URL that is asked; `{version}` stands for the release. */
      http: string
      /** The status that is healthy; any 2xx without it. */
      status?: number
    }
  | {
      /** `host:port` that must take a connection. */
      tcp: string
    }
  | {
      /** Program and arguments; healthy when it ends with 0. */
      command: readonly string[]
    }
) & { must: boolean }

/** One attempt at one target. */
export interface Probe {
  /** The target in words, without secrets. */
  target: string
  must: boolean
  /** `unmeasured`: nothing is known about the target, because the trouble is on our side of the way to it. */
  verdict: 'healthy' | 'unhealthy' | 'unmeasured'
  /** HTTP status. */
  status?: number
  /** Milliseconds from the start of the attempt to its verdict. */
  latency: number
  /** The IP address that was asked, in the end. */
  address?: string
  /** The beginning of what was answered. */
  excerpt?: string
  /** Why it is not healthy. */
  detail?: string
  /** When it began, milliseconds since the epoch. */
  at: number
}

/** Looks once at one target. Never throws. */
export interface Prober {
  /** @param timeout milliseconds the attempt may take */
  probe(target: HealthTarget, order: StepOrder, timeout: number, signal: AbortSignal): Promise<Probe>
}
