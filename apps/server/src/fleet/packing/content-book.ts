import type { FileEntry } from '@relevo/core/release'
import type { Files } from '../ports.ts'
import { type Form, type FormSizes, nextForm, sentAs } from './forms.ts'
import type { PackedFiles } from './ports.ts'
import type { Full } from './verdict.ts'

/** What is known of the forms of contents, in memory; the truth is on disk. */
export interface ContentBook {
  /** Look up what is not known yet of these contents and of those that were asked for, and forget all others. */
  read(contents: readonly Content[]): Promise<void>
  of(sha256: string): FormSizes
  /** @param bytes 0: it is no smaller */
  put(sha256: string, form: Form, bytes: number): void
  /** Somebody would have taken a content as brotli. @returns is that news? */
  ask(sha256: string): boolean
  /** The forms of a content may be damaged. @returns are they to go? Only once each: anybody can say so */
  doubt(sha256: string): boolean
  /** Contents that somebody asked for, as far as there is something to be made of them. */
  asked(): readonly Content[]
  /** A form could not be made. @returns is it given up? */
  fail(sha256: string, form: Form): boolean
  /** The form to be made next of a content. */
  next(content: Content): Form | undefined
  /** What travels when contents are sent one by one. */
  full(contents: readonly Content[]): Full
}

/** Some bytes that a release has. */
export type Content = Pick<FileEntry, 'sha256' | 'size'>

/** Times that a form is tried to be made while this process runs. */
const MOST_TRIES = 3
/** Contents that are remembered to have been asked for. */
const MOST_ASKED = 1_000

/** The book over what is on disk. */
export function createContentBook(packed: Pick<PackedFiles, 'forms'>, files: Pick<Files, 'sizes'>): ContentBook {
  let known = new Map<string, FormSizes>()
  const heard = new Set<string>()
  let asked = new Map<string, Content>()
  const doubted = new Set<string>()
  const failures = new Map<string, number>()
  const hasFailed = (sha256: string, form: Form) => (failures.get(`${sha256} ${form}`) ?? 0) >= MOST_TRIES
  const of = (sha256: string) => known.get(sha256) ?? {}

  const next = (content: Content) => {
    const form = nextForm(content, of(content.sha256), asked.has(content.sha256))
    return form !== undefined && hasFailed(content.sha256, form) ? undefined : form
  }

  return {
    async read(contents) {
      const sizes = await files.sizes(heard)
      const wanted = new Set([...contents.map(({ sha256 }) => sha256), ...sizes.keys()])
      const found = await packed.forms([...wanted].filter((sha256) => !known.has(sha256)))
      known = new Map([...wanted].map((sha256) => [sha256, known.get(sha256) ?? found.get(sha256) ?? {}]))
      asked = new Map([...sizes].map(([sha256, size]) => [sha256, { sha256, size }]))
    },
    of,
    put: (sha256, form, bytes) => void known.set(sha256, { ...of(sha256), [form]: bytes }),
    ask(sha256) {
      // Of a content with brotli nobody asks; of one that has no form yet it is made sooner or later.
      const { br, gzip } = of(sha256)
      if (heard.has(sha256) || br !== undefined || gzip === 0) return false
      heard.add(sha256)
      const [oldest] = heard
      if (heard.size > MOST_ASKED && oldest !== undefined) heard.delete(oldest)
      return true
    },
    doubt(sha256) {
      const { br, gzip } = of(sha256)
      if (doubted.has(sha256) || !(br || gzip)) return false
      doubted.add(sha256)
      known.delete(sha256)
      return true
    },
    asked: () => [...asked.values()],
    fail(sha256, form) {
      const key = `${sha256} ${form}`
      failures.set(key, (failures.get(key) ?? 0) + 1)
      return hasFailed(sha256, form)
    },
    next,
    full(contents) {
      const sum = (form: Form) => contents.reduce((all, one) => all + sentAs(one, of(one.sha256), form), 0)
      const isKnown = !contents.some((one) => next(one) !== undefined)
      return { gzip: sum('gzip'), ...(isKnown && { br: sum('br') }) }
    },
  }
}
