import type { Request, RequestHandler, Response } from 'express'
import { noticeGroups } from '../../shared/notifications/kinds.ts'
import { retryLots, retryTakesMs } from '../../shared/operations/operations.jobs.ts'
import {
  changesSchema,
  countQuery,
  discardSchema,
  emailsQuery,
  lookUpSchema,
  readOnlySchema,
  retrySchema,
} from '../../shared/operations/operations.schema.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { readOnly } from '../platform/read-only.ts'
import {
  lookAtEmails,
  lookAtNotice,
  lookAtSchedules,
  lookOver,
  lookUpEmails,
} from './operations.look.service.ts'
import {
  inWords,
  presentActs,
  presentKinds,
  presentOverview,
  presentPersonsEmails,
  presentSchedules,
} from './operations.presenter.ts'
import {
  allowChanges,
  countFailed,
  getFailedJob,
  giveUp,
  insistOnSeeing,
  listActs,
  listFailedJobs,
  stopChanges,
  tryAgain,
} from './operations.service.ts'
import { lookAtWaiting } from './operations.waiting.service.ts'

/** A guard for all pages of the room. @throws AppError not-found */
export const administratorsOnly: RequestHandler = (req, _res, next) => {
  insistOnSeeing(actorOf(req))
  next()
}

const done = {
  stopped: 'Nothing can be changed any more. Every page says so within two seconds.',
  allowed: 'Things can be changed again.',
}

const mostWaiting = 20

export const overview: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const [found, acts, waiting] = await Promise.all([lookOver(actor), listActs(actor), lookAtWaiting(actor)])
  res.render('operations/overview', {
    ...presentOverview(found),
    acts: await presentActs(acts),
    waiting: { items: waiting.slice(0, mostWaiting), total: waiting.length },
    notice: noticeFor(req, done),
  })
}

/** How many at once, and over how long, so many failed jobs are tried again. */
const sayLots = (count: number) => ({
  count,
  size: retryLots.size,
  every: inWords(retryLots.everyMs),
  takes: count > retryLots.size ? inWords(retryTakesMs(count)) : null,
})

function saidOfAll(req: Request): string {
  const { count, size, every, takes } = sayLots(countQuery.parse(req.query).count)
  const t = translator()
  return takes
    ? t(
        '{count} jobs are tried again, {size} every {every}: it takes about {takes}. What fails again comes back here.',
        {
          count,
          size,
          every,
          takes,
        },
      )
    : t('{count} jobs are tried again at once. What fails again comes back here.', { count })
}

async function showQueue(req: Request, res: Response, state: FormState): Promise<void> {
  const queue = param(req, 'queue')
  res.render('operations/queue', {
    queue,
    jobs: await listFailedJobs(actorOf(req), queue),
    lots: sayLots(await countFailed(actorOf(req), queue)),
    form: state,
    notice: noticeFor(req, {
      retried: 'It is tried again. If it fails again it comes back here.',
      'all-retried': saidOfAll(req),
      discarded: 'It is given up, with your reason.',
    }),
  })
}

const queuePath = (req: Request): string => `/operations/queues/${encodeURIComponent(param(req, 'queue'))}`

export const queue: RequestHandler = (req, res) => showQueue(req, res, formState())

export const retry = form({
  schema: retrySchema,
  show: showQueue,
  act: async ({ jobId }, req, res) => {
    const count = await tryAgain(actorOf(req), param(req, 'queue'), jobId)
    const done = jobId === undefined ? `all-retried&count=${count}` : 'retried'
    res.redirect(303, `${queuePath(req)}?done=${done}`)
  },
})

async function showDiscard(req: Request, res: Response, state: FormState): Promise<void> {
  const job = await getFailedJob(actorOf(req), param(req, 'queue'), param(req, 'id'))
  res.render('operations/discard', { job, form: state })
}

export const discardPage: RequestHandler = (req, res) => showDiscard(req, res, formState())

export const discard = form({
  schema: discardSchema,
  show: showDiscard,
  act: async ({ reason }, req, res) => {
    await giveUp(actorOf(req), param(req, 'queue'), param(req, 'id'), reason)
    res.redirect(303, `${queuePath(req)}?done=discarded`)
  },
})

export const schedules: RequestHandler = async (req, res) => {
  res.render('operations/schedules', { schedules: presentSchedules(await lookAtSchedules(actorOf(req))) })
}

async function emailsModel(req: Request): Promise<object> {
  const { days } = emailsQuery.parse(req.query)
  return { days, kinds: presentKinds(await lookAtEmails(actorOf(req), Number(days))) }
}

const showEmails = async (req: Request, res: Response, state: FormState): Promise<void> =>
  res.render('operations/emails', { ...(await emailsModel(req)), form: state })

export const emails: RequestHandler = (req, res) => showEmails(req, res, formState())

export const lookUp = form({
  schema: lookUpSchema,
  show: showEmails,
  // Whose e-mails were looked up stays out of addresses and logs: the page itself is the answer.
  act: async ({ email }, req, res) => {
    const found = await lookUpEmails(actorOf(req), email)
    res.render('operations/emails', {
      ...(await emailsModel(req)),
      form: formState({ email }),
      asked: email,
      found: presentPersonsEmails(found),
    })
  },
})

export const notices: RequestHandler = (_req, res) => {
  res.render('operations/notices', { groups: noticeGroups })
}

export const notice: RequestHandler = async (req, res) => {
  const preview = await lookAtNotice(actorOf(req), param(req, 'kind'))
  const policy = String(res.get('Content-Security-Policy') ?? '')
  // This page alone may frame something: the e-mail below, which runs nothing.
  res.set('Content-Security-Policy', `${policy};frame-src 'self'`)
  res.render('operations/notice', { preview })
}

/** The HTML part as a mail reader would show it: no scripts, no pictures, no forms. */
export const noticeHtml: RequestHandler = async (req, res) => {
  const { mail } = await lookAtNotice(actorOf(req), param(req, 'kind'))
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'no-store',
  })
  res.type('html').send(mail.html)
}

async function showSwitch(_req: Request, res: Response, state: FormState): Promise<void> {
  res.render('operations/read-only', { state: await readOnly(), form: state })
}

export const switchPage: RequestHandler = (req, res) => showSwitch(req, res, formState())

export const stop = form({
  schema: readOnlySchema,
  show: showSwitch,
  act: async (input, req, res) => {
    await stopChanges(actorOf(req), input)
    res.redirect(303, '/operations?done=stopped')
  },
})

export const resume = form({
  schema: changesSchema,
  show: showSwitch,
  act: async (_input, req, res) => {
    await allowChanges(actorOf(req))
    res.redirect(303, '/operations?done=allowed')
  },
})
