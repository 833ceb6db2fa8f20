import type { EventEmitter } from 'node:events'
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { Server, type Socket } from 'socket.io'
import type { z } from 'zod'
import type { Actor } from '../../shared/platform/actor.ts'
import { closeAtEnd } from './closing.ts'
import { config } from './config.ts'
import { logger } from './logger.ts'
import { openRedis } from './redis.ts'
import { asRefusal } from './refusals.ts'
import { socketPlaces } from './socket-places.ts'

/** What a browser may watch: parsed, authorised by the page's policy at that moment, answered with audiences. */
export interface Watch<Payload = unknown> {
  /** `clarifications:watch` */
  name: string
  payload: z.ZodType<Payload>
  /** The audiences to join. @throws AppError if the actor may not watch. */
  audiences: (actor: Actor, payload: Payload) => Promise<string[]>
  /** What this actor alone is answered, read after joining: nothing is missed between. */
  reply?: (actor: Actor, payload: Payload) => Promise<object>
}

/** Declares a watch. */
export function defineWatch<Payload>(watch: Watch<Payload>): Watch {
  return watch as Watch
}

/** The audience of everything that concerns one person alone. */
export const personAudience = (userId: string): string => `person:${userId}`
const sessionAudience = (sessionId: string): string => `session:${sessionId}`

let io: Server | undefined

/** What a browser may do over sockets; connections are counted in each process by itself. */
export const socketLimits = { messageBytes: 16_000, ofOnePerson: 10, watches: 20, inMs: 10_000 }

/** News carry ids and counts only; browsers fetch what they may see by the page's own address. */
function openServer(http?: HttpServer): Server {
  const redis = openRedis('live messages', 'worker')
  const copies = copiesOf(redis)
  const places = socketPlaces()
  const server = new Server({
    adapter: createAdapter(redis, {
      streamName: 'foothold:live',
      maxLen: 10_000,
      blockTimeInMs: 1000,
    }),
    maxHttpBufferSize: socketLimits.messageBytes,
    perMessageDeflate: false,
    serveClient: false,
    allowRequest: (req, decide) => {
      const refusal = isFromHere(req) ? places.refusal(req) : 'This connection was asked for by another site'
      decide(refusal, refusal === null)
    },
  })
  if (http) {
    server.attach(http)
    // Counted below the messages: a connection that never says a word takes a place all the same.
    server.engine.on('connection', (connection: { request: IncomingMessage } & EventEmitter) => {
      connection.once('close', places.take(connection.request))
    })
  }
  io = server
  const close = async () => {
    io = undefined
    if (http) await server.close()
    else await server._nsps.get('/')?.adapter.close()
    for (const copy of copies) copy.disconnect()
  }
  closeAtEnd('live messages', close, http !== undefined)
  return server
}

/**
 * The connections that the adapter makes for itself. It ends them when their last reading comes back, which it
 * never does if Redis goes first: they would try again for ever and keep the process from ending.
 */
function copiesOf(redis: Redis): Redis[] {
  const copies: Redis[] = []
  const duplicate = redis.duplicate.bind(redis)
  redis.duplicate = (override) => {
    const copy = duplicate(override)
    copies.push(copy)
    return copy
  }
  return copies
}

function isFromHere(req: IncomingMessage): boolean {
  const { origin, host } = req.headers
  if (!origin) return req.headers['sec-fetch-site'] === 'same-origin' || config().environment !== 'production'
  return (
    URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(config().publicUrl).origin)
  )
}

interface LiveOptions {
  session: RequestHandler
  /** Who is behind this handshake, read from the database again at every watch. */
  actorOf: (req: Request) => Promise<Actor>
  watches: Watch[]
}

/** Starts live messages of a web process. They only add to pages that are complete without them. */
export function startLive(http: HttpServer, options: LiveOptions): void {
  const server = openServer(http)
  server.engine.use((req: Request & { _query?: { sid?: string } }, res: never, next: () => void) => {
    if (req._query?.sid === undefined) options.session(req, res, next)
    else next()
  })
  server.on('connection', (socket) => void welcome(socket, options))
}

async function welcome(socket: Socket, options: LiveOptions): Promise<void> {
  const req = socket.request as Request
  const sessionId = req.session?.id
  if (sessionId) await socket.join(sessionAudience(sessionId))
  const isTooMuch = countAsked()
  // All that comes is counted, also under names that nobody listens to: it is read all the same.
  socket.use((_event, next) => (isTooMuch() ? void socket.disconnect(true) : next()))
  for (const watch of options.watches) {
    socket.on(watch.name, async (payload: unknown, answer?: (reply: object) => void) => {
      const reply = typeof answer === 'function' ? answer : () => undefined
      reply(await tryWatch(socket, watch, payload, () => options.actorOf(req)))
    })
  }
  try {
    const actor = await options.actorOf(req)
    if (!actor.userId) return
    const own = socket.nsp.adapter.rooms.get(personAudience(actor.userId))
    if (own && own.size >= socketLimits.ofOnePerson) socket.disconnect(true)
    else await socket.join(personAudience(actor.userId))
  } catch (error) {
    logger('platform').warn({ err: error }, 'A socket could not be greeted')
    socket.disconnect(true)
  }
}

/** Counts what one socket asks for; true once it is more than a page of ours ever does. */
function countAsked(): () => boolean {
  const asked: number[] = []
  return () => {
    const at = performance.now()
    asked.push(at)
    while (asked[0] !== undefined && at - asked[0] > socketLimits.inMs) asked.shift()
    return asked.length > socketLimits.watches
  }
}

async function tryWatch(
  socket: Socket,
  watch: Watch,
  payload: unknown,
  actorOf: () => Promise<Actor>,
): Promise<object> {
  const parsed = watch.payload.safeParse(payload)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  try {
    const actor = await actorOf()
    await socket.join(await watch.audiences(actor, parsed.data))
    return { ok: true, ...(await watch.reply?.(actor, parsed.data)) }
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal) logger('platform').error({ err: error, watch: watch.name }, 'A watch failed')
    return { ok: false, code: refusal?.code ?? 'unexpected' }
  }
}

/** Sends a small piece of news to audiences, from web and worker alike, to browsers at every web process, each once. */
export function broadcast(audiences: string | string[], message: string, news: object): void {
  ;(io ?? openServer()).to(audiences).emit(message, news)
}

/** Ends the live connections of one web session, everywhere: after signing out. */
export function disconnectSession(sessionId: string): void {
  io?.in(sessionAudience(sessionId)).disconnectSockets(true)
}

/** Takes all live connections of a person out of an audience, at every web process: they may hear no more of it. */
export function leaveAudience(userId: string, audience: string): void {
  ;(io ?? openServer()).in(personAudience(userId)).socketsLeave(audience)
}

/** Ends all live connections of a person: after losing a membership, or being blocked. */
export function disconnectPerson(userId: string): void {
  ;(io ?? openServer()).in(personAudience(userId)).disconnectSockets(true)
}
