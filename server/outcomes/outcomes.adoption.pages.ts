import type { Request, RequestHandler, Response } from 'express'
import {
  adoptionStatusNames,
  adoptSchema,
  answerAdoptionSchema,
  askToAdoptSchema,
  licenceNames,
  termsSchema,
  withdrawAdoptionSchema,
} from '../../shared/outcomes/adoption.ts'
import { adoptWayIds } from '../../shared/outcomes/adopt-ways.ts'
import { allow } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import {
  listAdoptions,
  readAdoptable,
  readAdoption,
  readTerms,
  termsNews,
} from './outcomes.adoption.read.service.ts'
import {
  adopt as adoptIt,
  answerAdoption,
  askToAdopt,
  setTerms,
  startFromPilot,
  withdrawAdoption,
} from './outcomes.adoption.service.ts'
import { termsShown } from './outcomes.shown.ts'
import { pathOf, pilotOf } from './outcomes.pages.ts'

const notices = {
  asked: 'Your message is sent. The owner answers here, and you are told.',
  answered: 'Your answer is sent.',
  adopted: 'It counts as adopted now. Thank you: others see that it can be done.',
  withdrawn: 'It is withdrawn. The owner is told.',
}

const placeOf = (req: Request) => ({
  challengeId: param(req, 'id'),
  submissionId: param(req, 'submissionId'),
})

/** What changed in the terms since a form was opened that is shown again. */
const newsOf = (
  place: ReturnType<typeof placeOf>,
  { challenge, supplierName }: Awaited<ReturnType<typeof readAdoptable>>,
  { values }: FormState,
) => termsNews(place, values['termsSeen'], { authorityName: challenge.authorityName, supplierName })

async function showWays(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const page = await readAdoptable(actorOf(req), placeOf(req))
  res.render('outcomes/adopt', {
    page,
    termsNews: await newsOf(placeOf(req), page, state),
    licenceNames,
    form: state,
  })
}

/** Everybody reads the ways and the terms; members of another authority ask. */
export const ways: RequestHandler = (req, res) => showWays(req, res)

export const ask = form({
  schema: askToAdoptSchema,
  show: showWays,
  act: async (input, req, res) => {
    const { id } = await askToAdopt(actorOf(req), placeOf(req), input)
    res.redirect(303, `/adoptions/${id}?done=asked`)
  },
})

/** Begins a draft with the words of the challenge. */
export const draft: RequestHandler = async (req, res) => {
  const id = await startFromPilot(actorOf(req), placeOf(req))
  res.redirect(303, `/challenges/${id}/edit?done=copied`)
}

export const list: RequestHandler = async (req, res) => {
  res.render('outcomes/adoptions', { adoptions: await listAdoptions(actorOf(req)), adoptionStatusNames })
}

/** The page of an adoption; what was typed to withdraw is shown in that form alone. */
async function showAdoption(
  req: Request,
  res: Response,
  state: FormState = formState(),
  isWithdrawing = false,
): Promise<void> {
  const adoption = await readAdoption(actorOf(req), param(req, 'adoptionId'))
  const choices = adoption.about.ways.filter(({ id }) => (adoptWayIds as readonly string[]).includes(id))
  const { challenge, submissionId } = adoption.about
  const place = { challengeId: challenge.id, submissionId }
  res.render('outcomes/adoption', {
    adoption,
    termsNews: await newsOf(place, adoption.about, state),
    licenceNames,
    adoptionStatusNames,
    wayTitle: adoption.about.ways.find(({ id }) => id === adoption.adopted?.way)?.title ?? '',
    wayChoices: choices.map(({ id, title }) => ({ value: id, text: title })),
    form: state,
    fields: isWithdrawing ? formState() : state,
    withdrawing: isWithdrawing ? state : null,
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showAdoption(req, res)

const showAgain = (req: Request, res: Response, state: FormState) => showAdoption(req, res, state)

const back = (req: Request, res: Response, done: keyof typeof notices): void =>
  res.redirect(303, `/adoptions/${param(req, 'adoptionId')}?done=${done}`)

export const answer = form({
  schema: answerAdoptionSchema,
  show: showAgain,
  act: async (input, req, res) => {
    await answerAdoption(actorOf(req), param(req, 'adoptionId'), input)
    back(req, res, 'answered')
  },
})

export const adopt = form({
  schema: adoptSchema,
  show: showAgain,
  act: async (input, req, res) => {
    await adoptIt(actorOf(req), param(req, 'adoptionId'), input)
    back(req, res, 'adopted')
  },
})

export const withdraw = form({
  schema: withdrawAdoptionSchema,
  show: (req, res, state) => showAdoption(req, res, state, true),
  act: async ({ words }, req, res) => {
    await withdrawAdoption(actorOf(req), param(req, 'adoptionId'), words)
    back(req, res, 'withdrawn')
  },
})

async function showTerms(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await pilotOf(req)
  const { own, mayDo } = await readTerms(actorOf(req), placeOf(req))
  allow(mayDo, 'Whoever leads for the buyer, or acts for the supplier, says this')
  res.render('outcomes/terms', {
    page,
    pilotPath: pathOf(req),
    licences: Object.entries(licenceNames).map(([value, text]) => ({ value, text })),
    form: sharedForm(req, state ?? formState(own ?? {}), termsShown(own)),
  })
}

export const terms: RequestHandler = (req, res) => showTerms(req, res)

export const saveTerms = form({
  schema: termsSchema,
  show: (req, res, state) => showTerms(req, res, state),
  act: async (input, req, res) => {
    await setTerms(actorOf(req), placeOf(req), sentByForm(input))
    res.redirect(303, `${pathOf(req)}?done=terms`)
  },
})
