import type { Request, RequestHandler, Response } from 'express'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { submitSchema, withdrawSchema } from '../../shared/proposals/proposals.schema.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { type FormState, fieldId, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readProposal, readSealedText } from './proposals.read.service.ts'
import { submitProposal, withdrawProposal } from './proposals.submit.service.ts'

async function showCheck(req: Request, res: Response, state: FormState): Promise<void> {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  if (proposal.isUnreadable) return res.redirect(303, `/proposals/${proposal.id}`)
  const missing = Object.entries(proposal.missing).map(([field, text]) => ({
    text,
    href: field.startsWith('consortium.')
      ? `/proposals/${proposal.id}/consortium`
      : `/proposals/${proposal.id}/edit?missing#${fieldId(field)}`,
  }))
  res.render('proposals/check', { proposal, readinessLevels, missing, form: state })
}

export const check: RequestHandler = (req, res) => showCheck(req, res, formState())

export const submit = form({
  schema: submitSchema,
  show: showCheck,
  act: async ({ revision, seen }, req, res) => {
    const id = param(req, 'id')
    await submitProposal(actorOf(req), id, revision, seen)
    res.redirect(303, `/proposals/${id}/receipt`)
  },
})

export const receipt: RequestHandler = async (req, res) => {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  const [latest] = proposal.receipts
  // What was withdrawn since is no longer submitted: its own page says so, and still has the receipt.
  if (latest?.status !== 'live') return res.redirect(303, `/proposals/${proposal.id}`)
  res.render('proposals/receipt', { proposal, receipt: latest })
}

/** Downloads the very text that the receipt's SHA-256 was made over, so that anybody can make it again. */
export const sealedText: RequestHandler = async (req, res) => {
  const version = Number(param(req, 'version'))
  if (!Number.isInteger(version) || version < 1) throw notFound('Submission')
  const text = await readSealedText(actorOf(req), param(req, 'id'), version)
  res.attachment(`proposal-version-${version}.json`)
  res.type('application/json').send(text)
}

async function showWithdrawal(req: Request, res: Response, state: FormState): Promise<void> {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  res.render('proposals/withdraw', { proposal, form: state })
}

export const confirmWithdrawal: RequestHandler = async (req, res) => {
  const proposal = await readProposal(actorOf(req), param(req, 'id'))
  if (!proposal.may.withdraw) throw new AppError('conflict', 'This proposal cannot be withdrawn now.')
  await showWithdrawal(req, res, formState())
}

export const withdraw = form({
  schema: withdrawSchema,
  show: showWithdrawal,
  act: async (_input, req, res) => {
    const id = param(req, 'id')
    await withdrawProposal(actorOf(req), id)
    res.redirect(303, `/proposals/${id}?done=withdrawn`)
  },
})
