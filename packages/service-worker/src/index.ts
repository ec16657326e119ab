export type { NavigationRules } from './find-file.ts'
export type { WorkerOptions } from './options.ts'
export { serveReleases } from './serve.ts'
export type { ExtendableEvent, FetchEvent } from './worker-scope.ts'
