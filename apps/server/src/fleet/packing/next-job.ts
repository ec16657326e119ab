import type { Content, ContentBook } from './content-book.ts'
import type { Form } from './forms.ts'
import { NOTHING } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { Pair, Target } from './target.ts'

/** One thing for the packer to make. */
export type Job =
  | { do: 'compress'; content: Content; form: Form }
  /** `pair` is absent for the whole of the target. */
  | { do: 'patch'; target: Target; pair?: Pair }

/**
 * What is to be made next; `undefined` when all is. First what updates need at once: gzip of everything, which is quick, and
 * then patches; then brotli of the contents, the biggest first, and the whole of each release; at last what somebody asked
 * for of releases that are no targets.
 */
export function nextJob(
  targets: readonly Target[],
  contents: Pick<ContentBook, 'next' | 'asked'>,
  patches: Pick<PatchBook, 'get'>,
): Job | undefined {
  const isToMake = (from: string, to: string) => {
    const phase = patches.get(from, to)?.state.phase
    return phase === undefined || phase === 'making'
  }
  const compress = (some: readonly Content[], form: Form): Job | undefined => {
    let biggest: Content | undefined
    for (const content of some)
      if (content.size > (biggest?.size ?? -1) && contents.next(content) === form) biggest = content
    return biggest && { do: 'compress', content: biggest, form }
  }
  for (const target of targets) {
    const job = compress(target.contents, 'gzip')
    if (job) return job
    const pair = target.pairs.find(({ from }) => isToMake(from.list, target.list))
    if (pair) return { do: 'patch', target, pair }
  }
  for (const target of targets) {
    const job = compress(target.contents, 'br')
    if (job) return job
    if (target.isWhole && isToMake(NOTHING, target.list)) return { do: 'patch', target }
  }
  return compress(contents.asked(), 'gzip') ?? compress(contents.asked(), 'br')
}

/** Does an update wait for it? Whatever is not urgent makes room for it. */
export function isUrgent(job: Job): boolean {
  return job.do === 'compress' ? job.form === 'gzip' : job.pair !== undefined
}

/** Is it the same work, for releases that may have become more or fewer? */
export function isSameJob(one: Job, other: Job): boolean {
  if (one.do === 'compress')
    return other.do === 'compress' && one.form === other.form && one.content.sha256 === other.content.sha256
  return other.do === 'patch' && one.target.list === other.target.list && one.pair?.from.list === other.pair?.from.list
}
