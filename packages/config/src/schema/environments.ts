import { z } from 'zod'
import { listOf, seconds, text, whole, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'
import { DEPLOYER } from './deployer.ts'
import { ROLLOUT } from './rollout.ts'
import { TARGETS } from './target.ts'

const HOST = text('a host name', /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i)

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
    { ...TARGETS, fromText: (url) => [{ http: url }] },
    {
      variable: 'RELEVO_HEALTH_URL',
      of: 'production',
      means: 'what is looked at; all with `must` have to be well. The variable names one address for `production`',
      usual: 'that this server has every file of the release; nothing where others serve the app',
      do: 'Give each entry exactly one of http, tcp and command.',
      hide: 'kind',
    },
  ).prefault([]),
})

/** Names of hosts, which are the same in upper case. */
function hostNames(words: { means: string; usual: string }) {
  return setting(listOf(HOST, 'a list of host names'), {
    ...words,
    do: 'Write names like panel.example, without https:// and port.',
  })
    .transform((hosts) => hosts.map((host) => host.toLowerCase()))
    .prefault([])
}

const ENVIRONMENT = z.strictObject({
  hosts: hostNames({
    means: 'hosts whose requests belong here; all others belong to `production`',
    usual: '`staging.localhost` for `staging`, else none',
  }),
  branches: setting(listOf(text('the name of a branch', /^\S+$/), 'a list of branch names'), {
    means: 'branches whose webhooks deploy here',
    usual: '`develop`, `staging` for `staging`; `main`, `master` for `production`; else none',
    do: 'Write names like main, without refs/heads/.',
  }).prefault([]),
  approval: setting(YES_OR_NO, {
    means: 'must a person approve a deployment first?',
    do: 'Write true or false without quotes.',
  }).prefault(false),
  rollout: ROLLOUT.prefault({ strategy: 'all' }),
  previewHosts: hostNames({
    means: 'hosts of the preview: what a `blue-green` deployment has not switched to yet',
    usual: '`preview.localhost` for `production`, else `preview.<name>.localhost`',
  }),
  previewTargets: setting(TARGETS, {
    means: 'what is looked at on the preview before the switch; all with `must` have to be well',
    usual: 'nothing',
    do: 'Give each entry exactly one of http, tcp and command.',
    hide: 'kind',
  }).prefault([]),
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
