import type { Version } from '@relevo/core/release'
import type { ContentBook } from './content-book.ts'
import { sentAs } from './forms.ts'
import { isSettled, NOTHING, type Patch } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { Side } from './side.ts'
import type { Target } from './target.ts'

/** How far the packing of a release has come. */
export interface Progress {
  /** `waiting`: others are packed before it. */
  phase: 'waiting' | 'packing' | 'done'
  /** Steps: contents to compress, and patches to make. */
  done: number
  total: number
  patches: PatchProgress[]
  /** The different contents; `br` and `gzip` count a content as it is where that form is no smaller, or is not there. */
  files: { count: number; bytes: number; br: number; gzip: number }
  /** All of it in one answer; absent while it is not made. */
  whole?: { br: number }
}

/** A patch, for people. */
interface PatchProgress {
  from: Version
  phase: 'waiting' | 'made' | 'pointless' | 'failed'
  br?: number
  gzip?: number
  /** Bytes of the contents it makes, as brotli. */
  full?: number
  why?: string
}

/** @param target absent for a release that is not packed any more, or never was */
export function progressOf(
  side: Side,
  target: Target | undefined,
  contents: Pick<ContentBook, 'of' | 'next'>,
  patches: Pick<PatchBook, 'get' | 'to'>,
  isAtWork: boolean,
): Progress {
  const sum = (bytes: (content: Side['contents'][number]) => number) =>
    side.contents.reduce((all, content) => all + bytes(content), 0)
  const whole = patches.get(NOTHING, side.list)
  const pairs = target?.pairs ?? []
  const ready = target
    ? side.contents.filter((content) => contents.next(content) === undefined).length
    : side.contents.length
  const settled = pairs.filter(({ from }) => isSettled(patches.get(from.list, side.list)?.state)).length
  const isWhole = target?.isWhole === true
  const total = side.contents.length + pairs.length + Number(isWhole)
  const done = ready + settled + Number(isWhole && isSettled(whole?.state))
  const wanted = pairs.map(({ from }) => shown(from.version, patches.get(from.list, side.list)))
  const others = patches
    .to(side.list)
    .filter(({ from }) => from !== NOTHING && !pairs.some((pair) => pair.from.list === from))
    .map((patch) => shown(patch.fromVersion ?? '', patch))
  return {
    phase: done === total ? 'done' : isAtWork || done > 0 ? 'packing' : 'waiting',
    done,
    total,
    patches: [...wanted, ...others],
    files: {
      count: side.contents.length,
      bytes: sum(({ size }) => size),
      br: sum((content) => sentAs(content, contents.of(content.sha256), 'br')),
      gzip: sum((content) => sentAs(content, contents.of(content.sha256), 'gzip')),
    },
    ...(whole?.state.phase === 'made' && { whole: { br: whole.state.sizes.br } }),
  }
}

function shown(from: Version, patch: Patch | undefined): PatchProgress {
  const state = patch?.state
  switch (state?.phase) {
    case undefined:
    case 'making':
      return { from, phase: 'waiting' }
    case 'unsure':
      return { from, phase: 'waiting', br: state.sizes.br, gzip: state.sizes.gzip }
    case 'made': {
      const { br, gzip } = state.sizes
      return { from, phase: 'made', br, gzip, ...(state.full !== undefined && { full: state.full }) }
    }
    case 'pointless': {
      const sizes = state.sizes && { br: state.sizes.br, gzip: state.sizes.gzip }
      return { from, phase: 'pointless', full: state.full, ...sizes }
    }
    case 'failed':
      return { from, phase: 'failed', why: state.why }
  }
}
