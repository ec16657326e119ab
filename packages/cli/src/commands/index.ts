import type { Command } from '../command.ts'
import { abort } from './abort.ts'
import { approve } from './approve.ts'
import { block, unblock } from './block.ts'
import { configCheck } from './config-check.ts'
import { deny } from './deny.ts'
import { deploy } from './deploy.ts'
import { deploymentCommand } from './deployment.ts'
import { deployments } from './deployments.ts'
import { directive } from './directive.ts'
import { healthCheck } from './health-check.ts'
import { manifest } from './manifest.ts'
import { notices } from './notices.ts'
import { notify } from './notify.ts'
import { notifyTest } from './notify-test.ts'
import { promote } from './promote.ts'
import { publishCommand } from './publish.ts'
import { resend } from './resend.ts'
import { rollback } from './rollback.ts'
import { status } from './status.ts'
import { tablets } from './tablets.ts'
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
  abort,
  healthCheck,
  status,
  tablets,
  block,
  unblock,
  directive,
  notices,
  resend,
  notifyTest,
  tokenCreate,
  tokenList,
  tokenRevoke,
  manifest,
  configCheck,
  version,
]
