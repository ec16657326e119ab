import type { LadderState } from '@relevo/core/ladder'
import { PATCH_OUTCOMES } from '@relevo/core/protocol'
import { z } from 'zod'
import { REASONS } from '../fleet/assignments/choice.ts'
import type { AssignedTo } from '../fleet/assignments/ways.ts'
import { isLabel, isTag, MOST_NOTES, MOST_TAGS } from '../fleet/tablets/card.ts'
import { PRESENCES } from '../fleet/tablets/presence.ts'
import type { ListedTablet } from '../fleet/tablets/tablets.ts'
import { ASSIGNMENT, shownAssignment } from './assignment-form.ts'
import { iso, TIME, VERSION } from './forms.ts'
import { SHORT_LADDER, shortLadder } from './ladder-form.ts'

/** A name of a tablet or a group. */
export const LABEL = z.string().refine(isLabel, 'is not 1 to 64 printable characters, with no space at either end')

/** A tag of a tablet. */
export const TAG = z.string().refine(isTag, 'is not 1 to 64 printable characters without spaces, commas, semicolons')

/** What people say of a tablet. `null` takes it back; what is absent stays. */
export const CARD_CHANGE = z.strictObject({
  name: LABEL.nullish().describe('For people'),
  group: LABEL.nullish(),
  tags: z.array(TAG).max(MOST_TAGS).nullish().describe('All of them: those that are not named are taken off'),
  notes: z.string().max(MOST_NOTES).nullish(),
  pin: VERSION.nullish().describe('The release it gets, whatever is current'),
})

const WHY = z.object({
  because: z.enum(REASONS),
  deployment: z.string().optional(),
  wave: z.number().optional(),
  until: TIME.optional().describe('When that may change'),
})

/** A tablet as it is shown. What it reports is absent while it was never heard of. */
export const TABLET = z.object({
  id: z.string(),
  environment: z.string().describe('That of the address it comes by; where it is expected while it was never heard of'),
  name: z.string().optional().describe('For people'),
  group: z.string().optional(),
  tags: z.array(z.string()),
  notes: z.string().optional(),
  pin: z.string().optional().describe('The release it gets, whatever is current'),
  presence: z
    .enum(PRESENCES)
    .describe(
      '`online`: heard within two polls; `stale`: offline and not heard for a week; `never-seen`: only imported',
    ),
  aliases: z.array(z.string()).optional().describe('Other names it went by; only of one tablet, not in lists'),
  release: z.string().optional().describe('The release it reports'),
  releaseSince: TIME.optional(),
  desired: z.string().optional().describe('The release it should run'),
  assignment: ASSIGNMENT.omit({ offers: true })
    .extend({ deployment: z.string() })
    .optional()
    .describe('To the deployment that decides what it should run'),
  why: WHY.optional().describe('Why it should run `desired`'),
  phase: z.string().optional().describe('What it is doing'),
  target: z.string().optional().describe('The release it is on its way to, or went back from'),
  progress: z.number().optional().describe('Share of the download, 0 to 100'),
  error: z
    .object({ code: z.string(), detail: z.string().optional(), target: z.string().optional(), at: TIME })
    .optional()
    .describe('Its last error; it stays after the tablet got over it'),
  stuck: z
    .object({ code: z.string().optional(), detail: z.string().optional(), target: z.string().optional(), since: TIME })
    .optional()
    .describe('Why `target` cannot come to it, or why its own release does not start, when there is no `target`'),
  withoutWorker: z.string().optional().describe('Why it has no worker that stores releases: its updates are reloads'),
  patch: z
    .object({
      version: z.string().describe('The release it was to make'),
      from: z.string().optional().describe('The one it was made from'),
      outcome: z.enum(PATCH_OUTCOMES).describe('`applied`, or why it had to download whole files'),
    })
    .optional()
    .describe('How the last release patch did on it'),
  engine: z
    .object({ name: z.string(), version: z.number() })
    .optional()
    .describe('Its browser engine, from the User-Agent of its check-ins'),
  firstSeen: TIME.optional(),
  lastSeen: TIME.optional(),
  ladder: SHORT_LADDER.optional().describe('What is done because it does not come to its release, or was within a day'),
  online: z.boolean().describe('Its presence is `online`'),
})

/**
 * A tablet, as `TABLET` has it.
 *
 * @param ladder where its ladder stands; `undefined` while there is nothing to say of it
 */
export function shown(tablet: ListedTablet, ladder: LadderState | undefined): z.output<typeof TABLET> {
  const { rollback: _, reloads: __, error, stuck, releaseSince, firstSeen, lastSeen, tags, ...rest } = tablet
  const { assignment, why, ...same } = rest
  return {
    ...same,
    tags: [...tags],
    ...(assignment && { assignment: withDeployment(assignment) }),
    ...(why && { why: { ...why, until: why.until === undefined ? undefined : iso(why.until) } }),
    ...(releaseSince !== undefined && { releaseSince: iso(releaseSince) }),
    ...(error && { error: { ...error, at: iso(error.at) } }),
    ...(stuck && { stuck: { ...stuck, since: iso(stuck.since) } }),
    ...(firstSeen !== undefined && { firstSeen: iso(firstSeen) }),
    ...(lastSeen !== undefined && { lastSeen: iso(lastSeen) }),
    ...(ladder && { ladder: shortLadder(ladder) }),
    online: tablet.presence === 'online',
  }
}

function withDeployment(assignment: AssignedTo) {
  const { offers: _, ...shownAs } = shownAssignment(assignment)
  return { deployment: assignment.deployment, ...shownAs }
}
