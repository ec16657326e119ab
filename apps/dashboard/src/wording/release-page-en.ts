import { amount } from './units.ts'

const tablets = (count: number) => `${amount(count)} ${count === 1 ? 'tablet' : 'tablets'}`

/** What the page of one release says, in English. */
export const EN = {
  allReleases: 'All releases',
  unknown: 'There is no such release.',
  unknownHelp: 'The link may be cut off, or the release is of another server.',
  commit: 'Commit',
  published: 'Published',
  size: 'Size',
  files: (count: number) => `${amount(count)} ${count === 1 ? 'file' : 'files'}`,
  engines: 'Needs at least',
  notes: 'Notes',
  currentIn: 'Current in',
  nowhere: 'nowhere',
  runs: 'Tablets that run it',
  blockedSince: (moment: string) => `Blocked since ${moment}: no tablet may run it.`,
  deploy: 'Deploy it…',
  block: 'Block…',
  unblock: 'Unblock…',
  blockTitle: (version: string) => `Block ${version}?`,
  blockMeans: 'No tablet may run it any more, and it cannot be deployed.',
  blockLeaves: (count: number) =>
    count === 0
      ? 'No tablet runs it now.'
      : `${tablets(count)} that ${count === 1 ? 'runs it goes' : 'run it go'} back to the release before it.`,
  blockCurrent: (environments: string) =>
    `It is current in ${environments}: the release before takes its place there, at once.`,
  blockUnknown: 'How many tablets run it could not be found out.',
  doBlock: 'Block',
  unblockTitle: (version: string) => `Unblock ${version}?`,
  unblockMeans: 'It may run again.',
  unblockCurrent: (environments: string, count: number) =>
    `It is still current in ${environments}: ${tablets(count)} there ${count === 1 ? 'is' : 'are'} told to run it again.`,
  doUnblock: 'Unblock',
  changes: 'What changed',
  against: 'Against',
  usualBefore: 'the release current before it',
  noneBefore: 'There was none before it: everything is new.',
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  unchanged: 'Unchanged',
  download: (size: string, whole: string) =>
    `A tablet that has the other one lacks ${size} of ${whole}, before compression.`,
  path: 'File',
  kind: 'What',
  kinds: { added: 'added', changed: 'changed', removed: 'removed' },
  bytes: 'Size',
  was: (size: string) => `was ${size}`,
  someFiles: (shown: number, all: number) => `The ${amount(shown)} biggest of ${amount(all)}.`,
  nothingChanged: 'Nothing: the two are of the same files.',
  deployments: 'Where and when it was deployed',
  neverDeployed: 'It was never deployed.',
}
