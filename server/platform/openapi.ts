import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi'
import { type Endpoint, problemSchema } from './api.ts'

/** A refusal as problem details. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

/** Bytes: `format` for readers of OpenAPI 3.0, `contentMediaType` as 3.1 says it. */
const bytes = { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' } as const

/** The body of an operation as JSON, as parts with files, or as either. */
function requestBodyOf({ body, takesFiles }: Endpoint): ZodOpenApiOperationObject['requestBody'] {
  const json = body ? { 'application/json': { schema: body } } : {}
  if (!takesFiles) return body && { content: json }
  const files = z.array(z.string().meta({ override: bytes })).meta({ description: 'One part for each file' })
  const isNeeded = takesFiles === 'needed'
  const schema = z.object({
    files: isNeeded ? files.min(1) : files.optional(),
    ...(body ? { body: body.safeParse({}).success ? body.optional() : body } : {}),
  })
  const encoding = body ? { encoding: { body: { contentType: 'application/json' } } } : {}
  const multipart = { 'multipart/form-data': { schema, ...encoding } }
  return { required: true, content: isNeeded ? multipart : { ...json, ...multipart } }
}

/** What an operation answers when all is well. */
function answerOf({ answer, status }: Endpoint): ZodOpenApiResponseObject {
  if (status === 204) return { description: 'Done' }
  if (answer !== 'file') return { description: 'Done', content: { 'application/json': { schema: answer } } }
  return {
    description: 'The file, to be downloaded: `Content-Type` is its own, `Content-Disposition` has its name',
    content: { 'application/octet-stream': { schema: bytes } },
  }
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const status = String(endpoint.status ?? 200) as '200'
  const requestBody = requestBodyOf(endpoint)
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
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [status]: answerOf(endpoint),
      '400': problem('The request could not be read, or its address has a parameter that is not taken'),
      ...(endpoint.auth === 'signed-in'
        ? { '401': problem('No valid token'), '403': problem('Not allowed') }
        : {}),
      // Also without an id: whoever may not know that something exists is answered so.
      ...(endpoint.params || endpoint.auth === 'signed-in' ? { '404': problem('Not found') } : {}),
      ...(isWriting ? { '409': problem('Something changed in the meantime, or a deadline has passed') } : {}),
      ...(isWriting ? { '413': problem('Too large'), '415': problem('Type not accepted') } : {}),
      '422': problem('Some fields have mistakes'),
      '429': problem('Too many requests from this token or address: `Retry-After` says when to try again'),
      '503': problem('A part of Foothold is away for a moment'),
    },
  }
}

/**
 * The OpenAPI 3.1 description of all endpoints, generated from the schemas that check the requests.
 * @param others operations that are no endpoints, since they read other bodies
 */
export function openApiDocument(
  endpoints: Endpoint[],
  publicUrl: string,
  others: ZodOpenApiPathsObject = {},
): object {
  const paths: ZodOpenApiPathsObject = { ...others }
  for (const one of endpoints) paths[one.path] = { ...paths[one.path], [one.method]: operation(one) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Foothold',
      version: '1',
      description:
        'Everything a person can do in a page, under the same rules. Creating POSTs honour `Idempotency-Key`. Files go as `multipart/form-data`: a part `files` for each, and a part `body` with the JSON. 600 requests a minute, counted for each token that is valid, and for each address where there is none or it is not; one more is refused with 429, and `Retry-After` says in how many seconds to try again.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        bounceSecret: {
          type: 'http',
          scheme: 'bearer',
          description: 'MAIL_BOUNCE_SECRET of this installation, which is no token of a person',
        },
      },
    },
  })
}
