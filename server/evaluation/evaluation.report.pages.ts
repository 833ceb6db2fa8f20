import type { RequestHandler, Response } from 'express'
import { actorOf, param } from '../platform/request.ts'
import { evaluationReport } from './evaluation.report.service.ts'

/** Sends the report of an evaluation as a file to keep. */
export const sendReport = (res: Response, challengeId: string, bytes: Buffer): void => {
  res.attachment(`evaluation-${challengeId}.pdf`).type('application/pdf').send(bytes)
}

/** The report of an evaluation to print and to file. */
export const report: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  sendReport(res, id, await evaluationReport(actorOf(req), id))
}
