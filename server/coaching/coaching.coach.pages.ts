import type { Request, Response } from 'express'
import { coachFormSchema } from '../../shared/coaching/coach/coach.schema.ts'
import type { Coaching } from '../../shared/coaching/coach/coach.ts'
import { placesOfHelp } from '../../shared/coaching/coach/finding.ts'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf } from '../platform/request.ts'
import { resourcesAt } from '../resources/index.ts'
import { presentCoaching } from './coaching.coach.presenter.ts'
import { coachDraft } from './coaching.coach.service.ts'
import { law } from './law.data.ts'

/** The page where anybody has a text read. */
export async function coachPage(_req: Request, res: Response): Promise<void> {
  await renderCoach(res, formState({ text: '', regime: 'unknown' }), null)
}

async function renderCoach(
  res: Response,
  state: FormState,
  read: { text: string; coaching: Coaching } | null,
): Promise<void> {
  res.render('coaching/coach', {
    form: state,
    ruleCount: coachRules.length,
    lawAsAt: law().asAt,
    helpful: await resourcesAt(...placesOfHelp(read?.coaching.findings ?? [])),
    coaching: read && presentCoaching(read.coaching, { text: read.text }),
  })
}

/** Reads the text pasted. It isn't kept: the answer is the page. */
export const readText = form({
  schema: coachFormSchema,
  show: (_req, res, state) => renderCoach(res, state, null),
  act: async ({ text, regime }, req, res) => {
    const coaching = await coachDraft({ text }, { regime }, actorOf(req).userId || req.ip || 'unknown')
    await renderCoach(res, formState({ text, regime }), { text, coaching })
  },
})
