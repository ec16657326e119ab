import { amount } from './units.ts'

/** What the page says of tablets, in English. */
export const EN = {
  none: 'No tablet has checked in yet. Open the app in a browser, or on a tablet as',
  noMatch: 'No tablet matches this filter.',
  clear: 'Clear the filter',
  id: 'Tablet',
  belongs: 'Group and tags',
  reports: 'Reports release',
  doing: 'Doing',
  seen: 'Last seen',
  shouldRun: 'should run',
  stuckBefore: 'stuck before',
  withoutWorker: 'without a worker: updates are reloads',
  pinned: 'pinned',
  notTaken: 'has not taken it yet',
  never: 'never',
  presences: {
    online: 'online',
    offline: 'offline',
    stale: 'silent for a week',
    'never-seen': 'never seen',
  },
  countsLabel: 'How many, and who',
  counts: {
    all: 'all',
    online: 'online',
    offline: 'offline',
    stale: 'silent for a week',
    neverSeen: 'never seen',
    stuck: 'stuck',
    hands: 'need hands',
    behind: 'behind',
  },
  search: 'Search',
  searchHelp: 'Id, name or notes',
  group: 'Group',
  tag: 'Tag',
  release: 'Release',
  assignment: 'In its deployment',
  sort: 'Sorted by',
  sorts: { id: 'id', name: 'name', seen: 'last seen', since: 'changed release last' },
  alsoBy: { deployment: 'Deployment', wave: 'Wave', desired: 'Should run', phase: 'Doing' },
  takeOff: 'No longer filter by',
  filterLabel: 'Filter',
  select: 'Select',
  selectAll: 'Select all that match',
  selected: (count: number) => (count === 1 ? '1 tablet selected' : `${amount(count)} tablets selected`),
  clearSelection: 'Clear selection',
  actionsLabel: 'With the selected tablets',
  switchNow: 'Switch now…',
  setLabels: 'Group and tags…',
  pinTo: 'Pin…',
  unpin: 'Unpin…',
  forget: 'Forget…',
  counting: 'Finding the tablets…',
  switchTitle: (count: number) => (count === 1 ? 'Switch 1 tablet now?' : `Switch ${amount(count)} tablets now?`),
  switchMeans: (count: number) =>
    count === 1
      ? 'It loads the release it should run and switches to it without asking who stands before it. A call in progress is still let finish.'
      : `${amount(count)} tablets load the release they should run and switch to it without asking who stands before them. Calls in progress are still let finish.`,
  switchConfirm: 'Switch now',
  labelsTitle: (count: number) =>
    count === 1 ? 'Group and tags of 1 tablet' : `Group and tags of ${amount(count)} tablets`,
  labelsHelp: 'What is left empty stays as it is.',
  takeGroup: 'Take them out of their group',
  addTags: 'Add tags',
  removeTags: 'Remove tags',
  tagsHelp: 'Several with a comma between them',
  labelsConfirm: (count: number) => (count === 1 ? 'Change 1 tablet' : `Change ${amount(count)} tablets`),
  pinTitle: (count: number) =>
    count === 1 ? 'Pin 1 tablet to a release?' : `Pin ${amount(count)} tablets to a release?`,
  pinMeans: (count: number, version: string) =>
    count === 1
      ? `It goes to ${version} and stays there, whatever is deployed, until it is unpinned.`
      : `${amount(count)} tablets go to ${version} and stay there, whatever is deployed, until they are unpinned.`,
  pinConfirm: 'Pin',
  unpinTitle: (count: number) => (count === 1 ? 'Unpin 1 tablet?' : `Unpin ${amount(count)} tablets?`),
  unpinMeans: (count: number) =>
    count === 1
      ? 'It follows its environment again, and takes its current release.'
      : `${amount(count)} tablets follow their environments again, and take the current release there.`,
  unpinConfirm: 'Unpin',
  noneIsPinned: 'None of these is pinned.',
  forgetTitle: (count: number) => (count === 1 ? 'Forget 1 tablet?' : `Forget ${amount(count)} tablets?`),
  forgetMeans: (count: number, online: number) =>
    `${count === 1 ? 'Its name, group, tags and notes are' : `Names, groups, tags and notes of ${amount(count)} tablets are`} gone for good; the log keeps what happened. ${
      online > 0
        ? `${amount(online)} of them ${online === 1 ? 'is' : 'are'} online and will come back as new.`
        : 'One that checks in again comes back as new.'
    }`,
  forgetConfirm: (count: number) => (count === 1 ? 'Forget 1 tablet' : `Forget ${amount(count)} tablets`),
  progress: (done: number, count: number) => `${amount(done)} of ${amount(count)} done`,
  ordered: (count: number) =>
    count === 1 ? '1 tablet was told to switch.' : `${amount(count)} tablets were told to switch.`,
  close: 'Close',
  import: 'Import…',
  export: 'Export CSV',
  importTitle: 'Import tablets',
  importHelp:
    'A CSV file whose first line names its columns, as an export has them. Nothing is changed before you say so.',
  importFile: 'CSV file',
  importChecking: 'Looking at the file…',
  importFound: (created: number, changed: number, unchanged: number) =>
    `${amount(created)} new, ${amount(changed)} to change, ${amount(unchanged)} as they are.`,
  importConfirm: (count: number) => `Import ${amount(count)}`,
  importNothing: 'Nothing in this file is new.',
  reasons: {
    network: 'the release server did not answer',
    'server-error': 'the release server answered with an error',
    'file-missing': 'a file of the release is missing',
    'file-corrupt': 'a file arrived with other bytes',
    'manifest-invalid': 'the manifest is not a legal one',
    'no-space': 'too little storage',
    'storage-unavailable': 'storage is refused',
    'insecure-context': 'no HTTPS',
    'worker-unavailable': 'it could not be installed',
    'worker-silent': 'the worker stopped answering',
    'switch-refused': 'it does not hold the release, or it failed there before',
    'reload-ignored': 'the kiosk app ignores reloads',
    'reload-loop': 'it reloads and does not arrive',
    incompatible: 'its browser engine is too old',
    'boot-error': 'the release threw an error at start',
    'boot-script': 'the entry script never ran',
    'boot-blank': 'the release showed nothing',
    'boot-timeout': 'the release did not report ready in time',
    'boot-attempts': 'the release used up its starts',
    'rolled-back-by-app': 'the app asked for the release before',
    blocked: 'the release is blocked',
    'offers-spent': 'it was offered as often as may be',
    unknown: 'it did not say why',
  },
  phases: {
    current: 'up to date',
    trial: 'on trial',
    downloading: 'downloading',
    backing_off: 'waiting to try again',
    staged: 'ready to switch to',
    switching: 'switching to',
    rolled_back: 'went back from',
    stuck: 'stuck',
  },
}
