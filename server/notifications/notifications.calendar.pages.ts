import type { RequestHandler } from 'express'
import { actorOf, param } from '../platform/request.ts'
import {
  calendarAddress,
  makeCalendar,
  readCalendar,
  stopCalendar,
} from './notifications.calendar.service.ts'

const page = '/account/calendar'

export const calendar: RequestHandler = async (req, res) => {
  const address = await calendarAddress(actorOf(req))
  // Calendar programs open this scheme by themselves.
  const webcal = address?.replace(/^https?:/, 'webcal:')
  res.set('Cache-Control', 'no-store')
  res.render('notifications/calendar', { address, webcal, done: req.query['done'] })
}

export const make: RequestHandler = async (req, res) => {
  await makeCalendar(actorOf(req))
  res.redirect(303, `${page}?done=made`)
}

export const stop: RequestHandler = async (req, res) => {
  await stopCalendar(actorOf(req))
  res.redirect(303, `${page}?done=stopped`)
}

/** For calendar programs, which sign in nowhere: the address is the secret. */
export const file: RequestHandler = async (req, res) => {
  const text = await readCalendar(param(req, 'token').replace(/\.ics$/, ''))
  res.set({ 'Cache-Control': 'private, max-age=900', 'X-Robots-Tag': 'noindex' })
  res.type('text/calendar; charset=utf-8').send(text)
}
