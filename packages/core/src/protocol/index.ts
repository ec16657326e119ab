export {
  ACCESS_HEADER,
  CODE_FRAGMENT,
  checkInHeaders,
  ENROL,
  ENROL_PATH,
  type Enrolled,
  type EnrolmentRequest,
  enrolmentUrl,
  isSecret,
  readEnrolled,
} from './enrolment.ts'
export { type Hint, readHint } from './hint.ts'
export { isPatchOutcome, PATCH_OUTCOMES, type PatchOutcome } from './patch-outcome.ts'
export { checkInUrl, PHASES, type Phase, type Report, readReport, readStatus, type Status } from './report.ts'
export { isShownFragment, readShownAddress, type ShownAddress, shownFragment } from './shown-address.ts'
export { DEFAULT_PREFIX, homeAssistantBase, isTabletId, type Topics, topics } from './topics.ts'
export { type Directive, type News, parse, readVersionJson } from './version-json.ts'
export {
  type Answer,
  type Ask,
  type AskMessage,
  type Failure,
  PAST_WORKER,
  type Tell,
  type TellMessage,
  WORKER_PROTOCOL,
  type WorkerState,
} from './worker.ts'
