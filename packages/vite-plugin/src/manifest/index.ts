export { type BuildVersionOptions, buildVersion } from './build-version.ts'
export { isFormOf } from './derived-file.ts'
export { foreignForms } from './foreign-forms.ts'
export { headOf } from './git-head.ts'
export { clearUnfinished, type MadeFiles, readMadeFiles, UNFINISHED } from './made-files.ts'
export { manifestOf } from './manifest-of.ts'
export { readRelease } from './read-release.ts'
export { FORM_ENDINGS, MANIFEST_FILE, patchPath, WHOLE } from './release-file-names.ts'
export {
  type MadeRelease,
  manifestText,
  type ReleaseOptions,
  refuseIllegalBase,
  writeMadeRelease,
  writeRelease,
} from './write-release.ts'
