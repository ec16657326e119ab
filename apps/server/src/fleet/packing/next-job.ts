import type { Content, ContentBook } from './content-book.ts'
import type { Form } from './forms.ts'
import { NOTHING } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import { nameOf, type Suspect } from './suspects.ts'
import type { Pair, Target } from './target.ts'

/** One thing for the packer to make. */
export type Job =
  | { do: 'compress'; content: Content; form: Form }
  /** `pair` is absent for the whole of the target. */
  | { do: 'patch'; target: Target; pair?: Pair }
  /** Nothing is made, but what was made is looked at again. */
  | { do: 'check'; suspect: Suspect }

/**
 * What is to be made next; `undefined` when all is. First of all patches that may be wrong are checked. Then what updates need at once: gzip of everything, which is quick, and
 * then patches; then brotli of the contents, the biggest first, and the whole of each release; at last what somebody asked
 * for of releases that are no targets.
 */
export function nextJob(
  targets: readonly Target[],
  contents: Pick<ContentBook, 'next' | 'asked'>,
  patches: Pick<PatchBook, 'get'>,
  suspects: readonly Suspect[],
  resting: readonly Job[],
): Job | undefined {
  const isResting = (job: Job) => resting.some((other) => isSameJob(job, other))
  const isToMake = (target: Target, pair?: Pair) => {
    const phase = patches.get(pair?.from.list ?? NOTHING, target.list)?.state.phase
    return (phase === undefined || phase === 'making') && !isResting({ do: 'patch', target, ...(pair && { pair }) })
  }
  const compress = (some: readonly Content[], form: Form): Job | undefined => {
    let biggest: Content | undefined
    for (const content of some)
      if (
        content.size > (biggest?.size ?? -1) &&
        contents.next(content) === form &&
        !isResting({ do: 'compress', content, form })
      )
        biggest = content
    return biggest && { do: 'compress', content: biggest, form }
  }
  const suspect = suspects.find((one) => !isResting({ do: 'check', suspect: one }))
  if (suspect) return { do: 'check', suspect }
  for (const target of targets) {
    const job = compress(target.contents, 'gzip')
    if (job) return job
    const pair = target.pairs.find((one) => isToMake(target, one))
    if (pair) return { do: 'patch', target, pair }
  }
  for (const target of targets) {
    const job = compress(target.contents, 'br')
    if (job) return job
    if (target.isWhole && isToMake(target)) return { do: 'patch', target }
  }
  return compress(contents.asked(), 'gzip') ?? compress(contents.asked(), 'br')
}

/** Does an update wait for it? Whatever is not urgent makes room for it. */
export function isUrgent(job: Job): boolean {
  if (job.do === 'patch') return job.pair !== undefined
  return job.do === 'check' || job.form === 'gzip'
}

/** Is it the same work, for releases that may have become more or fewer? */
export function isSameJob(one: Job, other: Job): boolean {
  if (one.do === 'compress')
    return other.do === 'compress' && one.form === other.form && one.content.sha256 === other.content.sha256
  if (one.do === 'check') return other.do === 'check' && nameOf(one.suspect) === nameOf(other.suspect)
  return other.do === 'patch' && one.target.list === other.target.list && one.pair?.from.list === other.pair?.from.list
}
