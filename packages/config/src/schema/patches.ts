import { z } from 'zod'
import { whole } from '../forms.ts'
import { setting } from '../setting.ts'

/** Release patches. `docs/packing.md` says when which are made. */
export const PATCHES = z.strictObject({
  from: setting(whole(0, 20), {
    variable: 'RELEVO_PATCHES',
    means:
      'latest former releases that patches to a new one are made from, beside those that tablets report; `0` = none, nor whole releases in one answer: every tablet downloads file by file',
    do: 'Say how many releases behind a tablet may be and still fetch only what changed.',
  }).prefault(5),
})
