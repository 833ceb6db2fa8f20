import { type RequestHandler, Router } from 'express'
import type { Endpoint } from './api.ts'
import { config } from './config.ts'
import { openApiDocument } from './openapi.ts'

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  required?: string[]
  enum?: unknown[]
  anyOf?: Schema[]
  maxLength?: number
}

interface Operation {
  summary: string
  tags: string[]
  security: object[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string }>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

let kept: Description | undefined

function description(endpoints: Endpoint[]): Description {
  kept ??= openApiDocument(endpoints, config().publicUrl) as Description
  return kept
}

/** Where programs read what the API can do. */
export function apiDescription(endpoints: Endpoint[]): Router {
  const router = Router()
  router.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(description(endpoints))
  })
  return router
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.items) return `${typeOf(schema.items)}[]`
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything')
}

function fieldsOf(
  schema: Schema | undefined,
  all: Description,
): { name: string; type: string; isRequired: boolean }[] {
  if (!schema) return []
  const name = schema.$ref?.split('/').at(-1)
  const whole = name ? (all.components?.schemas?.[name] ?? schema) : schema
  return Object.entries(whole.properties ?? {}).map(([field, one]) => ({
    name: field,
    type: typeOf(one),
    isRequired: whole.required?.includes(field) ?? false,
  }))
}

/** The same for people: every operation by room, with its fields. */
export function apiPage(endpoints: Endpoint[]): RequestHandler {
  return (_req, res) => {
    const all = description(endpoints)
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
        body: fieldsOf(operation.requestBody?.content['application/json']?.schema, all),
      })),
    )
    const rooms = [...new Set(operations.map(({ tag }) => tag))].map((tag) => ({
      tag,
      operations: operations.filter((one) => one.tag === tag),
    }))
    res.render('platform/api', { rooms, baseUrl: `${config().publicUrl}/api/v1` })
  }
}
