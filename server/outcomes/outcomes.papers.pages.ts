import { formatPence, poundsTyped } from '../../shared/platform/money.ts'
import type { Request, RequestHandler, Response } from 'express'
import {
  answerScaleUpSchema,
  inviteScaleUpSchema,
  type PaperStage,
  paperDraftSchema,
  paperWords,
  submitPaperSchema,
  withdrawPaperSchema,
} from '../../shared/outcomes/papers.ts'
import { overLong } from '../../shared/proposals/form-checks.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { type Shown, sharedForm } from '../platform/unseen-changes.ts'
import { answersOf, type ReadPaper, readPaper } from './outcomes.papers.read.service.ts'
import { savePaper, submitPaper, withdrawPaper } from './outcomes.papers.service.ts'
import { pathOf } from './outcomes.pages.ts'
import { answerScaleUp, inviteScaleUp, readInvitable } from './outcomes.scale-up.service.ts'

const notices = {
  saved: 'Your draft is saved.',
  submitted: 'It is submitted.',
  withdrawn: 'It is taken back. The draft is kept.',
  answered: 'Your answer is sent to the supplier.',
}

/** Where each stage has its page, below its pilot. */
export const paperPaths: Record<PaperStage, string> = { 'pilot-report': 'report', 'scale-up': 'scale-up' }

const placeOf = (req: Request, stage: PaperStage) => ({
  challengeId: param(req, 'id'),
  submissionId: param(req, 'submissionId'),
  stage,
})

/** A draft as the fields of its form show it. */
function draftValues({ draft, form: asked }: ReadPaper): object {
  if (!draft) return {}
  const { content, revision } = draft
  return {
    ...content,
    outcomes: asked.outcomes.map(({ id }) => ({
      outcomeId: id,
      how: content.outcomes.find(({ outcomeId }) => outcomeId === id)?.how ?? '',
    })),
    criteria: asked.criteria.map(({ id }) => ({
      criterionId: id,
      answer: content.criteria?.find(({ criterionId }) => criterionId === id)?.answer ?? '',
    })),
    trl: content.trl === null ? '' : String(content.trl),
    scalePrice: poundsTyped(content.scalePricePence),
    revision,
  }
}

/** A draft as its form shows it; nothing to the buyer. */
const draftShown = (paper: ReadPaper): Shown =>
  paper.draft
    ? answersOf(paper.draft.content, paper).map(({ part, title, text, figure }) => [
        paperWords[paper.stage][part]?.label ?? title,
        figure === null ? (text ?? '') : part === 'scalePrice' ? formatPence(figure) : String(figure),
      ])
    : []

/** The pages of one stage. */
export function paperPages(stage: PaperStage) {
  const path = (req: Request) => `${pathOf(req)}/${paperPaths[stage]}`
  const read = (req: Request) => readPaper(actorOf(req), placeOf(req, stage))

  const show = async (req: Request, res: Response, state: FormState = formState()): Promise<void> => {
    const paper = await read(req)
    res.render('outcomes/paper', {
      paper,
      base: path(req),
      pilotPath: pathOf(req),
      versions: paper.versions.map((one) => ({ ...one, answers: answersOf(one.content, paper) })),
      drafted: paper.draft && answersOf(paper.draft.content, paper),
      words: paperWords[stage],
      readinessLevels,
      missing: Object.entries(paper.draft?.missing ?? {}).map(([field, text]) => ({
        text,
        href: `${path(req)}/edit?missing#${field.replaceAll('.', '-')}`,
      })),
      form: state,
      notice: noticeFor(req, notices),
    })
  }

  const showEdit = async (req: Request, res: Response, state?: FormState): Promise<void> => {
    const paper = await read(req)
    if (!paper.may.write && !state) return res.redirect(303, path(req))
    const content = paper.draft?.content
    const isAsked = req.query['missing'] !== undefined
    const errors = isAsked ? (paper.draft?.missing ?? {}) : content ? overLong(content, paper.form) : {}
    res.render('outcomes/paper-edit', {
      paper,
      base: path(req),
      pilotPath: pathOf(req),
      words: paperWords[stage],
      readinessLevels,
      form: sharedForm(req, state ?? formState(draftValues(paper), errors), draftShown(paper), {
        counted: paper.draft?.revision ?? 0,
      }),
      notice: noticeFor(req, notices),
    })
  }

  const save = selfSaving({
    schema: paperDraftSchema,
    show: showEdit,
    save: (input, req) => savePaper(actorOf(req), placeOf(req, stage), input, 'left out'),
    next: (input, req) => (input.next === 'continue' ? path(req) : `${path(req)}/edit?done=saved`),
    refusals: ['conflict', 'too-late', 'invalid'],
    kept: async (req) => {
      const paper = await read(req)
      return { revision: paper.draft?.revision ?? 0, shown: draftShown(paper) }
    },
  })

  return {
    show: ((req, res) => show(req, res)) satisfies RequestHandler,
    edit: ((req, res) => showEdit(req, res)) satisfies RequestHandler,
    save,
    submit: form({
      schema: submitPaperSchema,
      show,
      act: async (input, req, res) => {
        await submitPaper(actorOf(req), placeOf(req, stage), input)
        res.redirect(303, `${path(req)}?done=submitted`)
      },
    }),
    withdraw: form({
      schema: withdrawPaperSchema,
      show,
      act: async (_input, req, res) => {
        await withdrawPaper(actorOf(req), placeOf(req, stage))
        res.redirect(303, `${path(req)}?done=withdrawn`)
      },
    }),
    answer: form({
      schema: answerScaleUpSchema,
      show,
      act: async (input, req, res) => {
        await answerScaleUp(actorOf(req), placeOf(req, stage), input)
        res.redirect(303, `${path(req)}?done=answered`)
      },
    }),
  }
}

async function showInvite(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readInvitable(actorOf(req), param(req, 'id'))
  const { standing } = page
  const values = {
    way: standing?.way ?? '',
    submissionIds: page.suppliers.map(({ submissionId }) => submissionId),
  }
  res.render('outcomes/scale-up-invite', {
    page,
    form: state ?? formState(values),
    notice: noticeFor(req, { asked: 'They are told. What they submit can be read once the time is over.' }),
  })
}

export const invitation: RequestHandler = (req, res) => showInvite(req, res)

export const invite = form({
  schema: inviteScaleUpSchema,
  show: (req, res, state) => showInvite(req, res, state),
  act: async (input, req, res) => {
    await inviteScaleUp(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/scale-up?done=asked`)
  },
})
