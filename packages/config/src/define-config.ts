import type { AccessMode, DeployEvent, LogLevel, NoticeEvent } from './choices.ts'
import type { UserRollout } from './define-rollout.ts'

/**
 * What a configuration file says. Everything may be left out; an environment variable, where there is one, wins.
 * `docs/configuration.md` has the same as a table.
 */
export interface UserConfig {
  /** HTTP port, 0 to 65,535; 0 = any free one. `PORT`; 8604. */
  port?: number
  /** Address to listen on. `HOST`; `0.0.0.0`, which is every one. */
  host?: string
  /** MQTT over TCP: 0 = none, `auto` = any free port. `MQTT_PORT`; 1883. */
  mqttPort?: number | 'auto'
  /** Folder with everything the server keeps. `RELEVO_DATA`; `./data`. */
  data?: string
  /** Token of API, CLI and dashboard. `RELEVO_TOKEN`, which is the better place; generated into the data folder. */
  token?: string
  /** Who may report as a tablet. `RELEVO_ACCESS`; `enrolled`. */
  access?: AccessMode
  /** Lets any new tablet enrol by itself, 16 to 256 printable characters. `RELEVO_SITE_KEY`, which is the better place; none. */
  siteKey?: string
  /** Proxies whose `X-Forwarded-For` is believed: addresses, networks such as `10.0.3.0/28`. `RELEVO_TRUST_PROXY`, with commas; none. */
  trustProxy?: string[]
  /** Path the app is served under; starts and ends with a slash. `RELEVO_BASE`; `/`. */
  base?: string
  /** First levels of every MQTT topic. `RELEVO_PREFIX`; `intercom`. */
  prefix?: string
  /** Past releases whose files stay served, 0 to 1,000. `RELEVO_KEEP`; 10. */
  keep?: number
  /** Largest file of a release, bytes. `RELEVO_MAX_FILE`; 1 GiB. */
  maxFile?: number
  /** Seconds after which an HTTP connection on which nothing moves is cut, 1 to 86,400. `RELEVO_IDLE`; 120. */
  idle?: number
  /** Seconds between two polls, told to every tablet, 10 to 86,400. `RELEVO_CHECK_EVERY`; they decide: 300. */
  checkEvery?: number
  /** Folder of the built dashboard. `RELEVO_DASHBOARD`; the one built beside the server. */
  dashboard?: string
  /** Least weight of a log line. `RELEVO_LOG`; `info`. */
  log?: LogLevel
  /** Address that links in notices begin with. `RELEVO_PUBLIC_URL`; `http://localhost:<port>`. */
  publicUrl?: string
  /** The broker the house already has. */
  siteBroker?: {
    /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. `MQTT_URL`. */
    url: string
    /** Beside this server's own broker and joined to it, or instead of it. `MQTT_MODE`; `bridge`. */
    mode?: 'bridge' | 'instead'
    /** `MQTT_USER`. */
    user?: string
    /** `MQTT_PASSWORD`, which is the better place. */
    password?: string
    /** Path of a PEM file. `MQTT_CA`; the authorities that Node trusts. */
    ca?: string
    /** Path of a PEM file, together with `key`. `MQTT_CERT`. */
    cert?: string
    /** Path of a PEM file, together with `cert`. `MQTT_KEY`. */
    key?: string
    /** `MQTT_PROTOCOL`; `auto`, which is 5, and 3.1.1 where that is refused. */
    protocol?: 'auto' | '5' | '3.1.1'
  }
  /** All environments, by name; `production` must be one. `staging` and `production`, both hosted, by default. */
  environments?: Record<string, UserEnvironment>
  /** External services that `/health/ready` asks. */
  services?: { name: string; http: string }[]
  /** GitHub's webhook. */
  webhook?: {
    /** At least 16 characters each, several while one is replaced. `WEBHOOK_SECRET`. */
    secrets?: string[]
    /** The only events that start a deployment; by default each where it fits. */
    events?: DeployEvent[]
  }
  /** Where people are told. */
  notices?: UserNotices
  /** What the fleet is looked at for. */
  alerts?: UserAlerts
  /** Home Assistant, which shows every tablet as a device. */
  homeAssistant?: {
    /** `HOME_ASSISTANT`; `false`. */
    enabled?: boolean
    /** Its discovery prefix. `HOME_ASSISTANT_PREFIX`; `homeassistant`. */
    prefix?: string
  }
  /** What is done for a tablet that does not come to its release. */
  ladder?: {
    /** Is anything done? `RELEVO_LADDER`; `true`. */
    enabled?: boolean
    /** Seconds that a tablet must be wrong before the first rung, 10 to 86,400. `RELEVO_LADDER_AFTER`; 900. */
    after?: number
    /** Rungs for one tablet within any 24 hours, 1 to 100. `RELEVO_LADDER_PER_DAY`; 12. */
    perDay?: number
    /** Hours without a rung that people notice, `22:00-07:00`. `RELEVO_LADDER_QUIET`; none. */
    quiet?: string
  }
  /** Release patches, which bring a tablet only what changed. */
  patches?: {
    /** Latest former releases that they are made from, 0 to 20; 0 = none are made. `RELEVO_PATCHES`; 5. */
    from?: number
  }
  /** What is answered, per minute where nothing else is said. */
  limits?: {
    /** With one token; 600. */
    perToken?: number
    /** Attempts to sign in from one address; 10. */
    signIns?: number
    /**
     * Milliseconds that tablets of a crowd may wait for their turn before others are told to come later; 0 = never. `RELEVO_LATE`; 250.
     */
    late?: number
  }
  /** The log of what happened. */
  events?: {
    /** Days that its lines are kept, 1 to 36,500. `RELEVO_EVENTS_KEEP`; 400. */
    keep?: number
  }
}

/** One environment. */
export interface UserEnvironment {
  /** Host names whose requests belong here; `staging.localhost` for `staging`, else none. */
  hosts?: string[]
  /** Branches whose webhooks deploy here; `develop`, `staging` for `staging`, `main`, `master` for `production`. */
  branches?: string[]
  /** Must a person approve a deployment first? `false`. */
  approval?: boolean
  /** How a release spreads where the order for it does not say; `{ strategy: 'all' }`. */
  rollout?: UserRollout
  /** Host names of the preview of a blue-green deployment; `preview.localhost` for `production`, else `preview.<name>.localhost`. */
  previewHosts?: string[]
  /** What is looked at on the preview before the switch; nothing. */
  previewTargets?: UserHealthTarget[]
  /** What makes a release live; `hosted`, which is this server. */
  deployer?: UserDeployer
  /** How a deployment is measured. */
  health?: {
    /** Seconds before the first look, 0 to 3,600. `RELEVO_HEALTH_DELAY`; 10. */
    delay?: number
    /** Seconds one look may take, 0.1 to 300. `RELEVO_HEALTH_TIMEOUT`; 5. */
    timeout?: number
    /** Looks before the verdict is "unhealthy", 1 to 100. `RELEVO_HEALTH_ATTEMPTS`; 3. */
    attempts?: number
    /** Seconds between two looks, 0 to 3,600. `RELEVO_HEALTH_INTERVAL`; 5. */
    interval?: number
    /** What is looked at; none = that this server has every file of the release. `RELEVO_HEALTH_URL` names one for `production`. */
    targets?: UserHealthTarget[]
  }
}

/** What makes a release live: this server, programs of yours, or somebody who tells us when it is done. */
export type UserDeployer =
  | { kind: 'hosted' }
  | { kind: 'notify' }
  | {
      kind: 'command'
      /** A program and its arguments, such as `['docker', 'compose', 'up', '-d']`. No shell reads it. */
      deploy: string[]
      /** Takes a release back; `deploy` again, with the release before. */
      rollBack?: string[]
      /** Runs before `deploy`, such as a backup; when it fails, nothing is deployed. */
      before?: string[]
      /** Seconds each may take, 1 to 86,400; 600. */
      timeout?: number
      /** Folder they run in; the server's own. */
      cwd?: string
      /** Further environment variables of theirs. */
      env?: Record<string, string>
    }

/** One thing that is looked at; with `must: false` its failure is told, and decides nothing. */
export type UserHealthTarget =
  | { http: string; status?: number; must?: boolean }
  | { tcp: string; must?: boolean }
  | { command: string[]; must?: boolean }

/** What every sink of notices has. */
interface UserSink {
  /** `false` turns it off without losing its settings. `<SINK>_ENABLED`; `true`. */
  enabled?: boolean
  /** What it is told of. `<SINK>_EVENTS`; all but `started`. */
  events?: NoticeEvent[]
}

/** Where people are told. Secrets are better off in their variables. */
export interface UserNotices {
  /** `SLACK_WEBHOOK_URL`. */
  slack?: UserSink & { url?: string }
  /** `DISCORD_WEBHOOK_URL`. */
  discord?: UserSink & { url?: string }
  /** `TELEGRAM_BOT_TOKEN`, `TELEGRAM_CHAT_ID`. */
  telegram?: UserSink & { token?: string; chat?: string }
  /** `SMTP_HOST`, `SMTP_PORT` (587), `SMTP_USER`, `SMTP_PASSWORD`, `SMTP_FROM`, `SMTP_TO`. */
  email?: UserSink & { host?: string; port?: number; user?: string; password?: string; from?: string; to?: string }
  /** `NOTICE_WEBHOOK_URL`, `NOTICE_WEBHOOK_SECRET`. */
  webhook?: UserSink & { url?: string; secret?: string }
}

/** What the fleet is looked at for: each rule with its settings, or `false`. Times are seconds, shares from 0 to 1. */
export interface UserAlerts {
  /** Fewer than `share` (0.9) of the online tablets run what they should, `for` (3,600) seconds. */
  adoptionStalled?: { share?: number; for?: number } | false
  /** At least `share` (0.05) of the tablets met an error within `window` (3,600) seconds. */
  errorRate?: { share?: number; window?: number } | false
  /** At least `share` (0.2) of the tablets are offline, `for` (900) seconds. */
  offline?: { share?: number; for?: number } | false
  /** At least so many `releases` (3) are in use side by side, `for` (86,400) seconds. */
  skew?: { releases?: number; for?: number } | false
  /** No tablet is heard `for` (900) seconds. */
  noCheckIns?: { for?: number } | false
  /** Seconds after which one that nobody acknowledged is told again; each is told once by default. */
  remind?: number
}

/**
 * The configuration of a server, with completion and types in the editor. It returns what it is given: whether that can
 * be used is decided when it is read.
 *
 * @example
 * // relevo.config.ts
 * import { defineConfig } from '@relevo/config'
 * export default defineConfig({ publicUrl: 'https://relevo.example', keep: 20 })
 */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}
