import type { Command } from '../command.ts'
import { abort } from './abort.ts'
import { approve } from './approve.ts'
import { block, unblock } from './block.ts'
import { deny } from './deny.ts'
import { deploy } from './deploy.ts'
import { deploymentCommand } from './deployment.ts'
import { deployments } from './deployments.ts'
import { directive } from './directive.ts'
import { healthCheck } from './health-check.ts'
import { manifest } from './manifest.ts'
import { notify } from './notify.ts'
import { promote } from './promote.ts'
import { publishCommand } from './publish.ts'
import { rollback } from './rollback.ts'
import { status } from './status.ts'
import { tablets } from './tablets.ts'
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
  manifest,
  version,
]
