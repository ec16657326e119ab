/** Weights of a log line, least first; `silent` writes none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Who may report as a tablet: those with a credential, or anybody. */
export const ACCESS = ['enrolled', 'open'] as const

export type AccessMode = (typeof ACCESS)[number]

/** Events of GitHub that can start a deployment. */
export const DEPLOY_EVENTS = ['push', 'workflow_run', 'release', 'deployment'] as const

export type DeployEvent = (typeof DEPLOY_EVENTS)[number]

/** What people can be told of. */
export const NOTICE_EVENTS = [
  'started',
  'succeeded',
  'failed',
  'rolled-back',
  'paused',
  'approval',
  'alert',
  'needs-hands',
] as const

export type NoticeEvent = (typeof NOTICE_EVENTS)[number]
