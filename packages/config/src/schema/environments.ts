import { z } from 'zod'
import type { HealthTargetConfig } from '../config.ts'
import { COMMAND, HTTP_ADDRESS, listOf, seconds, text, whole, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'
import { DEPLOYER } from './deployer.ts'

const HOST = text('a host name', /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i)

const TARGET = z
  .strictObject({
    http: setting(HTTP_ADDRESS, {
      means: 'address that is asked with GET; `{version}` in it stands for the release',
      do: 'Write the whole address, such as https://panel.example/health.',
    }).exactOptional(),
    status: setting(whole(100, 599), {
      means: 'status that the address must answer with',
      usual: 'any of 200 to 299',
      do: 'Write the status, such as 200, or leave it out.',
    }).exactOptional(),
    tcp: setting(text('a host and a port', /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[1-9]\d{0,4}$/), {
      means: 'host and port that must take a connection, such as `db:5432`',
      do: 'Write it like db:5432.',
    }).exactOptional(),
    command: setting(COMMAND, {
      means: 'program that must exit with 0',
      do: 'Write each argument as a text of its own.',
      hide: 'kind',
    }).exactOptional(),
    must: setting(YES_OR_NO, {
      means: '`false`: its failure is told, and decides nothing',
      do: 'Leave it out when a failure must take the release back.',
    }).prefault(true),
  })
  .refine(({ http, tcp, command }) => [http, tcp, command].filter((way) => way !== undefined).length === 1, {
    params: { must: 'one that has exactly one of http, tcp and command' },
  })
  .refine(({ http, status }) => status === undefined || http !== undefined, {
    params: { must: 'one that has status only beside http' },
  })
  .transform(({ http, status, tcp, command, must }): HealthTargetConfig => {
    if (http !== undefined) return { http, ...(status !== undefined && { status }), must }
    return tcp !== undefined ? { tcp, must } : { command: command ?? [], must }
  })

const HEALTH = z.strictObject({
  delay: setting(seconds(0, 3_600), {
    variable: 'RELEVO_HEALTH_DELAY',
    means: 'seconds between the deploy step and the first look',
    do: 'Write seconds without a unit.',
  }).prefault(10),
  timeout: setting(seconds(0.1, 300), {
    variable: 'RELEVO_HEALTH_TIMEOUT',
    means: 'seconds one look may take',
    do: 'Write seconds without a unit.',
  }).prefault(5),
  attempts: setting(whole(1, 100), {
    variable: 'RELEVO_HEALTH_ATTEMPTS',
    means: 'looks before the verdict is “unhealthy”; the first good one ends them',
    do: 'Say how often to look.',
  }).prefault(3),
  interval: setting(seconds(0, 3_600), {
    variable: 'RELEVO_HEALTH_INTERVAL',
    means: 'seconds between two looks',
    do: 'Write seconds without a unit.',
  }).prefault(5),
  targets: setting(
    {
      schema: z.array(TARGET),
      must: "a list such as [{ http: 'https://panel.example/health' }]",
      fromText: (url) => [{ http: url }],
    },
    {
      variable: 'RELEVO_HEALTH_URL',
      of: 'production',
      means: 'what is looked at; all with `must` have to be well. The variable names one address for `production`',
      usual: 'the server’s own `/health`',
      do: 'Give each entry exactly one of http, tcp and command.',
      hide: 'kind',
    },
  ).prefault([]),
})

const ENVIRONMENT = z.strictObject({
  hosts: setting(listOf(HOST, 'a list of host names'), {
    means: 'hosts whose requests belong here; all others belong to `production`',
    usual: '`staging.localhost` for `staging`, else none',
    do: 'Write names like panel.example, without https:// and port.',
  })
    .transform((hosts) => hosts.map((host) => host.toLowerCase()))
    .prefault([]),
  branches: setting(listOf(text('the name of a branch', /^\S+$/), 'a list of branch names'), {
    means: 'branches whose webhooks deploy here',
    usual: '`develop`, `staging` for `staging`; `main`, `master` for `production`; else none',
    do: 'Write names like main, without refs/heads/.',
  }).prefault([]),
  approval: setting(YES_OR_NO, {
    means: 'must a person approve a deployment first?',
    do: 'Write true or false without quotes.',
  }).prefault(false),
  deployer: DEPLOYER.prefault({ kind: 'hosted' }),
  health: HEALTH.prefault({}),
})

/** Every environment by its name. What names may be, and who may claim what, is checked in `claims.ts`. */
export const ENVIRONMENTS = setting(
  { schema: z.record(z.string(), ENVIRONMENT), must: 'environments by name' },
  {
    means: 'all environments, by name; `production` must be one',
    usual: '`staging` and `production`',
    do: 'Write { production: {}, staging: {} }.',
    hide: 'kind',
  },
)
