import type { Request, RequestHandler, Response } from 'express'
import { standstillNames } from '../../shared/evaluation/award.ts'
import {
  contractSchema,
  endSchema,
  noticeSchema,
  publishAwardFormSchema,
} from '../../shared/evaluation/award.schema.ts'
import { authorityPath } from '../organisations/index.ts'
import { allow, notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { type ReadAward, readAward, readPublicAward } from './evaluation.award.read.service.ts'
import { enterContract, publishAward, recordContractNotice } from './evaluation.award.service.ts'
import { endWithoutAward, recordEndNotice } from './evaluation.end.service.ts'
import { reasonChoices } from './evaluation.feedback.pages.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation`
const read = (req: Request) => readAward(actorOf(req), param(req, 'id'))

const notices = {
  published: 'The award is recorded, and everybody can read it.',
  entered: 'The contract is recorded.',
  noticed: 'The notice is recorded.',
  ended: 'It is ended without an award. Everybody who answered is told.',
}

/** A day as the boxes of a form have it. */
const boxesOf = (day: string): object => {
  const [year, month, date] = day.split('-').map(Number)
  return { day: date, month, year }
}

async function showAward(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await read(req)
  if (!page.releasedAt) throw notFound('Award')
  res.render('evaluation/award', {
    page,
    standstillNames,
    form: state ?? formState(awardValues(page)),
    notice: noticeFor(req, notices),
  })
}

function awardValues({ award, winners, leastDays, isMandatory }: ReadAward): object {
  const values = Object.fromEntries(winners.map(({ submissionId, value }) => [submissionId, value]))
  if (!award) return { values, workingDays: leastDays, standstill: isMandatory ? 'mandatory' : '' }
  const { publishedOn, noticeId, standstill, standstillReason, workingDays } = award
  return {
    publishedOn: boxesOf(publishedOn),
    noticeId,
    standstill,
    standstillReason,
    workingDays: workingDays || leastDays,
    values,
  }
}

export const award: RequestHandler = (req, res) => showAward(req, res)

export const publish = form({
  schema: publishAwardFormSchema,
  show: (req, res, state) => showAward(req, res, state),
  act: async (input, req, res) => {
    await publishAward(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}/award?done=published`)
  },
})

/** The winner that an address names. @throws AppError not-found */
async function winnerOf(req: Request) {
  const page = await read(req)
  const winner = page.winners.find(({ submissionId }) => submissionId === param(req, 'submissionId'))
  if (!winner || !page.award) throw notFound('Contract')
  return { page, winner }
}

async function showContract(req: Request, res: Response, state?: FormState): Promise<void> {
  const { page, winner } = await winnerOf(req)
  const values = { title: page.challenge.title, ...winner.value }
  res.render('evaluation/contract', { page, winner, form: state ?? formState(values) })
}

export const contract: RequestHandler = (req, res) => showContract(req, res)

export const enter = form({
  schema: contractSchema,
  show: (req, res, state) => showContract(req, res, state),
  act: async (input, req, res) => {
    await enterContract(actorOf(req), param(req, 'id'), param(req, 'submissionId'), input)
    res.redirect(303, `${place(req)}/award?done=entered`)
  },
})

async function showNotice(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const { page, winner } = await winnerOf(req)
  allow(winner.contract !== null, 'Record the contract first')
  res.render('evaluation/contract-notice', { page, winner, form: state })
}

export const contractNotice: RequestHandler = (req, res) => showNotice(req, res)

export const recordNotice = form({
  schema: noticeSchema,
  show: (req, res, state) => showNotice(req, res, state),
  act: async (input, req, res) => {
    await recordContractNotice(actorOf(req), param(req, 'id'), param(req, 'submissionId'), input)
    res.redirect(303, `${place(req)}/award?done=noticed`)
  },
})

async function showEnd(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const page = await read(req)
  res.render('evaluation/no-award', { page, reasonChoices, form: state, notice: noticeFor(req, notices) })
}

export const end: RequestHandler = (req, res) => showEnd(req, res)

export const submitEnd = form({
  schema: endSchema,
  show: (req, res, state) => showEnd(req, res, state),
  act: async (input, req, res) => {
    await endWithoutAward(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}/no-award?done=ended`)
  },
})

export const endNotice = form({
  schema: noticeSchema,
  show: (req, res, state) => showEnd(req, res, state),
  act: async (input, req, res) => {
    await recordEndNotice(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}/no-award?done=noticed`)
  },
})

export const publicAward: RequestHandler = async (req, res) => {
  const page = await readPublicAward(actorOf(req), param(req, 'id'))
  const authorityPage = await authorityPath(page.challenge.authorityId)
  res.render('evaluation/public-award', { page, authorityPage, standstillNames })
}
