import type { RequestHandler } from 'express'
import { evidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import { notFound } from '../platform/errors.ts'
import { param } from '../platform/request.ts'
import { makeYearlyReport } from './evidence.report.service.ts'

/** The report of a year, to print and to keep. */
export const yearlyReport: RequestHandler = async (req, res) => {
  const { success, data: year } = evidenceFilter.shape.year.safeParse(param(req, 'year'))
  if (!success) throw notFound('Report')
  const bytes = await makeYearlyReport(year)
  res.attachment(`foothold-evidence-${year}.pdf`).type('application/pdf').send(bytes)
}
