import { timingSafeEqual } from 'node:crypto'
import express, { type Request, type RequestHandler, Router } from 'express'
import { notifyReceiptSchema } from '../../shared/notifications/bounce.schema.ts'
import { readDeliveryReport } from '../../shared/notifications/delivery-status.ts'
import { config } from '../platform/config.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { limitRequests } from '../platform/limits.ts'
import { fieldErrors } from '../platform/page.ts'
import { takeReceipt, takeReport } from './notifications.bounces.service.ts'

/** Only whoever has the secret of this installation gets in; without one there is no such place. */
const requireSecret: RequestHandler = (req, _res, next) => {
  const { bounceSecret } = config()
  if (!bounceSecret) throw notFound()
  const given = Buffer.from(req.get('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${bounceSecret}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError('unauthenticated', 'Send the secret of MAIL_BOUNCE_SECRET as a bearer token.')
  next()
}

async function take(req: Request): Promise<boolean> {
  if (typeof req.body === 'string') {
    const report = readDeliveryReport(req.body)
    if (!report)
      throw new AppError('invalid', 'Send a report as RFC 3464 describes it: multipart/report, whole.')
    return takeReport(report)
  }
  const parsed = notifyReceiptSchema.safeParse(req.body)
  if (!parsed.success)
    throw new AppError(
      'invalid',
      'This is not a receipt as GOV.UK Notify sends it.',
      fieldErrors(parsed.error),
    )
  return takeReceipt(parsed.data)
}

const report: RequestHandler = async (req, res) => {
  if (!req.is(['application/json', 'message/rfc822', 'text/plain']))
    throw new AppError('wrong-type', 'Send message/rfc822, text/plain or application/json.')
  res.json({ isOurs: await take(req) })
}

/** Where mail that came back is reported: by a mail server’s pipe, or by GOV.UK Notify’s callback. */
export const bouncesRoutes = Router()
bouncesRoutes.use(limitRequests('bounces', 1200, 60), requireSecret)
bouncesRoutes.post(
  '/',
  express.json({ limit: '100kb' }),
  express.text({ type: ['message/rfc822', 'text/plain'], limit: '2mb' }),
  report,
)
