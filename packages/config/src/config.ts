import type { AccessMode, DeployEvent, LogLevel, NoticeEvent } from './choices.ts'
import type { RolloutConfig } from './rollout-config.ts'

/** How a server is set up: every setting with its value, read and checked. */
export interface Config {
  /** 0 = any free one. */
  port: number
  host: string
  /** TCP port of MQTT; 0 = none, `auto` = any free one. MQTT over WebSocket is at `/mqtt` in any case. */
  mqttPort: number | 'auto'
  /** Folder with everything the server keeps. */
  data: string
  /** Bearer token of `/api` and password of MQTT; absent = the one kept in `data`, made when there is none. */
  token?: string
  /** Who may report as a tablet: those with a credential, or anybody who has none. */
  access: AccessMode
  /** With it, a new tablet enrols by itself; absent = it needs a code. */
  siteKey?: string
  /** Proxies whose `X-Forwarded-For` is believed: addresses, and networks such as `10.0.3.0/28`. */
  trustProxy: string[]
  /** Path the app is hosted under; starts and ends with a slash. */
  base: string
  /** First levels of every MQTT topic. */
  prefix: string
  /** Releases behind the current one that hosting still serves. */
  keep: number
  /** Largest file of a release, bytes. */
  maxFile: number
  /** Milliseconds after which an HTTP connection on which nothing moves is cut; the file and `RELEVO_IDLE` say seconds. */
  idle: number
  /** Seconds between two polls, told to the tablets; absent = they decide, which is 300. */
  checkEvery?: number
  /** Folder of the built dashboard; absent = the one that was built beside the server. */
  dashboard?: string
  /** Least weight of a log line that is written. */
  log: LogLevel
  /** Address that links in notices begin with, without a slash at its end; absent = `http://localhost:<port>`. */
  publicUrl?: string
  /** The broker the house already has; absent = only this server's own. */
  siteBroker?: SiteBrokerConfig
  /** By name; `production` is always there. */
  environments: Record<string, EnvironmentConfig>
  /** What `/health/ready` asks beside the server's own parts. */
  services: ServiceConfig[]
  webhook: {
    /** Secrets of which one must have signed a delivery; none = no webhook is accepted. */
    secrets: string[]
    /** The only events that start something; absent = each where it fits. */
    events?: DeployEvent[]
  }
  /** Where people are told; an absent sink is off. */
  notices: NoticesConfig
  /** What the fleet is looked at for. */
  alerts: AlertsConfig
  homeAssistant: {
    /** Is every tablet shown as a device in Home Assistant? */
    enabled: boolean
    /** Home Assistant's discovery prefix. */
    prefix: string
  }
  ladder: LadderConfig
  patches: {
    /** Latest former releases that patches to a new one are made from; 0 = none are made. */
    from: number
  }
  limits: LimitsConfig
  events: {
    /** Days that lines of the log are kept. */
    keep: number
  }
}

/** The site's broker, and what this server is to it. */
export interface SiteBrokerConfig {
  /** `mqtt:`, `mqtts:`, `ws:` or `wss:`, without user and password. */
  url: string
  /** `bridge`: beside this server's own broker, and joined to it; `instead`: this server has none. */
  mode: 'bridge' | 'instead'
  user?: string
  password?: string
  /** Paths of PEM files: whom it trusts, the certificate it shows, the key of that. */
  ca?: string
  cert?: string
  key?: string
  /** `auto`: 5, and 3.1.1 where that is refused. */
  protocol: 'auto' | '5' | '3.1.1'
}

/** A fleet of its own: what it is reached by, and how a release gets there. */
export interface EnvironmentConfig {
  /** Host names, in lower case, whose requests belong here. */
  hosts: string[]
  /** Branches whose webhooks deploy here. */
  branches: string[]
  /** Must a person approve a deployment first? */
  approval: boolean
  /** How a release spreads where the order for it does not say. */
  rollout: RolloutConfig
  /** Host names, in lower case, of the release that a blue-green deployment has not switched to yet. */
  previewHosts: string[]
  /** What is looked at on that preview; none = nothing. */
  previewTargets: HealthTargetConfig[]
  deployer: DeployerConfig
  health: HealthConfig
}

/** What makes a release live. */
export type DeployerConfig = { kind: 'hosted' } | CommandDeployerConfig | { kind: 'notify' }

/** Programs that make a release live and take it back; each is a program with its arguments, no shell reads them. */
export interface CommandDeployerConfig {
  kind: 'command'
  deploy: string[]
  /** Absent = `deploy` again, with the release before. */
  rollBack?: string[]
  /** Runs before `deploy`, such as a backup; when it fails, nothing is deployed. */
  before?: string[]
  /** Seconds each of them may take, not milliseconds. */
  timeout: number
  /** Folder they run in; absent = the server's own. */
  cwd?: string
  /** Further environment variables of theirs. */
  env: Record<string, string>
}

/** When and how often a deployment is measured. */
export interface HealthConfig {
  /** Seconds between the deploy step and the first look. */
  delay: number
  /** Seconds one look may take. */
  timeout: number
  /** Looks before the verdict is "unhealthy"; the first good one ends them. */
  attempts: number
  /** Seconds between two looks. */
  interval: number
  /** None = that this server has every file of the release. */
  targets: HealthTargetConfig[]
}

/** One thing that is looked at; with `must: false` its failure is told, and decides nothing. */
export type HealthTargetConfig =
  /** `{version}` in the address stands for the release. `status` is what it must answer; absent = any of 200 to 299. */
  | { http: string; status?: number; must: boolean }
  /** Host and port that must take a connection, such as `db:5432`. */
  | { tcp: string; must: boolean }
  /** A program that must exit with 0. */
  | { command: string[]; must: boolean }

/** What is done for a tablet that does not come to its release. */
interface LadderConfig {
  enabled: boolean
  /** Seconds that a tablet must be wrong before the first rung. */
  after: number
  /** Rungs for one tablet within any 24 hours. */
  perDay: number
  /** `HH:MM-HH:MM` by the server's clock; absent = no quiet hours. */
  quiet?: string
}

/** An external service that `/health/ready` asks. */
export interface ServiceConfig {
  name: string
  http: string
}

/** Where people are told, by kind. `events` absent = of all but `started`. */
export interface NoticesConfig {
  slack?: { url: string; events?: NoticeEvent[] }
  discord?: { url: string; events?: NoticeEvent[] }
  telegram?: { token: string; chat: string; events?: NoticeEvent[] }
  email?: EmailConfig
  webhook?: { url: string; secret?: string; events?: NoticeEvent[] }
}

/** What the fleet is looked at for; `false` = not for that. Times are seconds, shares from 0 to 1. */
export interface AlertsConfig {
  adoptionStalled: { share: number; for: number } | false
  errorRate: { share: number; window: number } | false
  offline: { share: number; for: number } | false
  skew: { releases: number; for: number } | false
  noCheckIns: { for: number } | false
  /** Absent = nobody is reminded. */
  remind?: number
}

/** A mail server, and who gets the mails. */
export interface EmailConfig {
  host: string
  port: number
  user?: string
  password?: string
  from: string
  /** One address, or several with commas between them. */
  to: string
  events?: NoticeEvent[]
}

/** What is answered, per minute where nothing else is said. */
export interface LimitsConfig {
  perToken: number
  /** Attempts to sign in from one address. */
  signIns: number
  /** Milliseconds by which the server may be late before a crowd of tablets is told to come later; 0 = never. */
  late: number
}
