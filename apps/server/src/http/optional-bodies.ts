import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

type TransformObject = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>

/** As much of a description as is looked at here. */
interface Described {
  paths?: Record<string, Record<string, { requestBody?: { required?: boolean; content: Record<string, Content> } }>>
}
interface Content {
  schema?: { anyOf?: { type?: string }[] }
}

/**
 * The API's description, where a body that may be left out says so. Fastify describes every body as required; one whose
 * schema takes `null` is not, and a client made of the description must not insist on it.
 */
export const describeOptionalBodies: TransformObject = (document) => {
  const described = 'openapiObject' in document ? document.openapiObject : document.swaggerObject
  for (const methods of Object.values((described as Described).paths ?? {})) {
    for (const { requestBody } of Object.values(methods)) {
      if (requestBody && Object.values(requestBody.content).every(takesNull)) requestBody.required = false
    }
  }
  return described
}

function takesNull({ schema }: Content): boolean {
  return schema?.anyOf?.some(({ type }) => type === 'null') ?? false
}
