import { z } from 'zod'
import type { EnvironmentRules } from '../fleet/environment.ts'
import { SHOWN_PLAN, shownPlan } from './plan-form.ts'

/** What an environment keeps to: configured, and told without anything that is secret. Times in seconds. */
export const RULES = z.object({
  hosts: z.array(z.string()).describe('Host names its tablets come by; all others belong to `production`'),
  previewHosts: z.array(z.string()),
  approval: z.boolean().describe('A person has to agree to each deployment'),
  deployer: z.enum(['hosted', 'command', 'notify']),
  health: z.object({ delay: z.number(), timeout: z.number(), attempts: z.number(), interval: z.number() }),
  plan: SHOWN_PLAN.describe('How a release spreads where its order says nothing'),
})

/** The rules of an environment on the wire. */
export function shownRules(rules: EnvironmentRules): z.output<typeof RULES> {
  const { hosts, previewHosts, approval, deployer, health, plan } = rules
  return {
    hosts: [...hosts],
    previewHosts: [...previewHosts],
    approval,
    deployer,
    health: {
      delay: health.delay / 1_000,
      timeout: health.timeout / 1_000,
      attempts: health.attempts,
      interval: health.interval / 1_000,
    },
    plan: shownPlan(plan),
  }
}
