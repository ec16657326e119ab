import { z } from 'zod'
import { text, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'

/** The discovery prefix that each new Home Assistant has. */
export const DISCOVERY_PREFIX = 'homeassistant'

/** Whether and where Home Assistant is shown the tablets. */
export const HOME_ASSISTANT = z.strictObject({
  enabled: setting(YES_OR_NO, {
    variable: 'HOME_ASSISTANT',
    means: 'show every tablet as a device in Home Assistant, over the site’s broker where there is one',
    do: 'Write true or false.',
  }).prefault(false),
  prefix: setting(
    text('topic levels without + # $ and spaces, and no slash at either end', /^[^/+#$\0\s][^+#\0\s]*(?<!\/)$/),
    {
      variable: 'HOME_ASSISTANT_PREFIX',
      means: 'the discovery prefix that is set up in Home Assistant',
      do: 'Write what Home Assistant’s MQTT integration says, which is homeassistant unless somebody changed it.',
    },
  ).prefault(DISCOVERY_PREFIX),
})
