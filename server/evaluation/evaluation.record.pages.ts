import type { RequestHandler } from 'express'
import { actorOf, param } from '../platform/request.ts'
import { sendAs } from '../platform/stored-files.ts'
import { askForRecord, listRecords, takeRecord } from './evaluation.record.service.ts'

/** Everything on record about an evaluation, as files to take away. */
export const show: RequestHandler = async (req, res) => {
  const { challenge, records } = await listRecords(actorOf(req), param(req, 'id'))
  const isUnderWay = records.some(({ state }) => state === 'waiting' || state === 'running')
  res.render('evaluation/record', { challenge, records, isUnderWay })
}

export const ask: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  await askForRecord(actorOf(req), id)
  res.redirect(303, `/challenges/${id}/evaluation/record`)
}

export const take: RequestHandler = async (req, res) => {
  const { file, bytes } = await takeRecord(actorOf(req), param(req, 'id'), param(req, 'recordId'))
  await sendAs(res, file, bytes)
}
