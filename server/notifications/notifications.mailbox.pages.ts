import type { Request, RequestHandler } from 'express'
import { pageQuery, paged } from '../../shared/platform/pagination.ts'
import { notFound } from '../platform/errors.ts'
import { canSendMail, countKeptMail, findKeptMail, listKeptMail } from '../platform/mail.ts'
import { param } from '../platform/request.ts'
import { isDemo } from '../platform/site.ts'

const perPage = 25

/** Mail is for its reader alone, except where all readers are invented and there is nowhere to send it. */
export const onlyInDemo: RequestHandler = async (_req, _res, next) => {
  if (canSendMail() || !(await isDemo())) throw notFound()
  next()
}

export const list: RequestHandler = async (req, res) => {
  const { page } = pageQuery.parse(req.query)
  const to =
    typeof req.query['to'] === 'string' && req.query['to'] !== ''
      ? req.query['to'].slice(0, 254).toLowerCase()
      : undefined
  const filter = { ...(to === undefined ? {} : { to }), asked: askedBy(req) }
  const [mails, total] = await Promise.all([
    listKeptMail({ ...filter, skip: (page - 1) * perPage, limit: perPage }),
    countKeptMail(filter),
  ])
  res.render('notifications/mailbox', { list: paged(mails, total, page, perPage), to })
}

// Who else opens the demonstration must not open the accounts of people who are not invented.
const askedBy = (req: Request): string[] => req.session.askedMails ?? []

async function getMail(req: Request) {
  const mail = await findKeptMail(param(req, 'id'))
  if (!mail || (mail.isSecret && !askedBy(req).includes(mail._id))) throw notFound('Mail')
  return mail
}

export const show: RequestHandler = async (req, res) => {
  const mail = await getMail(req)
  const policy = String(res.get('Content-Security-Policy') ?? '')
  // This page alone may frame something: the mail below, which runs nothing.
  res.set('Content-Security-Policy', `${policy};frame-src 'self'`)
  res.render('notifications/mailbox-mail', { mail })
}

/** The calendar file that a mail carries. */
export const calendar: RequestHandler = async (req, res) => {
  const mail = await getMail(req)
  if (!mail.calendar) throw notFound('File')
  res.attachment('live-session.ics').send(mail.calendar)
}

/** The HTML part as a mail reader would show it: no scripts, no pictures, no forms; links lead out of the frame. */
export const html: RequestHandler = async (req, res) => {
  const mail = await getMail(req)
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation",
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'no-store',
  })
  res.type('html').send(mail.html.replace(/<head>/i, '<head><base target="_top">'))
}
