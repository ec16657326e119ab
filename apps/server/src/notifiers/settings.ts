import type { NoticeKind } from '../fleet/notices/kinds.ts'

/** Where notices go: each part that is there is a sink. `events` are the kinds it is told of; absent = all but `started`. */
export interface NoticeSettings {
  slack?: {
    /** A secret: whoever has an incoming webhook's address can write to its channel. */
    url: string
    events?: readonly NoticeKind[]
  }
  discord?: {
    /** A secret, as Slack's. */
    url: string
    events?: readonly NoticeKind[]
  }
  telegram?: {
    /** A secret: the bot's token. */
    token: string
    /** Id of a chat, or `@name` of a public channel. */
    chat: string
    events?: readonly NoticeKind[]
  }
  email?: {
    host: string
    /** 465 speaks TLS from the first byte; every other port begins without, and upgrades by STARTTLS where it can. */
    port: number
    user?: string
    /** A secret. */
    password?: string
    from: string
    /** One address, or several with commas between. */
    to: string
    events?: readonly NoticeKind[]
  }
  webhook?: {
    /** May hold a secret, so it is treated as one. */
    url: string
    /** A secret: `whsec_` and base64, as Standard Webhooks writes them; absent = not signed. */
    secret?: string
    events?: readonly NoticeKind[]
  }
}
