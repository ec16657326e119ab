import { z } from 'zod'
import { NOTICE_EVENTS } from '../choices.ts'
import { HTTP_ADDRESS, listOf, oneOf, text, whole, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'

/** What every sink has; `prefix` is how its variables begin. */
function sink(prefix: string) {
  return {
    enabled: setting(YES_OR_NO, {
      variable: `${prefix}_ENABLED`,
      means: '`false` turns it off, whatever else is set; `true` without an address is a problem',
      usual: 'on when it has an address',
      do: 'Write true or false.',
    }).prefault(true),
    events: setting(listOf(oneOf(NOTICE_EVENTS), `some of ${NOTICE_EVENTS.join(', ')}`), {
      variable: `${prefix}_EVENTS`,
      means: 'what it is told of',
      usual: 'all but `started`',
      do: 'In a variable, write commas between them; leave it out for all but `started`.',
    }).exactOptional(),
  }
}

function webhookAddress(variable: string, where: string) {
  return setting(HTTP_ADDRESS, {
    variable,
    means: 'address of the incoming webhook; whoever has it can write there',
    do: `Copy it from ${where}.`,
    hide: 'secret',
  })
}

/** A sink as it is used: being here, it is on. */
function used<Sink extends { enabled: boolean }>({ enabled: _, ...sink }: Sink): Omit<Sink, 'enabled'> {
  return sink
}

const EMAIL_ADDRESS = text('an e-mail address, such as relevo@panel.example', /^[^\r\n]*[^\s@]@[^\s@][^\r\n]*$/)

const EMAIL = z
  .strictObject({
    ...sink('EMAIL'),
    host: setting(text('the name of a mail server', /^\S+$/), {
      variable: 'SMTP_HOST',
      means: 'mail server',
      do: 'Write a name like smtp.example, without a port.',
    }),
    port: setting(whole(1, 65_535), {
      variable: 'SMTP_PORT',
      means: 'its port; 465 speaks TLS from the first byte, the others when the server offers it',
      do: '587 is usual.',
    }).prefault(587),
    user: setting(text('a user name'), {
      variable: 'SMTP_USER',
      means: 'user name, where the server wants one',
      usual: 'none',
      do: 'Copy it from the mail account.',
    }).exactOptional(),
    password: setting(text('a password'), {
      variable: 'SMTP_PASSWORD',
      means: 'its password',
      usual: 'none',
      do: 'Copy it from the mail account.',
      hide: 'secret',
    }).exactOptional(),
    from: setting(EMAIL_ADDRESS, {
      variable: 'SMTP_FROM',
      means: 'sender',
      do: 'Write an address that the mail server lets you send from.',
    }),
    to: setting(EMAIL_ADDRESS, {
      variable: 'SMTP_TO',
      means: 'who gets the mails; several with commas between them',
      do: 'Write the address of whoever should read them.',
    }),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    params: { must: 'one that has both user and password (SMTP_USER, SMTP_PASSWORD), or neither' },
  })
  .transform(used)

/** Where people are told. `enabled` has been heeded before this is read: a sink that is here is on. */
export const NOTICES = z.strictObject({
  slack: z
    .strictObject({ ...sink('SLACK'), url: webhookAddress('SLACK_WEBHOOK_URL', 'the Slack app') })
    .transform(used)
    .exactOptional(),
  discord: z
    .strictObject({
      ...sink('DISCORD'),
      url: webhookAddress('DISCORD_WEBHOOK_URL', 'the channel’s settings in Discord'),
    })
    .transform(used)
    .exactOptional(),
  telegram: z
    .strictObject({
      ...sink('TELEGRAM'),
      token: setting(text('a bot’s token, such as 123456:ABC…', /^\d+:[\w-]+$/), {
        variable: 'TELEGRAM_BOT_TOKEN',
        means: 'token of the bot',
        do: 'Copy it from @BotFather.',
        hide: 'secret',
      }),
      chat: setting(text('the number of a chat, or @ and the name of a channel', /^(?:-?\d+|@\w+)$/), {
        variable: 'TELEGRAM_CHAT_ID',
        means: 'chat that the bot writes to',
        do: 'Write it as a text, in quotes, such as -1001234567890.',
      }),
    })
    .transform(used)
    .exactOptional(),
  email: EMAIL.exactOptional(),
  webhook: z
    .strictObject({
      ...sink('NOTICE_WEBHOOK'),
      url: webhookAddress('NOTICE_WEBHOOK_URL', 'the service that receives it'),
      secret: setting(text('at least 16 characters without spaces', /^[\x21-\x7e]{16,}$/), {
        variable: 'NOTICE_WEBHOOK_SECRET',
        means: 'signs what is sent (Standard Webhooks)',
        usual: 'none: nothing is signed',
        do: 'Make one with `openssl rand -hex 32`, and give it to the receiver too.',
        hide: 'secret',
      }).exactOptional(),
    })
    .transform(used)
    .exactOptional(),
})
