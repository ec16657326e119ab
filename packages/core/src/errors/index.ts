export {
  type ErrorCode,
  isTabletCode,
  PROGRAM_CODES,
  SERVER_CODES,
  type ServerCode,
  TABLET_CODES,
  type TabletCode,
} from './codes.ts'
export { RelevoError } from './relevo-error.ts'
export { SENTENCES } from './sentences.ts'
