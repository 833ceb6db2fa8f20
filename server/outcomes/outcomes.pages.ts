import type { Request, RequestHandler, Response } from 'express'
import {
  changeMilestoneSchema,
  correctReadingSchema,
  decideMilestoneSchema,
  milestoneSchema,
  planPilotSchema,
  readingSchema,
  saidReachedSchema,
} from '../../shared/outcomes/outcomes.schema.ts'
import { caseStudyStateNames } from '../../shared/outcomes/case-study.ts'
import { decisionNames } from '../../shared/outcomes/decision.ts'
import { wayTitles } from '../../shared/outcomes/next-step.ts'
import { milestoneStateNames } from '../../shared/outcomes/pilot.ts'
import { confidenceNames } from '../../shared/outcomes/ratings.ts'
import { reviewStateNames } from '../../shared/outcomes/reviews.ts'
import { allow, notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import {
  addMilestone,
  changeMilestone,
  decideMilestone,
  sayMilestoneReached,
} from './outcomes.milestones.service.ts'
import { listPapers } from './outcomes.papers.read.service.ts'
import { caseStudyStanding } from './outcomes.case-study.read.service.ts'
import { listPilots, loadPilot, planPilot, whoLeads } from './outcomes.pilots.service.ts'
import { milestoneShown, planShown, readingShown } from './outcomes.shown.ts'
import { readPilot } from './outcomes.read.service.ts'
import { listReviews } from './outcomes.reviews.read.service.ts'
import { correctReading, recordReading } from './outcomes.readings.service.ts'

const notices = {
  planned: 'The plan of the pilot is saved.',
  milestone: 'The milestone is saved.',
  said: 'The buyer is told, and confirms it.',
  decided: 'Saved. What stood before is kept.',
  reading: 'The reading is recorded.',
  corrected: 'The reading is corrected. The earlier one is kept beside it.',
  published: 'The results are public.',
  'decided-next': 'The decision is saved.',
  terms: 'The terms are saved. Everybody reads them once the results are public.',
}

const placeOf = (req: Request) => ({
  challengeId: param(req, 'id'),
  submissionId: param(req, 'submissionId'),
})

/** Where the pilot of a contract is. */
export const pathOf = (req: Request): string =>
  `/challenges/${param(req, 'id')}/pilot/${param(req, 'submissionId')}`

const back = (req: Request, res: Response, done: keyof typeof notices): void =>
  res.redirect(303, `${pathOf(req)}?done=${done}`)

/** The pilot that an address names. @throws AppError not-found */
export const pilotOf = (req: Request) => readPilot(actorOf(req), param(req, 'id'), param(req, 'submissionId'))

/** A day as the boxes of a form have it. */
const boxesOf = (day: string): object => {
  const [year, month, date] = day.split('-').map(Number)
  return { day: date, month, year }
}

export const list: RequestHandler = async (req, res) => {
  const piloted = await listPilots(actorOf(req), param(req, 'id'))
  const [first] = piloted
  if (!first) throw notFound('Pilot')
  if (piloted.length === 1)
    return res.redirect(303, `/challenges/${param(req, 'id')}/pilot/${first.contract.submissionId}`)
  res.render('outcomes/list', {
    challenge: { id: first.challenge._id, title: first.challenge.title },
    pilots: piloted.map(({ contract, pilot }) => ({ contract, isPlanned: pilot !== null })),
  })
}

/** What follows: papers and the case study once there is a plan, reviews also without one. */
async function laterOf(req: Request) {
  const [actor, place] = [actorOf(req), placeOf(req)]
  const papers = await listPapers(actor, place)
  const { pilot } = await loadPilot(actor, place.challengeId, place.submissionId)
  const reviews = await listReviews(actor, place)
  return { papers, reviews, study: pilot ? await caseStudyStanding(actor, place) : null }
}

export const show: RequestHandler = async (req, res) => {
  res.render('outcomes/pilot', {
    page: await pilotOf(req),
    ...(await laterOf(req)),
    confidenceNames,
    decisionNames,
    wayTitles,
    caseStudyStateNames,
    reviewStateNames,
    milestoneStateNames,
    notice: noticeFor(req, notices),
  })
}

async function showPlan(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await pilotOf(req)
  allow(page.may.plan, whoLeads)
  const values = page.plan ?? { measuring: {}, repeatAnnounced: 'unknown', scaleDescribed: 'unknown' }
  const shown = planShown(page.outcomes, page.plan)
  res.render('outcomes/plan', { page, form: sharedForm(req, state ?? formState(values), shown) })
}

export const plan: RequestHandler = (req, res) => showPlan(req, res)

export const savePlan = form({
  schema: planPilotSchema,
  show: (req, res, state) => showPlan(req, res, state),
  act: async (input, req, res) => {
    await planPilot(actorOf(req), param(req, 'id'), param(req, 'submissionId'), sentByForm(input))
    back(req, res, 'planned')
  },
})

async function showNewMilestone(req: Request, res: Response, state = formState()): Promise<void> {
  const page = await pilotOf(req)
  allow(page.may.lead, whoLeads)
  res.render('outcomes/milestone-new', { page, form: state })
}

export const newMilestone: RequestHandler = (req, res) => showNewMilestone(req, res)

export const saveNewMilestone = form({
  schema: milestoneSchema,
  show: (req, res, state) => showNewMilestone(req, res, state),
  act: async (input, req, res) => {
    await addMilestone(actorOf(req), placeOf(req), input)
    back(req, res, 'milestone')
  },
})

/** Which of the three forms of a milestone's page is shown again. */
type MilestoneForm = 'change' | 'say' | 'decide'

async function showMilestone(
  req: Request,
  res: Response,
  again?: { of: MilestoneForm; state: FormState },
): Promise<void> {
  const page = await pilotOf(req)
  const milestone = page.milestones.find(({ id }) => id === param(req, 'milestoneId'))
  if (!milestone) throw notFound('Milestone')
  const { title, dueOn, evidence, said } = milestone
  const filled = {
    change: { title, evidence, dueOn: boxesOf(dueOn) },
    say: {},
    decide: said ? { on: boxesOf(said.on), words: said.words } : {},
  }
  const address = `${pathOf(req)}/milestones/${milestone.id}`
  const formOf = (of: MilestoneForm) => {
    const own = again?.of === of ? again.state : formState(filled[of])
    return sharedForm(req, own, milestoneShown(milestone), { address })
  }
  res.render('outcomes/milestone', {
    page,
    milestone,
    milestoneStateNames,
    form: again?.state ?? formState(),
    forms: { change: formOf('change'), say: formOf('say'), decide: formOf('decide') },
  })
}

export const milestone: RequestHandler = (req, res) => showMilestone(req, res)

const milestonePlace = (req: Request) => ({ ...placeOf(req), milestoneId: param(req, 'milestoneId') })

export const saveMilestone = form({
  schema: changeMilestoneSchema,
  show: (req, res, state) => showMilestone(req, res, { of: 'change', state }),
  act: async (input, req, res) => {
    await changeMilestone(actorOf(req), milestonePlace(req), sentByForm(input))
    back(req, res, 'milestone')
  },
})

export const sayReached = form({
  schema: saidReachedSchema,
  show: (req, res, state) => showMilestone(req, res, { of: 'say', state }),
  act: async (input, req, res) => {
    await sayMilestoneReached(actorOf(req), milestonePlace(req), sentByForm(input))
    back(req, res, 'said')
  },
})

export const decide = form({
  schema: decideMilestoneSchema,
  show: (req, res, state) => showMilestone(req, res, { of: 'decide', state }),
  act: async (input, req, res) => {
    await decideMilestone(actorOf(req), milestonePlace(req), sentByForm(input))
    back(req, res, 'decided')
  },
})

const confidenceChoices = Object.entries(confidenceNames).map(([value, text]) => ({ value, text }))

async function showReading(req: Request, res: Response, state = formState()): Promise<void> {
  const page = await pilotOf(req)
  const outcome = page.outcomes.find(({ id }) => id === param(req, 'outcomeId'))
  if (!outcome) throw notFound('Outcome')
  allow(page.may.recordReading, 'Viewers read what was measured and record nothing')
  res.render('outcomes/reading', {
    page,
    outcome,
    reading: null,
    confidences: confidenceChoices,
    form: state,
  })
}

export const newReading: RequestHandler = (req, res) => showReading(req, res)

export const saveNewReading = form({
  schema: readingSchema,
  show: (req, res, state) => showReading(req, res, state),
  act: async (input, req, res) => {
    await recordReading(actorOf(req), { ...placeOf(req), outcomeId: param(req, 'outcomeId') }, input)
    back(req, res, 'reading')
  },
})

async function showCorrection(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await pilotOf(req)
  const readingId = param(req, 'readingId')
  const outcome = page.outcomes.find(({ readings }) => readings.some(({ id }) => id === readingId))
  const reading = outcome?.readings.find(({ id }) => id === readingId)
  if (!outcome || !reading) throw notFound('Reading')
  allow(reading.may.correct, 'The side that recorded a reading corrects it')
  const { value, source, method, confidence, note } = reading
  const values = { on: boxesOf(reading.on), value, source, method, confidence, note }
  const shown = sharedForm(req, state ?? formState(values), readingShown(reading))
  res.render('outcomes/reading', { page, outcome, reading, confidences: confidenceChoices, form: shown })
}

export const reading: RequestHandler = (req, res) => showCorrection(req, res)

export const saveCorrection = form({
  schema: correctReadingSchema,
  show: (req, res, state) => showCorrection(req, res, state),
  act: async (input, req, res) => {
    await correctReading(
      actorOf(req),
      { ...placeOf(req), readingId: param(req, 'readingId') },
      sentByForm(input),
    )
    back(req, res, 'corrected')
  },
})
