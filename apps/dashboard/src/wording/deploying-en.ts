import type { Fault } from '../deploying/number-field.ts'
import { amount } from './units.ts'

const tablets = (count: number) => `${amount(count)} ${count === 1 ? 'tablet' : 'tablets'}`

/** What deploying a release says, in English. */
export const EN = {
  deployRelease: 'Deploy a release',
  deploy: 'Deploy',
  deployTo: (version: string, environment: string) => `Deploy ${version} to ${environment}`,
  schedule: (version: string, environment: string) => `Schedule ${version} for ${environment}`,
  release: 'Release',
  blocked: 'blocked',
  currentHere: 'current here',
  environment: 'Environment',
  how: 'How it spreads',
  ways: {
    configured: { name: 'As configured', is: 'as the environment’s rules have it' },
    all: { name: 'All at once', is: 'every tablet is offered it' },
    canary: { name: 'Canary', is: 'in waves; each must do well before the next' },
    'blue-green': { name: 'Blue-green', is: 'a preview first, then one switch for all' },
  },
  waves: 'Waves',
  wavesHelp: 'The last wave always takes in everybody who is left.',
  wave: (nth: number) => `Wave ${nth}`,
  by: 'Whom',
  bys: { percent: '% of the fleet', count: 'number of tablets', groups: 'groups', tags: 'tags' },
  amounts: { percent: 'Percent', count: 'Tablets', groups: 'Groups, by comma', tags: 'Tags, by comma' },
  bake: 'Bake, minutes',
  success: 'Must succeed, %',
  error: 'Brake over, %',
  minSamples: 'Least answers',
  approval: 'It opens only with a yes',
  addWave: 'Add a wave',
  remove: 'Remove',
  removeWave: (nth: number) => `Remove wave ${nth}`,
  onError: 'When the brake engages',
  onErrors: {
    pause: 'pause: offer it to nobody else',
    rollback: 'go back: also on the tablets that have it',
    notify: 'only tell, and go on',
  },
  pace: {
    atOnce: { name: 'At the same time at most, tablets', is: 'Empty: as many as there are.' },
    timeout: { name: 'Failed without progress for, minutes', is: 'Empty: 30.' },
    verify: { name: 'A success must stay for, minutes', is: 'Empty: 1.' },
    patience: { name: 'Pause when nothing happens for, minutes', is: 'Empty: 60.' },
    maxOffers: { name: 'Offers to one tablet at most', is: 'Empty: 20.' },
  },
  autoPromote: 'Switch by itself after a good preview of, minutes',
  autoPromoteHelp: 'Empty: a person switches.',
  startAt: 'Start',
  startAtHelp: 'Empty: now. In your own time zone:',
  force: 'Switch tablets without asking',
  notes: 'What is new, for the person in front of the tablet',
  more: 'More',
  preview: 'Who will be in which wave',
  previewAll: 'Who will get it',
  looking: 'Finding out…',
  noPreview: 'Choose a release and correct what is marked; then this says who gets it when.',
  members: (count: number, online: number) => `${tablets(count)}, ${online} online`,
  such: 'such as',
  everybodyElse: 'everybody else',
  everybodyIs: {
    all: (count: number) => `Every tablet there is offered it at once: ${tablets(count)}.`,
    canary: (count: number) => `${tablets(count)} there.`,
    'blue-green': (count: number) => `No tablet gets it before the switch; then all do at once: ${tablets(count)}.`,
  },
  warnings: 'To consider',
  configuredAs: (how: string) => `Configured here: ${how}`,
  noReleases: 'There is no release to deploy yet. Publish one with',
  faults: (fault: Fault): string => {
    const { is, min, max } = fault
    if (is === 'missing') return min === undefined ? 'This is needed.' : `A number from ${min} to ${max} is needed.`
    if (is === 'number') return `It must be a number from ${min} to ${max}.`
    if (is === 'whole') return `It must be a whole number from ${min} to ${max}.`
    if (is === 'rising') return `It must be more than ${min}, as the waves before are counted in.`
    if (is === 'names') return 'At least one name is needed.'
    return is === 'past' ? 'This is past already.' : 'This is no date and time.'
  },
  /** What the server says of it, in English. */
  mustBe: (must: string) => `It must be ${must}.`,
  missingWaves: 'At least one wave is needed.',
  supersedeTitle: (running: string, environment: string) =>
    `${running} is under way in ${environment}. Take its place?`,
  supersedeWaiting: (running: string, environment: string) => `${running} waits in ${environment}. Take its place?`,
  supersede: (version: string) => `End it and deploy ${version}`,
  supersedeMeans: (running: string, version: string) =>
    `The deployment of ${running} ends as failed (another took its place), and ${version} begins.`,
  supersedeHas: (has: number, members: number, running: string) =>
    `${has} of ${tablets(members)} have ${running} by now; they go on to the new one when their turn comes.`,
}
