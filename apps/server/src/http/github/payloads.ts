import { z } from 'zod'

// The few fields of GitHub's payloads that are used; whatever else they hold is passed over.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads

/** Longest name that is taken over, characters. */
const NAME = 256

const COMMIT = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'is no full commit')
const TIME = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))
/** `pushed_at` is seconds in a push, a text elsewhere. */
const PUSHED_AT = z.union([z.int().transform((seconds) => seconds * 1000), TIME])
const WHO = z.object({ login: z.string().max(NAME) })
const REPOSITORY = z.object({ full_name: z.string().max(NAME) })

/** A branch or tag was moved, made or deleted. */
export const PUSH = z.object({
  ref: z.string().max(NAME),
  after: COMMIT,
  deleted: z.boolean().default(false),
  head_commit: z.object({ id: COMMIT, timestamp: TIME, message: z.string() }).nullish(),
  pusher: z.object({ name: z.string().max(NAME).nullish() }).nullish(),
  repository: REPOSITORY.extend({ pushed_at: PUSHED_AT.nullish() }),
})

/** A run of a workflow was asked for, began or ended. */
export const WORKFLOW_RUN = z.object({
  action: z.string(),
  workflow_run: z.object({
    event: z.string(),
    conclusion: z.string().nullish(),
    head_branch: z.string().max(NAME).nullish(),
    head_sha: COMMIT,
    head_commit: z.object({ timestamp: TIME, message: z.string() }).nullish(),
    /** Null once the fork it came from is deleted. */
    head_repository: REPOSITORY.nullish(),
    created_at: TIME.nullish(),
    actor: WHO.nullish(),
  }),
  repository: REPOSITORY,
})

/** Something happened to a release of GitHub's kind. */
export const RELEASE = z.object({
  action: z.string(),
  release: z.object({
    tag_name: z.string().max(NAME),
    /** A branch or a commit. */
    target_commitish: z.string().max(NAME),
    name: z.string().nullish(),
    draft: z.boolean().default(false),
    prerelease: z.boolean().default(false),
    published_at: TIME.nullish(),
    author: WHO.nullish(),
  }),
  repository: REPOSITORY.extend({ default_branch: z.string().max(NAME) }),
})

/** Somebody made a deployment by GitHub's API, which asks others to carry it out. */
export const DEPLOYMENT = z.object({
  action: z.string(),
  deployment: z.object({
    id: z.int(),
    sha: COMMIT,
    ref: z.string().max(NAME),
    environment: z.string().max(NAME),
    description: z.string().nullish(),
    created_at: TIME.nullish(),
    creator: WHO.nullish(),
  }),
})

/** The webhook was set up. */
export const PING = z.object({ zen: z.string() })
