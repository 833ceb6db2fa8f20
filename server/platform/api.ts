import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import type { Actor } from '../../shared/platform/actor.ts'
import { readParts, type TakesFiles } from './api-files.ts'
import { readQuery } from './api-query.ts'
import { AppError } from './errors.ts'
import { answerOnce } from './idempotency.ts'
import { fieldErrors } from './page.ts'
import { actorOf } from './request.ts'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What an endpoint's handler is given: who asks, and what they sent, already checked. */
export interface ApiCall<Params, Query, Body> {
  actor: Actor
  params: Parsed<Params>
  query: Parsed<Query>
  body: Parsed<Body>
  /** What was sent in parts `files`, in temporary places; empty unless the operation takes files. */
  files: Express.Multer.File[]
  req: Request
  res: Response
}

export interface EndpointDefinition<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As OpenAPI writes it, below /api/v1: `/challenges/{id}/publish`. */
  path: string
  /** One line, in the imperative: `Publish a challenge`. */
  summary: string
  /** The room. */
  tag: string
  auth: 'anyone' | 'signed-in'
  params?: Params
  /** Parameters that it does not name are refused, as are values that it does not take. */
  query?: Query
  body?: Body
  /**
   * Takes `multipart/form-data` with parts `files` and a part `body`, JSON text of the same schema as the body;
   * only from somebody with a token. With `true` plain JSON does where there is no file to send.
   */
  takesFiles?: TakesFiles
  /** The body of the answer, for the description; answers are not parsed again. A `file` the handler sends itself. */
  answer: z.ZodType | 'file'
  /** 200 unless said; a 201 honours `Idempotency-Key`. */
  status?: 200 | 201 | 202 | 204
  /** True where request or answer holds a secret: nothing of them is kept for `Idempotency-Key`. */
  keepsNoAnswer?: boolean
  handle: (call: ApiCall<Params, Query, Body>) => Promise<unknown> | unknown
}

export interface Endpoint
  extends Omit<EndpointDefinition<undefined, undefined, undefined>, 'params' | 'query' | 'body' | 'handle'> {
  params?: z.ZodObject | undefined
  query?: z.ZodObject | undefined
  body?: z.ZodType | undefined
  handler: RequestHandler
}

const noQuery = z.object({})

function parsePart<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown, place: string) {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  if (place === 'path') throw new AppError('not-found', 'Nothing is at this address')
  throw new AppError(
    'invalid',
    `The ${place} has mistakes: each is named under "errors".`,
    fieldErrors(parsed.error),
  )
}

/**
 * Declares one operation of the API: its schemas make both the checks and the OpenAPI description.
 * Thrown AppErrors become RFC 9457 problem details.
 */
export function endpoint<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: EndpointDefinition<Params, Query, Body>): Endpoint {
  const { handle, ...description } = definition
  const status = definition.status ?? 200
  const handler: RequestHandler = async (req, res) => {
    const actor = actorOf(req)
    if ((definition.auth === 'signed-in' || definition.takesFiles) && actor.kind !== 'person') {
      throw new AppError(
        'unauthenticated',
        'Send a bearer token: make one on your account page or by POST /api/v1/tokens.',
      )
    }
    const params = parsePart(definition.params, req.params, 'path')
    const query = readQuery(definition.query ?? noQuery, req.query)
    const files = await readParts(req, res, definition.takesFiles)
    const work = async () => {
      const call = {
        actor,
        params,
        query,
        body: parsePart(definition.body, req.body, 'body'),
        files,
        req,
        res,
      } as ApiCall<Params, Query, Body>
      return { status, body: await handle(call) }
    }
    const answer =
      status === 201 && !definition.keepsNoAnswer ? await answerOnce(req, actor, files, work) : await work()
    if (res.headersSent) return
    if (answer.status === 204) res.status(204).end()
    else res.status(answer.status).json(answer.body)
  }
  return { ...description, handler }
}

/** Serves the endpoints below /api/v1. */
export function apiRouter(endpoints: Endpoint[]): Router {
  const router = Router()
  for (const { method, path, handler } of endpoints)
    router[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), handler)
  router.use(() => {
    throw new AppError('not-found', 'Nothing is at this address; /api lists what is.')
  })
  return router
}

/** The shape of every refusal (RFC 9457), as OpenAPI describes it. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
