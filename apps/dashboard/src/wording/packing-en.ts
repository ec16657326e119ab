import { amount } from './units.ts'

/** What the page of one release says of what tablets download, in English. */
export const EN = {
  heading: 'What a tablet downloads',
  has: 'A tablet that has',
  gets: 'Downloads',
  instead: 'Instead of',
  share: 'Share',
  remark: 'Remark',
  nothing: 'nothing',
  files: (size: string) => `${size} in files`,
  someFiles: 'files',
  phases: {
    waiting: 'The patch is being made; until then it downloads files.',
    pointless: 'A patch would save little.',
    failed: 'No patch of use came of it, so it downloads files',
  } as Record<string, string>,
  noPatches: 'No patch is made: there is no release before it that tablets have, or patches are switched off.',
  waiting: 'Other releases are packed before it.',
  packing: (done: number, total: number) => `Packing: ${amount(done)} of ${amount(total)} steps`,
  contents: (count: number) => `${amount(count)} different ${count === 1 ? 'file' : 'files'}`,
  brotli: 'As brotli',
  gzip: 'As gzip',
  lastPatch: 'Last patch',
  outcomes: {
    applied: 'used',
    unreachable: 'could not be had, or did not arrive whole',
    'other-source': 'made from other files than the tablet had',
    illegal: 'not legal',
    'wrong-bytes': 'made other bytes than the release has',
  } as Record<string, string>,
  fellBack: 'it downloaded files',
}
