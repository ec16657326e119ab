import type { AccessStore } from '../access/ports.ts'
import type { AlertStore } from '../alerts/ports.ts'
import type { DeploymentStore } from '../deployments/deployment-store.ts'
import type { EnrolmentStore } from '../enrolment/ports.ts'
import type { GroupStore } from '../groups/ports.ts'
import type { KioskStore } from '../kiosks/ports.ts'
import type { LadderStore } from '../ladder/ports.ts'
import type { PatchStore } from '../packing/ports.ts'
import type { Store } from '../ports.ts'
import type { WebhookStore } from '../webhooks/ports.ts'
import type { Changes } from './ringing.ts'

/** What the fleet's own store changes. */
export const STORE_CHANGES: Changes<Store> = {
  environments: 'nothing',
  tablets: 'nothing',
  cards: 'nothing',
  aliases: 'nothing',
  releases: 'nothing',
  release: 'nothing',
  formerReleases: 'nothing',
  standings: 'nothing',
  events: 'nothing',
  turnToSave: 'nothing',
  addRelease: ['releases'],
  addEnvironments: ['environments'],
  setEnvironment: ['environments'],
  // What tablets should run changes with it.
  setStanding: ['releases', 'environments', 'tablets'],
  saveTablets: (tablets, _, beside) => {
    const isChanged =
      beside !== undefined && (beside.gone.length > 0 || hasChanges(beside.cards) || hasChanges(beside.aliases))
    return [
      ...(tablets.length > 0 || isChanged ? (['tablets'] as const) : []),
      // Groups are told by the cards of their tablets.
      ...(beside && hasChanges(beside.cards) ? (['groups'] as const) : []),
      ...(beside && beside.placed.length > 0 ? (['deployments'] as const) : []),
    ]
  },
}

function hasChanges({ put, gone }: { put: readonly unknown[]; gone: readonly unknown[] }): boolean {
  return put.length + gone.length > 0
}

/** What deployments change. */
export const DEPLOYMENT_CHANGES: Changes<DeploymentStore> = {
  list: 'nothing',
  get: 'nothing',
  byKey: 'nothing',
  unfinished: 'nothing',
  confirmed: 'nothing',
  checks: 'nothing',
  output: 'nothing',
  add: ['deployments'],
  save: (_, { environment }) =>
    environment ? ['deployments', 'environments', 'releases', 'tablets'] : ['deployments'],
  addLines: ['deployments'],
  addChecks: ['deployments'],
  addOutput: ['deployments'],
}

/** What the watch over the fleet changes. */
export const ALERT_CHANGES: Changes<AlertStore> = {
  lanes: 'nothing',
  get: 'nothing',
  list: 'nothing',
  save: ['alerts'],
}

/** What comes of tokens and sessions is in no list but in the log. */
export const ACCESS_CHANGES: Changes<AccessStore> = {
  tokens: 'nothing',
  token: 'nothing',
  session: 'nothing',
  useToken: 'nothing',
  moveSession: 'nothing',
  endSession: 'nothing',
  addToken: [],
  revokeToken: [],
  addSession: [],
  note: [],
}

/** Credentials and codes are in the log, and in lists that whoever changes them asks for again. */
export const ENROLMENT_CHANGES: Changes<EnrolmentStore> = {
  credentials: 'nothing',
  codes: 'nothing',
  codeWithHash: 'nothing',
  use: 'nothing',
  issue: [],
  revoke: [],
  addCode: [],
  withdrawCode: [],
  note: [],
}

/** A delivery is a line of the log; the deployment it starts rings by itself. */
export const WEBHOOK_CHANGES: Changes<WebhookStore> = {
  answer: 'nothing',
  line: 'nothing',
  putLine: 'nothing',
  record: [],
}

/** What groups keep to is kept apart from their tablets. */
export const GROUP_CHANGES: Changes<GroupStore> = {
  all: 'nothing',
  put: ['groups', 'tablets'],
  remove: ['groups', 'tablets'],
}

/** What becomes of kiosks; a command to one is a line of the log. */
export const KIOSK_CHANGES: Changes<KioskStore> = {
  all: 'nothing',
  save: ({ put, gone }) => (put.length + gone.length > 0 ? ['kiosks'] : []),
}

/** What is done for a tablet is shown with it. */
export const LADDER_CHANGES: Changes<LadderStore> = {
  all: 'nothing',
  save: ['ladders', 'tablets'],
}

/** How far the packing of releases has come is shown with them. */
export const PATCH_CHANGES: Changes<PatchStore> = {
  all: 'nothing',
  save: ['releases'],
}
