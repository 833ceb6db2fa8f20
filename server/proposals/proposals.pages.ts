import { poundsTyped } from '../../shared/platform/money.ts'
import type { Request, RequestHandler, Response } from 'express'
import { nowText, wantedText } from '../../shared/challenges/readable.ts'
import { comparedPriceWords } from '../../shared/challenges/whole-life.ts'
import { overLong } from '../../shared/proposals/form-checks.ts'
import { mostFiles, readinessLevels } from '../../shared/proposals/proposal.ts'
import { draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { AppError } from '../platform/errors.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { type FormState, fieldId, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { sharedForm } from '../platform/unseen-changes.ts'
import { allowedFiles, filesOf } from '../platform/uploads.ts'
import { copyEarlier, earlierAnswers } from './proposals.earlier.service.ts'
import { attachFiles, getOwnFile, removeFile } from './proposals.files.service.ts'
import { sendSealed } from './proposals.files.store.ts'
import { listPartnerships } from './proposals.partnerships.service.ts'
import { beginDraftAnew } from './proposals.anew.service.ts'
import { type PresentedProposal, readProposal } from './proposals.read.service.ts'
import { listOwnProposals, startProposal } from './proposals.service.ts'
import { draftKept, draftShown, saveFromForm } from './proposals.shown.ts'

export const list: RequestHandler = async (req, res) => {
  const [proposals, partnerships] = await Promise.all([
    listOwnProposals(actorOf(req)),
    listPartnerships(actorOf(req)),
  ])
  res.render('proposals/list', { proposals, partnerships })
}

export const start: RequestHandler = async (req, res) => {
  const { id, isNew } = await startProposal(actorOf(req), param(req, 'id'))
  res.redirect(303, isNew ? `/proposals/${id}/edit` : `/proposals/${id}`)
}

export const show: RequestHandler = async (req, res) => {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  const fragments = await fragmentsOf('proposal', actorOf(req), proposal.id, req)
  res.render('proposals/show', { proposal, readinessLevels, fragments, done: req.query['done'] })
}

/** A draft as the fields of its form show it. */
function draftValues({ draft, challenge }: PresentedProposal): object {
  return {
    ...draft,
    outcomes: challenge.form.outcomes.map(({ id }) => ({
      outcomeId: id,
      how: draft.outcomes.find(({ outcomeId }) => outcomeId === id)?.how ?? '',
    })),
    criteria: challenge.form.criteria.map(({ id }) => ({
      criterionId: id,
      answer: draft.criteria?.find(({ criterionId }) => criterionId === id)?.answer ?? '',
    })),
    trl: draft.trl === null ? '' : String(draft.trl),
    pilotPrice: poundsTyped(draft.pilotPricePence),
    setUp: poundsTyped(draft.setUpPence ?? null),
    yearly: poundsTyped(draft.yearlyPence ?? null),
    endOfLife: poundsTyped(draft.endOfLifePence ?? null),
    scalePrice: poundsTyped(draft.scalePricePence),
  }
}

async function showEdit(req: Request, res: Response, state?: FormState): Promise<void> {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  if (!proposal.may.edit && !state) return res.redirect(303, `/proposals/${proposal.id}`)
  // Coming from the check page, the summary says what is missing; what is too long is said with each save.
  const errors =
    req.query['missing'] === undefined ? overLong(proposal.draft, proposal.challenge.form) : proposal.missing
  res.render('proposals/edit', {
    proposal,
    readinessLevels,
    wanted: proposal.challenge.form.outcomes.map((outcome) => ({
      now: nowText(outcome),
      wanted: wantedText(outcome),
    })),
    comparedPriceWords: comparedPriceWords(proposal.challenge.form.wholeLifeYears),
    earlier: await earlierAnswers(actorOf(req), proposal.id),
    form: sharedForm(
      req,
      state ?? formState(draftValues(proposal), errors),
      draftShown(proposal.draft, proposal.challenge.form),
      { counted: proposal.revision },
    ),
    done: req.query['done'],
  })
}

/** Begins a draft anew that cannot be read any more. */
export const beginAnew: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  await beginDraftAnew(actorOf(req), id)
  res.redirect(303, `/proposals/${id}/edit`)
}

export const edit: RequestHandler = (req, res) => showEdit(req, res)

/** Saves the draft; the button of an earlier answer copies it as well. */
export const save = selfSaving({
  schema: draftSchema,
  show: showEdit,
  save: async (input, req) => {
    const id = param(req, 'id')
    const { use } = input
    const copied = use === undefined ? null : await copyEarlier(actorOf(req), id, input, use)
    const { _seen: seen } = req.body as { _seen?: unknown }
    const { revision } = await saveFromForm(actorOf(req), id, copied?.input ?? input, seen)
    if (!copied) return { revision }
    return { revision, goTo: `/proposals/${id}/edit?done=copied#${fieldId(copied.field)}` }
  },
  next: (input, req) => {
    const base = `/proposals/${param(req, 'id')}`
    return input.next === 'continue' ? `${base}/files` : `${base}/edit?done=saved`
  },
  refusals: ['conflict', 'too-late', 'invalid'],
  kept: (req) => draftKept(actorOf(req), param(req, 'id')),
})

async function showFiles(req: Request, res: Response, state: FormState): Promise<void> {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  if (proposal.isUnreadable) return res.redirect(303, `/proposals/${proposal.id}`)
  const totalBytes = proposal.draft.files.reduce((sum, { size }) => sum + size, 0)
  res.render('proposals/files', {
    proposal,
    form: state,
    allowedFiles,
    mostFiles,
    totalBytes,
  })
}

export const files: RequestHandler = (req, res) => showFiles(req, res, formState())

/** Attaches files: all those of the form, or one after the other for the page that shows how far each is (JSON). */
export const addFiles: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  const wantsJson = req.accepts(['html', 'json']) === 'json'
  const goesOn = (req.body as { next?: unknown } | undefined)?.next === 'check'
  try {
    const sent = filesOf(req)
    if (sent.length > 0 || !goesOn) await attachFiles(actorOf(req), id, sent)
  } catch (error) {
    if (!(error instanceof AppError) || Object.keys(error.fields).length === 0) throw error
    res.status(error.status)
    if (wantsJson) return void res.json({ detail: Object.values(error.fields).join(' ') })
    return showFiles(req, res, formState({}, error.fields))
  }
  if (wantsJson) return void res.status(201).json({})
  res.redirect(303, `/proposals/${id}/${goesOn ? 'check' : 'files'}`)
}

export const dropFile: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  await removeFile(actorOf(req), id, param(req, 'fileId'))
  res.redirect(303, `/proposals/${id}/files`)
}

export const file: RequestHandler = async (req, res) => {
  await sendSealed(res, await getOwnFile(actorOf(req), param(req, 'id'), param(req, 'fileId')))
}
