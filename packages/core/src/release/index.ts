export { ofVersion } from './by-version.ts'
export { ENTRY, type FileEntry, isSha256, type Manifest, readManifest } from './manifest.ts'
export { isReleasePath, pathToUrl, urlToPath } from './path.ts'
export { isVersion, type Version } from './version.ts'
