import { type RequestHandler, Router } from 'express'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Endpoint } from './api.ts'
import { config } from './config.ts'
import { openApiDocument } from './openapi.ts'
import { largestFile, mostFiles } from './uploads.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  required?: string[]
  enum?: unknown[]
  anyOf?: Schema[]
  maxLength?: number
  format?: string
}

interface Operation {
  summary: string
  tags: string[]
  security: object[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, unknown> }>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

let kept: Description | undefined

function description(endpoints: Endpoint[], others: ZodOpenApiPathsObject): Description {
  kept ??= openApiDocument(endpoints, config().publicUrl, others) as Description
  return kept
}

/** Where programs read what the API can do; `others` are operations that are no endpoints. */
export function apiDescription(endpoints: Endpoint[], others: ZodOpenApiPathsObject): Router {
  const router = Router()
  router.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(description(endpoints, others))
  })
  return router
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.format === 'binary') return 'file'
  if (schema.items) return `${typeOf(schema.items)}[]`
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything')
}

interface Field {
  name: string
  type: string
  isRequired: boolean
}

function fieldsOf(schema: Schema | undefined, all: Description): Field[] {
  if (!schema) return []
  const name = schema.$ref?.split('/').at(-1)
  const whole = name ? (all.components?.schemas?.[name] ?? schema) : schema
  return Object.entries(whole.properties ?? {}).map(([field, one]) => ({
    name: field,
    type: typeOf(one),
    isRequired: whole.required?.includes(field) ?? false,
  }))
}

/** The fields of a body; of one in parts, the files and the fields of the part that is JSON. */
function bodyOf({ requestBody }: Operation, all: Description): Field[] {
  const { content = {} } = requestBody ?? {}
  const parts = content['multipart/form-data']?.schema
  if (!parts) return fieldsOf(content['application/json']?.schema, all)
  const files = fieldsOf(parts, all).filter(({ name }) => name === 'files')
  return [...files, ...fieldsOf(parts.properties?.['body'], all)]
}

const hasContent = (one: { content?: Record<string, unknown> } | undefined, type: string): boolean =>
  one?.content?.[type] !== undefined

/** The same for people: every operation by room; of the room that is asked for, with their fields. */
export function apiPage(endpoints: Endpoint[], others: ZodOpenApiPathsObject): RequestHandler {
  return (req, res) => {
    const all = description(endpoints, others)
    const operations = Object.entries(all.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        tag: operation.tags[0] ?? '',
        isOpen: operation.security.some((one) => Object.keys(one).length === 0),
        parameters: (operation.parameters ?? []).map(({ name, in: place, required, schema }) => ({
          name: `${name} (${place})`,
          type: typeOf(schema),
          isRequired: required ?? false,
        })),
        body: bodyOf(operation, all),
        takesFiles: hasContent(operation.requestBody, 'multipart/form-data'),
        isJsonTaken: hasContent(operation.requestBody, 'application/json'),
        sendsFile: hasContent(operation.responses['200'], 'application/octet-stream'),
      })),
    )
    const rooms = [...new Set(operations.map(({ tag }) => tag))].map((tag) => ({
      tag,
      operations: operations.filter((one) => one.tag === tag),
    }))
    const limits = { megabytes: largestFile / 1024 / 1024, most: mostFiles }
    const room = rooms.find(({ tag }) => tag === req.query['room'])
    res.render('platform/api', { rooms, room, limits, baseUrl: `${config().publicUrl}/api/v1` })
  }
}
