import { RelevoError } from '@relevo/core/errors'
import type { Command } from '../command.ts'
import { abort } from './abort.ts'
import { alertAck, alertSilence, alertUnsilence } from './alert-deeds.ts'
import { alerts } from './alerts.ts'
import { approve } from './approve.ts'
import { block, unblock } from './block.ts'
import { configCheck } from './config-check.ts'
import { credentialCreate } from './credential-create.ts'
import { credentialRevoke } from './credential-revoke.ts'
import { credentials } from './credentials.ts'
import { deny } from './deny.ts'
import { deploy } from './deploy.ts'
import { deploymentCommand } from './deployment.ts'
import { deployments } from './deployments.ts'
import { directive } from './directive.ts'
import { doctor } from './doctor.ts'
import { enrolCode } from './enrol-code.ts'
import { enrolCodeWithdraw } from './enrol-code-withdraw.ts'
import { enrolCodes } from './enrol-codes.ts'
import { events } from './events.ts'
import { groupRemove } from './group-remove.ts'
import { groupSet } from './group-set.ts'
import { groups } from './groups.ts'
import { healthCheck } from './health-check.ts'
import { kiosk } from './kiosk.ts'
import { kioskAccept, kioskForget, kioskLink, kioskUnlink } from './kiosk-deeds.ts'
import { kioskSend } from './kiosk-send.ts'
import { kioskAdd, kioskSet } from './kiosk-set.ts'
import { kiosks } from './kiosks.ts'
import { ladder } from './ladder.ts'
import { manifest } from './manifest.ts'
import { next } from './next.ts'
import { notices } from './notices.ts'
import { notify } from './notify.ts'
import { notifyTest } from './notify-test.ts'
import { pause } from './pause.ts'
import { promote } from './promote.ts'
import { publishCommand } from './publish.ts'
import { release } from './release.ts'
import { resend } from './resend.ts'
import { resume } from './resume.ts'
import { retry } from './retry.ts'
import { rollback } from './rollback.ts'
import { status } from './status.ts'
import { strangers } from './strangers.ts'
import { tablet } from './tablet.ts'
import { tabletForget } from './tablet-forget.ts'
import { tabletMerge } from './tablet-merge.ts'
import { tabletSet } from './tablet-set.ts'
import { tablets } from './tablets.ts'
import { tabletsExport } from './tablets-export.ts'
import { tabletsImport } from './tablets-import.ts'
import { tokenCreate } from './token-create.ts'
import { tokenList } from './token-list.ts'
import { tokenRevoke } from './token-revoke.ts'
import { version } from './version.ts'

/** Every command, in the order of the help. */
export const COMMANDS: Command[] = [
  publishCommand,
  notify,
  deploy,
  promote,
  rollback,
  deployments,
  deploymentCommand,
  approve,
  deny,
  pause,
  resume,
  next,
  retry,
  abort,
  healthCheck,
  status,
  doctor,
  events,
  tablets,
  release,
  alerts,
  alertAck,
  alertSilence,
  alertUnsilence,
  ladder,
  tablet,
  tabletSet,
  tabletForget,
  tabletMerge,
  tabletsImport,
  tabletsExport,
  groups,
  groupSet,
  groupRemove,
  kiosks,
  kiosk,
  kioskAccept,
  kioskAdd,
  kioskSet,
  kioskForget,
  kioskLink,
  kioskUnlink,
  kioskSend,
  block,
  unblock,
  directive,
  notices,
  resend,
  notifyTest,
  enrolCode,
  enrolCodes,
  enrolCodeWithdraw,
  strangers,
  credentials,
  credentialCreate,
  credentialRevoke,
  tokenCreate,
  tokenList,
  tokenRevoke,
  manifest,
  configCheck,
  version,
]

/**
 * The command that arguments begin with, and what follows its name; a name may be two words.
 *
 * @throws RelevoError `usage`, which names the second words when only that one is wrong
 */
export function commandOf([name = '', ...rest]: readonly string[]): { command: Command; following: string[] } {
  const [second, ...others] = rest
  const pair = COMMANDS.find((candidate) => candidate.name === `${name} ${second}`)
  if (pair) return { command: pair, following: others }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command) return { command, following: rest }
  const seconds = COMMANDS.map((candidate) => candidate.name.split(' ')).filter(
    ([first, next]) => first === name && next,
  )
  const known = seconds.map(([, next]) => next).join(', ')
  throw new RelevoError('usage', known ? `${name} what? ${known}` : `there is no command ${JSON.stringify(name)}`)
}
