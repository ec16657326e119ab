export { listenToKiosks } from './listen-to-kiosks.ts'
export { publishOver } from './mqtt-publish.ts'
export { restCalls } from './rest-call.ts'
export { keptSeal } from './seal.ts'
