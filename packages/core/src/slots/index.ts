export { keptReleases, NO_SLOTS, nextRelease, type Slots, type Trial } from './slots.ts'
export { type SlotsEffect, type SlotsEvent, type SlotsStep, step } from './step.ts'
