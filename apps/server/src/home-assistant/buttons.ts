import type { Deed, KioskCommand } from '@relevo/core/kiosk'

/** What a button of a tablet does: something this server does, or something its kiosk app is told. */
export type Press = { does: 'check' | 'force' } | { does: 'kiosk'; command: KioskCommand }

/** A button. */
interface Button {
  name: string
  icon: string
  device_class?: 'restart' | 'update'
  press: Press
}

/** Seconds that a screen stays on which was woken from here. */
const AWAKE = 60

/** Every button, by the payload that Home Assistant sends when it is pressed. */
export const BUTTONS = {
  check: { name: 'Check for update', icon: 'mdi:cloud-search', press: { does: 'check' } },
  force: { name: 'Update now', icon: 'mdi:cloud-lock', device_class: 'update', press: { does: 'force' } },
  wake: { name: 'Wake screen', icon: 'mdi:monitor-eye', press: kiosk({ do: 'wake', seconds: AWAKE }) },
  reload: { name: 'Reload page', icon: 'mdi:reload', press: kiosk({ do: 'reload' }) },
  restart: { name: 'Restart app', icon: 'mdi:restart', device_class: 'restart', press: kiosk({ do: 'restart' }) },
} as const satisfies Record<string, Button>

/** The name of a button. */
export type ButtonId = keyof typeof BUTTONS

function kiosk(command: KioskCommand): Press {
  return { does: 'kiosk', command }
}

/** What a payload asks for; `undefined` when it is no button's. */
export function pressOf(payload: string): Press | undefined {
  return Object.hasOwn(BUTTONS, payload) ? BUTTONS[payload as ButtonId].press : undefined
}

/** The buttons of a tablet: those of its kiosk app only as far as that can be told. */
export function buttonsFor(can: ReadonlySet<Deed> | undefined): ButtonId[] {
  return (Object.keys(BUTTONS) as ButtonId[]).filter((id) => {
    const press: Press = BUTTONS[id].press
    return press.does !== 'kiosk' || can?.has(press.command.do) === true
  })
}
