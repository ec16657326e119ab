/** What a tablet may report. Closed: an unknown code from the wire is refused at the door. */
export const TABLET_CODES = [
  'network',
  'server-error',
  'file-missing',
  'file-corrupt',
  'manifest-invalid',
  'no-space',
  'storage-unavailable',
  'insecure-context',
  'worker-unavailable',
  'worker-silent',
  'switch-refused',
  'reload-ignored',
  'reload-loop',
  'incompatible',
  'boot-error',
  'boot-script',
  'boot-blank',
  'boot-timeout',
  'boot-attempts',
  'rolled-back-by-app',
  'blocked',
] as const

/** What the server answers. */
export const SERVER_CODES = [
  'unauthorized',
  'forbidden',
  'csrf-refused',
  'invalid-json',
  'invalid-input',
  'unsupported-type',
  'body-too-large',
  'too-many-requests',
  'too-many-streams',
  'server-busy',
  'server-full',
  'not-found',
  'method-not-allowed',
  'release-unknown',
  'release-differs',
  'release-blocked',
  'upload-corrupt',
  'tablet-unknown',
  'import-invalid',
  'environment-unknown',
  'deployment-unknown',
  'deployment-running',
  'deployment-not-possible',
  'plan-invalid',
  'step-failed',
  'token-unknown',
  'enrolment-refused',
  'credential-unknown',
  'credential-exists',
  'code-unknown',
  'sink-unknown',
  'notice-unknown',
  'notice-not-dead',
  'alert-unknown',
  'alert-resolved',
  'kiosk-unknown',
  'kiosk-taken',
  'kiosk-cannot',
  'kiosk-unreachable',
  'ladder-not-needed',
  'ladder-off',
  'signature-invalid',
  'webhook-off',
  'internal',
] as const

/** What stops a program of ours from starting or a command from doing its work. */
export const PROGRAM_CODES = [
  'config-invalid',
  'port-taken',
  'data-unusable',
  'usage',
  'token-missing',
  'folder-unusable',
  'version-unknown',
  'version-differs',
  'manifest-stale',
  'server-unreachable',
] as const

export type TabletCode = (typeof TABLET_CODES)[number]
export type ServerCode = (typeof SERVER_CODES)[number]
type ProgramCode = (typeof PROGRAM_CODES)[number]
export type ErrorCode = TabletCode | ServerCode | ProgramCode

export function isTabletCode(value: unknown): value is TabletCode {
  return TABLET_CODES.includes(value as TabletCode)
}
