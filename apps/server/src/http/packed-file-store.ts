import type { Form } from '../fleet/packing/forms.ts'
import type { Between } from '../fleet/packing/patch.ts'

/** Where the routes get the forms of files and patches from. */
export interface PackedFileStore {
  /** Folder below which the other paths lead. */
  root: string
  /** Where a form of a file is, relative to `root`; it need not be there. */
  formPath(sha256: string, form: Form): string
  /** The same of a patch between two lists, which are named by their hashes. */
  patchPath(patch: Between, form: Form): string
}
