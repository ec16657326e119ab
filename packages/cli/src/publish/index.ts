export type { Notified } from '../server/answers.ts'
export type { PublishProgress } from './progress.ts'
export { type Published, type PublishOptions, publish } from './publish.ts'
