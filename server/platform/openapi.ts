import type { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { type Endpoint, problemSchema } from './api.ts'

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const status = String(endpoint.status ?? 200) as '200'
  const isWriting = endpoint.method !== 'get'
  return {
    operationId: `${endpoint.method}${endpoint.path.replaceAll(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(endpoint.auth === 'anyone' ? { security: [{}, { token: [] }] } : { security: [{ token: [] }] }),
    requestParams: {
      ...(endpoint.params ? { path: endpoint.params } : {}),
      ...(endpoint.query ? { query: endpoint.query } : {}),
    },
    ...(endpoint.body ? { requestBody: { content: { 'application/json': { schema: endpoint.body } } } } : {}),
    responses: {
      [status]:
        status === ('204' as string)
          ? { description: 'Done' }
          : {
              description: 'Done',
              content: { 'application/json': { schema: endpoint.answer as z.ZodType } },
            },
      ...(isWriting ? { '400': problem('The request could not be read') } : {}),
      ...(endpoint.auth === 'signed-in'
        ? { '401': problem('No valid token'), '403': problem('Not allowed') }
        : {}),
      ...(endpoint.params ? { '404': problem('Not found') } : {}),
      ...(isWriting ? { '409': problem('Something changed in the meantime, or a deadline has passed') } : {}),
      ...(isWriting ? { '413': problem('Too large'), '415': problem('Type not accepted') } : {}),
      '422': problem('Some fields have mistakes'),
      '429': problem('Too many requests'),
      '503': problem('A part of Foothold is away for a moment'),
    },
  }
}

/** The OpenAPI 3.1 description of all endpoints, generated from the schemas that check the requests. */
export function openApiDocument(endpoints: Endpoint[], publicUrl: string): object {
  const paths: ZodOpenApiPathsObject = {}
  for (const one of endpoints) paths[one.path] = { ...paths[one.path], [one.method]: operation(one) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Foothold',
      version: '1',
      description:
        'Everything a person can do in a page, under the same rules. Creating POSTs honour `Idempotency-Key`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  })
}
