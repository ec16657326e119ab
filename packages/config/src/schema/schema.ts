import { z } from 'zod'
import { DEPLOY_EVENTS } from '../choices.ts'
import { HTTP_ADDRESS, listOf, oneOf, text, whole } from '../forms.ts'
import { setting } from '../setting.ts'
import { ALERTS } from './alerts.ts'
import { ENVIRONMENTS } from './environments.ts'
import { HOME_ASSISTANT } from './home-assistant.ts'
import { LADDER } from './ladder.ts'
import { NOTICES } from './notices.ts'
import { PATCHES } from './patches.ts'
import { SERVER } from './server.ts'
import { SITE_BROKER } from './site-broker.ts'

const SECRET = text('a secret of at least 16 characters', /^[^\s,]{16,}$/)

const WEBHOOK = z.strictObject({
  secrets: setting(listOf(SECRET, 'secrets of at least 16 characters each, without spaces and commas'), {
    variable: 'WEBHOOK_SECRET',
    means: 'secrets of the deploy webhook, of which one must have signed a delivery; several while one is replaced',
    usual: 'none: no webhook is accepted',
    do: 'Make one with `openssl rand -hex 32`, and enter it in GitHub too.',
    hide: 'secret',
  }).prefault([]),
  events: setting(listOf(oneOf(DEPLOY_EVENTS), `some of ${DEPLOY_EVENTS.join(', ')}`), {
    means: 'the only events of GitHub that start a deployment',
    usual: 'all, but of `push` and `workflow_run` the one that fits the deployer',
    do: 'Leave it out, or name those that count.',
  }).exactOptional(),
})

const SERVICE = z.strictObject({
  name: setting(text('a name'), {
    means: 'what `/health/ready` calls it',
    do: 'Write a short name, such as intercom.',
  }),
  http: setting(HTTP_ADDRESS, {
    means: 'address that is asked with GET',
    do: 'Write the whole address, such as https://intercom.example/health.',
  }),
})

const LIMITS = z.strictObject({
  perToken: setting(whole(1, 1_000_000), {
    means: 'requests with one token that are answered, per minute',
    do: 'Write a number per minute.',
  }).prefault(600),
  signIns: setting(whole(1, 1_000_000), {
    means: 'attempts to sign in from one address that are answered, per minute',
    do: 'Write a number per minute.',
  }).prefault(10),
  late: setting(whole(0, 10_000), {
    variable: 'RELEVO_LATE',
    means:
      'milliseconds that tablets of a crowd may wait for their turn before others are told to come later; 0 = never',
    do: 'Write milliseconds without a unit.',
  }).prefault(250),
})

const EVENTS = z.strictObject({
  keep: setting(whole(1, 36_500), {
    variable: 'RELEVO_EVENTS_KEEP',
    means: 'days that lines of the event log are kept, with the notices of them',
    do: 'Write days without a unit: 400 is a year and a month.',
  }).prefault(400),
})

/** The whole configuration: every setting there is. The documents and `.env.example` are made from it. */
export const SCHEMA = z.strictObject({
  ...SERVER,
  siteBroker: SITE_BROKER.exactOptional(),
  environments: ENVIRONMENTS,
  services: setting(
    { schema: z.array(SERVICE), must: "a list such as [{ name: 'intercom', http: 'https://…/health' }]" },
    {
      means: 'external services that `/health/ready` asks',
      usual: 'none',
      do: 'Give each a name and an address.',
      hide: 'kind',
    },
  ).prefault([]),
  webhook: WEBHOOK.prefault({}),
  notices: NOTICES.prefault({}),
  alerts: ALERTS.prefault({}),
  homeAssistant: HOME_ASSISTANT.prefault({}),
  ladder: LADDER.prefault({}),
  patches: PATCHES.prefault({}),
  limits: LIMITS.prefault({}),
  events: EVENTS.prefault({}),
})
