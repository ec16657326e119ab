export { type BuildVersionOptions, buildVersion } from './build-version.ts'
export { manifestOf } from './manifest-of.ts'
export { readRelease } from './read-release.ts'
export { type ReleaseOptions, writeRelease } from './write-release.ts'
