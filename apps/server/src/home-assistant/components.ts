import { PHASES } from '@relevo/core/protocol'
import { BUTTONS, buttonsFor } from './buttons.ts'
import type { Portrait } from './portrait.ts'
import { INSTALL, type MeetingTopics } from './topics.ts'

/** An entity in a device's discovery; or only its platform, which takes it away. */
export interface Component {
  platform: 'update' | 'button' | 'sensor' | 'binary_sensor'
  [key: string]: unknown
}

/** The entities of a tablet, by their ids within the device. */
export function componentsOf({ tablet, kiosk }: Portrait, topics: MeetingTopics): Record<string, Component> {
  const reading = (template: string) => ({
    state_topic: topics.facts(tablet),
    value_template: `{{ value_json.${template} }}`,
  })
  const fixed = (id: string, platform: Component['platform']) => ({
    platform,
    unique_id: `${topics.objectId(tablet)}_${id}`,
    // Renaming a tablet renames no entity: this is only how a new one is first called.
    default_entity_id: `${platform}.${slug(topics.objectId(tablet))}_${id}`,
  })
  const own = { topic: topics.availability }
  const viaKiosk = { topic: topics.facts(tablet), value_template: '{{ value_json.kiosk }}' }

  const buttons = buttonsFor(kiosk?.can).map((id) => {
    const { press, ...looks } = BUTTONS[id]
    const isKiosks = press.does === 'kiosk'
    const button: Component = {
      ...fixed(id, 'button'),
      ...looks,
      command_topic: topics.press(tablet),
      payload_press: id,
      ...(isKiosks && { availability: [own, viaKiosk], availability_mode: 'all' }),
    }
    return [id, button] as const
  })

  return {
    update: {
      ...fixed('update', 'update'),
      name: 'App',
      state_topic: topics.update(tablet),
      command_topic: topics.install(tablet),
      payload_install: INSTALL,
      json_attributes_topic: topics.facts(tablet),
    },
    ...Object.fromEntries(buttons),
    release: { ...fixed('release', 'sensor'), name: 'Release', icon: 'mdi:tag', ...reading('release') },
    phase: {
      ...fixed('phase', 'sensor'),
      name: 'Phase',
      device_class: 'enum',
      options: [...PHASES],
      entity_category: 'diagnostic',
      ...reading('phase'),
    },
    last_seen: {
      ...fixed('last_seen', 'sensor'),
      name: 'Last seen',
      device_class: 'timestamp',
      entity_category: 'diagnostic',
      ...reading('last_seen'),
    },
    problem: {
      ...fixed('problem', 'sensor'),
      name: 'Problem',
      icon: 'mdi:alert-circle-outline',
      entity_category: 'diagnostic',
      ...reading('problem'),
    },
    needs_hands: {
      ...fixed('needs_hands', 'binary_sensor'),
      name: 'Needs hands',
      device_class: 'problem',
      ...reading('needs_hands'),
    },
    online: {
      ...fixed('online', 'binary_sensor'),
      name: 'Online',
      device_class: 'connectivity',
      entity_category: 'diagnostic',
      ...reading('online'),
    },
  }
}

/** As entity ids are written. */
function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '_')
}
