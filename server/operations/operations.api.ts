import { z } from 'zod'
import { retryTakesMs } from '../../shared/operations/operations.jobs.ts'
import { discardSchema, readOnlyBody, retrySchema } from '../../shared/operations/operations.schema.ts'
import { loadLevels } from '../../shared/platform/load.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { readOnly } from '../platform/read-only.ts'
import { lookOver } from './operations.look.service.ts'
import { lookAtWaiting } from './operations.waiting.service.ts'
import { allowChanges, giveUp, listFailedJobs, stopChanges, tryAgain } from './operations.service.ts'

const tag = 'operations'
const moment = z.iso.datetime()
const count = z.number().int()
const milliseconds = count.describe('Milliseconds')

const switchAnswer = z
  .object({ reason: z.string(), until: moment.nullable(), since: moment })
  .nullable()
  .describe('Why nothing can be changed; null while things can')

const overviewAnswer = z
  .object({
    processes: z.array(
      z.object({
        kind: z.enum(['web', 'worker']),
        host: z.string(),
        pid: count,
        version: z.string(),
        startedAt: moment,
        seenAt: moment,
        delayMs: milliseconds,
        aheadMs: z.int().describe('How far its clock is ahead of the database’s, in milliseconds'),
        memory: count,
        level: z.enum(loadLevels),
      }),
    ),
    outbox: z.object({ waiting: count, overdueMs: milliseconds, triedAgain: count }),
    kept: z.object({ waiting: count, oldest: moment.nullable(), askedAgain: count }),
    queues: z
      .array(
        z.object({
          name: z.string(),
          waiting: count,
          active: count,
          later: count,
          failed: count,
          oldestMs: milliseconds.nullable(),
          lastHour: count,
        }),
      )
      .nullable()
      .describe('Null while Redis is away'),
    waitingForPeople: z
      .array(
        z.object({
          kind: z.string().describe('`unanswered`, or what it is on the brokers’ desk'),
          title: z.string().describe('Empty for a question, whose words may tell who asks'),
          count,
          since: moment,
          isLate: z.boolean().describe('The time to answer is over'),
          isEscalated: z.boolean().describe('Others than those whose work it is were told'),
          href: z.string(),
        }),
      )
      .describe('What waits for a person, the longest waiting first'),
    scans: z
      .object({ waiting: count, since: moment.nullable(), infected: count })
      .describe('Files that wait for the scanner, since when, and those in which it found something'),
    turnedAway: z.object({ browse: count, read: count, write: count, vital: count }),
    readOnly: switchAnswer,
  })
  .meta({ id: 'Operations' })

const queueParams = z.object({ queue: z.string().max(60) })
const jobParams = queueParams.extend({ id: z.string().max(300) })

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

async function presentSwitch() {
  const state = await readOnly()
  return state && { ...state, until: iso(state.until), since: state.since.toISOString() }
}

/** Operations for programs: an administrator's token watches and steers. */
export const operationsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/operations/state',
    summary: 'Read how Foothold does: processes, queues, outbox, what waits for people',
    tag,
    auth: 'signed-in',
    answer: overviewAnswer,
    handle: async ({ actor }) => {
      const { processes, kept, scans, readOnly: _, ...rest } = await lookOver(actor)
      const waiting = await lookAtWaiting(actor)
      return {
        ...rest,
        waitingForPeople: waiting.map((one) => ({ ...one, since: one.since.toISOString() })),
        processes: processes.map(({ _id, expiresAt, turnedAway, aheadMs = 0, ...one }) => ({
          ...one,
          aheadMs,
        })),
        kept: { ...kept, oldest: iso(kept.oldest) },
        scans: { waiting: scans.count, since: iso(scans.since), infected: scans.infected },
        readOnly: await presentSwitch(),
      }
    },
  }),
  endpoint({
    method: 'put',
    path: '/operations/read-only',
    summary: 'Stop all changes, or allow them again',
    tag,
    auth: 'signed-in',
    body: readOnlyBody,
    answer: z.object({ readOnly: switchAnswer }),
    handle: async ({ actor, body }) => {
      if (body.isReadOnly) await stopChanges(actor, body)
      else await allowChanges(actor)
      return { readOnly: await presentSwitch() }
    },
  }),
  endpoint({
    method: 'get',
    path: '/operations/queues/{queue}/failed',
    summary: 'List the jobs of a queue that failed for good, the last first',
    tag,
    auth: 'signed-in',
    params: queueParams,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          queue: z.string(),
          name: z.string(),
          payload: z.unknown(),
          reason: z.string(),
          tries: count,
          failedAt: moment.nullable(),
        }),
      ),
    }),
    handle: async ({ actor, params }) => ({ items: await listFailedJobs(actor, params.queue) }),
  }),
  endpoint({
    method: 'post',
    path: '/operations/queues/{queue}/retry',
    summary: 'Try a failed job again, or all of a queue, so many every ten seconds',
    tag,
    auth: 'signed-in',
    params: queueParams,
    body: retrySchema,
    answer: z.object({
      count: count.describe('How many are tried again'),
      takesMs: milliseconds.describe('How long until the last of them is tried, in milliseconds'),
    }),
    handle: async ({ actor, params, body }) => {
      const found = await tryAgain(actor, params.queue, body.jobId)
      return { count: found, takesMs: retryTakesMs(found) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/operations/queues/{queue}/jobs/{id}/discard',
    summary: 'Give a failed job up, with the reason',
    tag,
    auth: 'signed-in',
    params: jobParams,
    body: discardSchema,
    answer: z.object({}),
    handle: async ({ actor, params, body }) => {
      await giveUp(actor, params.queue, params.id, body.reason)
      return {}
    },
  }),
]
