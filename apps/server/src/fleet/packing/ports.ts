import type { FileEntry } from '@relevo/core/release'
import type { NewEvent } from '../event.ts'
import type { Form, FormSizes } from './forms.ts'
import type { Between, Patch, PatchSizes } from './patch.ts'

/** What is known of patches, kept. Each call is one transaction. */
export interface PatchStore {
  all(): Promise<Patch[]>
  /** @param gone patches that nobody wants any more */
  save(put: readonly Patch[], gone: readonly Between[], events: readonly NewEvent[]): Promise<void>
}

/** Bytes that a packer made, not kept yet. */
export interface Packed {
  bytes: number
  /** Where they are, for whoever keeps them. */
  place: string
}

/** Where the bytes of a patch are, for whoever reads them. */
type Places = Readonly<Record<Form, string>>

/** What a packer makes of a patch: its forms, and how many bytes it has when they are undone. */
export type PackedPatch = { [F in Form]: Packed } & Pick<PatchSizes, 'identity'>

/** Makes forms and patches, one at a time, out of the way of everything else. */
export interface Packer {
  /** @throws Error when it cannot; what it had begun is removed */
  compress(sha256: string, form: Form, signal: AbortSignal): Promise<Packed>
  /** @param from the files of the release it is made from; `undefined` for the whole of `to` */
  patch(
    from: Readonly<Record<string, FileEntry>> | undefined,
    to: Readonly<Record<string, FileEntry>>,
    signal: AbortSignal,
  ): Promise<PackedPatch>
  /**
   * Do the bytes of a patch make the second release from the first, in every form?
   *
   * @param places where they are
   */
  check(
    from: Readonly<Record<string, FileEntry>> | undefined,
    to: Readonly<Record<string, FileEntry>>,
    places: Places,
    signal: AbortSignal,
  ): Promise<boolean>
  /** Nothing is made any more. */
  stop(): Promise<void>
}

/** Forms and patches on disk. What has a name there is complete. */
export interface PackedFiles {
  /** What is there of these contents. */
  forms(hashes: Iterable<string>): Promise<Map<string, FormSizes>>
  keepForm(sha256: string, form: Form, packed: Packed): Promise<void>
  /** Remember that a form is no smaller. */
  forgoForm(sha256: string, form: Form, packed: Packed): Promise<void>
  removeForms(sha256: string): Promise<void>
  keepPatch(patch: Between, packed: PackedPatch): Promise<void>
  /** Made, and not wanted. */
  discard(...packed: readonly Packed[]): Promise<void>
  /** Bytes that may still be written where they are. */
  free(): Promise<number>
  /** Is a patch there in every form? */
  hasPatch(patch: Between): Promise<boolean>
  placesOf(patch: Between): Places
  removePatch(patch: Between): Promise<void>
  /** The patches that are there in every form, and their bytes in each. What is there of others is removed. */
  patches(): Promise<(Between & Record<Form, number>)[]>
}
