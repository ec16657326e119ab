import type { Sink } from '../fleet/notices/ports.ts'
import { discordSink } from './discord.ts'
import { emailSink } from './email.ts'
import type { NoticeSettings } from './settings.ts'
import { slackSink } from './slack.ts'
import { telegramSink } from './telegram.ts'
import { webhookSink } from './webhook.ts'

export type { NoticeSettings } from './settings.ts'

/** A sink for each part of the settings that is there. */
export function createSinks({ slack, discord, telegram, email, webhook }: NoticeSettings): Sink[] {
  return [
    ...(slack ? [slackSink(slack)] : []),
    ...(discord ? [discordSink(discord)] : []),
    ...(telegram ? [telegramSink(telegram)] : []),
    ...(email ? [emailSink(email)] : []),
    ...(webhook ? [webhookSink(webhook)] : []),
  ]
}
