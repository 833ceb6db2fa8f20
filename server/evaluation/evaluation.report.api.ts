import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { sendReport } from './evaluation.report.pages.ts'
import { evaluationReport } from './evaluation.report.service.ts'

/** The printed report of an evaluation, for programs. */
export const evaluationReportEndpoints: Endpoint[] = [
  endpoint({
    tag: 'evaluation',
    auth: 'signed-in',
    method: 'get',
    path: '/challenges/{id}/evaluation/report',
    summary: 'Download the report of an evaluation as a tagged PDF, once it is ranked',
    params: z.object({ id: z.string().max(40) }),
    answer: 'file',
    handle: async ({ actor, params: { id }, res }) => sendReport(res, id, await evaluationReport(actor, id)),
  }),
]
