import { z } from 'zod'

/**
 * What Home Assistant takes, as strictly as it says it (home-assistant.io `_integrations/{mqtt,update.mqtt,button.mqtt,
 * sensor.mqtt,binary_sensor.mqtt}.markdown`; home-assistant/core `components/mqtt/{schemas,update}.py`). It ignores keys of
 * an entity that it does not know: here they are an error, since a key that is ignored is a key that is misspelt.
 */
const TOPIC = z.string().regex(/^[^+#\0]+$/)
const ID = z.string().regex(/^[a-zA-Z0-9_-]+$/)
const TEMPLATE = z.string().regex(/^\{\{ value_json\.[a-z_]+ \}\}$/)
const ADDRESS = z.url({ protocol: /^https?$/ })
const CATEGORY = z.enum(['config', 'diagnostic'])

const AVAILABILITY = z
  .array(
    z.strictObject({
      topic: TOPIC,
      payload_available: z.string().optional(),
      payload_not_available: z.string().optional(),
      value_template: TEMPLATE.optional(),
    }),
  )
  .min(1)
const MODE = z.enum(['all', 'any', 'latest'])

const ENTITY = {
  unique_id: z.string().min(1),
  default_entity_id: z.string().regex(/^(update|button|sensor|binary_sensor)\.[a-z0-9_]+$/),
  name: z.string().min(1).nullable(),
  icon: z
    .string()
    .regex(/^mdi:[a-z-]+$/)
    .optional(),
  entity_category: CATEGORY.optional(),
  enabled_by_default: z.boolean().optional(),
  availability: AVAILABILITY.optional(),
  availability_mode: MODE.optional(),
  json_attributes_topic: TOPIC.optional(),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
}
const READING = { state_topic: TOPIC, value_template: TEMPLATE, expire_after: z.int().positive().optional() }

const COMPONENT = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('update'),
    ...ENTITY,
    state_topic: TOPIC,
    command_topic: TOPIC,
    payload_install: z.string().min(1),
    device_class: z.literal('firmware').optional(),
    retain: z.literal(false).optional(),
  }),
  z.strictObject({
    platform: z.literal('button'),
    ...ENTITY,
    command_topic: TOPIC,
    payload_press: z.string().min(1),
    device_class: z.enum(['identify', 'restart', 'update']).optional(),
    retain: z.literal(false).optional(),
  }),
  z
    .strictObject({
      platform: z.literal('sensor'),
      ...ENTITY,
      ...READING,
      device_class: z.enum(['enum', 'timestamp']).optional(),
      options: z.array(z.string()).optional(),
    })
    .refine(
      ({ device_class: kind, options }) => (kind === 'enum') === (options !== undefined),
      'options are for enums',
    ),
  z.strictObject({
    platform: z.literal('binary_sensor'),
    ...ENTITY,
    ...READING,
    device_class: z.enum(['connectivity', 'problem']).optional(),
  }),
])

/** Only its platform: the entity goes away. */
const LEAVING = z.strictObject({ platform: z.enum(['update', 'button', 'sensor', 'binary_sensor']) })

/** A device-based discovery. */
export const DISCOVERY = z.strictObject({
  device: z.strictObject({
    identifiers: z.array(z.string().min(1)).min(1),
    name: z.string().min(1),
    manufacturer: z.string().optional(),
    model: z.string().optional(),
    sw_version: z.string().optional(),
    suggested_area: z.string().optional(),
    configuration_url: ADDRESS.optional(),
  }),
  origin: z.strictObject({
    name: z.string().min(1),
    sw_version: z.string().optional(),
    support_url: ADDRESS.optional(),
  }),
  availability: AVAILABILITY,
  availability_mode: MODE,
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  components: z.record(ID, z.union([LEAVING, COMPONENT])),
})

/** The state of an update entity: one key too many, or a text that is null, and the whole message is rejected. */
export const UPDATE_STATE = z.strictObject({
  installed_version: z.string().min(1).optional(),
  latest_version: z.string().min(1).optional(),
  title: z.string().optional(),
  release_summary: z.string().max(255).optional(),
  release_url: ADDRESS.optional(),
  entity_picture: ADDRESS.optional(),
  in_progress: z.boolean().optional(),
  update_percentage: z.number().min(0).max(100).nullable().optional(),
})
