import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { notFound } from '../platform/errors.ts'
import { madeOnce } from '../platform/made-once.ts'
import { isDemo } from '../platform/site.ts'
import { translator } from '../platform/translations.ts'
import { refuseUncounted } from './evidence.counted.service.ts'
import { readEvidence } from './evidence.read.service.ts'
import { reportPdf } from './evidence.report.pdf.ts'

/** The report of a year as a tagged PDF. @throws AppError not-found for a year of which nothing is counted, busy before that */
export async function makeYearlyReport(year: string): Promise<Buffer> {
  const read = await readEvidence({ ...wholeEvidence, year })
  refuseUncounted(read.state)
  if (read.facts.length === 0 && read.baseline.all.awards === 0) throw notFound('Report')
  const hasExamples = await isDemo()
  const content = { report: 'evidence', year, revision: read.state.revision, hasExamples }
  return madeOnce(content, () => reportPdf(read, { year, hasExamples }, translator()))
}
