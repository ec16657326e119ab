import type { Config } from '@relevo/config'
import type { Fleet } from '../fleet/fleet.ts'
import { WEBHOOK_CHANGES } from '../fleet/live/changes.ts'
import { ringing } from '../fleet/live/ringing.ts'
import type { DeployDesk, WebhookStore } from '../fleet/webhooks/ports.ts'
import { createReceiver } from '../fleet/webhooks/receive.ts'
import type { Surroundings } from './open-surroundings.ts'

/** Who reads webhooks, and places their orders with the fleet. */
export function openReceiver(
  { config, store, bell, world }: Pick<Surroundings, 'config' | 'store' | 'bell' | 'world'>,
  fleet: Fleet,
) {
  return createReceiver(
    {
      store: ringing<WebhookStore>(store.webhooks, WEBHOOK_CHANGES, bell),
      desk: deskOf(fleet),
      releases: store.webhooks,
      world,
    },
    {
      environments: Object.fromEntries(
        Object.entries(config.environments).map(([name, one]) => [name, branchesOf(one)]),
      ),
      ...(config.webhook.events && { events: config.webhook.events }),
    },
  )
}

/** Where webhooks place their orders. */
function deskOf({ deployments }: Fleet): DeployDesk {
  return {
    async request({ actor, ...order }) {
      const { deployment, duplicate } = await deployments.request({ ...order, force: false, retry: false }, actor)
      return { deployment: deployment.id, duplicate }
    },
  }
}

function branchesOf({ branches, deployer }: Config['environments'][string]) {
  return { branches, deployer: deployer.kind }
}
