import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import {
  agreeCaseStudySchema,
  askChangeSchema,
  caseStudyForm,
  caseStudyStateNames,
  withdrawCaseStudySchema,
} from '../../shared/outcomes/case-study.ts'
import { allow } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { sharedForm } from '../platform/unseen-changes.ts'
import { actorOf, param } from '../platform/request.ts'
import { readCaseStudy, takenOver } from './outcomes.case-study.read.service.ts'
import {
  agreeToCaseStudy,
  askForChange,
  beginCaseStudy,
  sendCaseStudy,
  withdrawCaseStudy,
  writeCaseStudy,
} from './outcomes.case-study.service.ts'
import { pathOf, pilotOf } from './outcomes.pages.ts'
import { caseStudyShown } from './outcomes.shown.ts'
import { whoLeads } from './outcomes.pilots.service.ts'

const notices = {
  begun: 'Drafted from the record. Read it, change what is wrong, then agree to it.',
  saved: 'A new version is saved. Both sides agree to it anew.',
  sent: 'You agreed. The supplier is asked to agree, or to say what has to change.',
  asked: 'The buyer is told what you want changed.',
  published: 'Both sides agreed: it is in the library.',
  withdrawn: 'It is taken out of the library. The other side and the brokers are told.',
}

const placeOf = (req: Request) => ({
  challengeId: param(req, 'id'),
  submissionId: param(req, 'submissionId'),
})
const path = (req: Request): string => `${pathOf(req)}/case-study`
const done = (req: Request, res: Response, what: keyof typeof notices): void =>
  res.redirect(303, `${path(req)}?done=${what}`)

async function showStudy(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const study = await readCaseStudy(actorOf(req), placeOf(req))
  res.render('outcomes/case-study', {
    study,
    base: path(req),
    pilotPath: pathOf(req),
    stateName: caseStudyStateNames[study.state],
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showStudy(req, res)

/** Begins it from the record; a refusal is shown on a page of its own words. */
export const begin = form({
  schema: z.looseObject({}),
  show: async (req, res, state) => {
    res.render('outcomes/case-study-begin', { page: await pilotOf(req), pilotPath: pathOf(req), form: state })
  },
  act: async (_input, req, res) => {
    await beginCaseStudy(actorOf(req), placeOf(req))
    done(req, res, 'begun')
  },
})

async function showEdit(
  req: Request,
  res: Response,
  state?: FormState,
  preview?: { title: string; summary: string; body: string },
  more: object = {},
): Promise<void> {
  const study = await readCaseStudy(actorOf(req), placeOf(req))
  allow(study.may.write, whoLeads)
  const { title, summary, body, number } = study.version
  // The page that refuses shows what the record says now: sent from it, the words take account of that.
  const isRefused = res.statusCode === 409 && Boolean(state?.values['recordKey'])
  if (state && isRefused) state.values['recordKey'] = study.record.recordKey
  const shown = caseStudyShown(study.version)
  res.render('outcomes/case-study-edit', {
    study,
    preview,
    byHand: [],
    base: path(req),
    pilotPath: pathOf(req),
    form: sharedForm(req, state ?? formState({ title, summary, body }), shown, { counted: number }),
    ...more,
  })
}

export const edit: RequestHandler = (req, res) => showEdit(req, res)

/** The form with what the record says now taken over into the latest version; nothing is saved by that. */
export const takeOver: RequestHandler = async (req, res) => {
  const { content, byHand, recordKey } = await takenOver(actorOf(req), placeOf(req))
  const state = formState({ ...content, recordKey })
  await showEdit(req, res, state, undefined, { byHand, isTakenOver: true })
}

export const save = form({
  schema: caseStudyForm,
  show: (req, res, state) => showEdit(req, res, state),
  act: async ({ action, revision, ...input }, req, res) => {
    if (action === 'preview') return showEdit(req, res, formState(req.body as object), input)
    await writeCaseStudy(actorOf(req), placeOf(req), { ...input, number: revision })
    done(req, res, 'saved')
  },
})

export const send = form({
  schema: agreeCaseStudySchema,
  show: showStudy,
  act: async (input, req, res) => {
    await sendCaseStudy(actorOf(req), placeOf(req), input)
    done(req, res, 'sent')
  },
})

export const agree = form({
  schema: agreeCaseStudySchema,
  show: showStudy,
  act: async (input, req, res) => {
    await agreeToCaseStudy(actorOf(req), placeOf(req), input)
    done(req, res, 'published')
  },
})

export const askChange = form({
  schema: askChangeSchema,
  show: showStudy,
  act: async (input, req, res) => {
    await askForChange(actorOf(req), placeOf(req), input)
    done(req, res, 'asked')
  },
})

export const withdraw = form({
  schema: withdrawCaseStudySchema,
  show: showStudy,
  act: async ({ because }, req, res) => {
    await withdrawCaseStudy(actorOf(req), placeOf(req), because)
    done(req, res, 'withdrawn')
  },
})
