import type { FileEntry } from '@relevo/core/release'
import type { Form } from '../fleet/packing/forms.ts'

type FileEntries = Readonly<Record<string, FileEntry>>

/** What the packer's thread is asked to make. Places are paths. */
export type ThreadJob =
  | { do: 'compress'; form: Form; source: string; place: string }
  | {
      do: 'patch'
      /** Absent for the whole of `to`. */
      from?: FileEntries
      to: FileEntries
      /** Where each content of both is. */
      sources: ReadonlyMap<string, string>
      places: { identity: string } & Record<Form, string>
    }
  | {
      /** Does a patch make `to` from `from`? */
      do: 'check'
      from?: FileEntries
      to: FileEntries
      sources: ReadonlyMap<string, string>
      /** Where it is, in each form. */
      patch: Readonly<Record<Form, string>>
    }

/** The bytes that were made, or what a check found. */
export type Made = { [F in Form | 'identity']?: number } & { isRight?: boolean }

/** What the thread answers. */
export type Answer = { made: Made } | { error: { message: string; code?: string } }
