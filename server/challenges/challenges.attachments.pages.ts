import type { Request, Response } from 'express'
import { z } from 'zod'
import { attachmentsSchema, mostAttachments } from '../../shared/challenges/challenges.schema.ts'
import { AppError } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { resourcesAt } from '../resources/index.ts'
import { allowedFiles, filesOf, largestFile } from '../platform/uploads.ts'
import { addAttachments, removeAttachment } from './challenges.attachments.service.ts'
import { getDraft, pageOf } from './challenges.edit.pages.ts'

const schema = attachmentsSchema.extend({ action: z.string().max(40).optional() })

/** The files of a draft. */
export async function attachmentsPage(req: Request, res: Response): Promise<void> {
  await render(req, res, formState())
}

async function render(req: Request, res: Response, state: FormState): Promise<void> {
  const challenge = await getDraft(req)
  const limits = { files: allowedFiles, megabytes: largestFile / 1024 / 1024, most: mostAttachments }
  const page = pageOf(challenge, 'attachments', req)
  const attachments = await withScans(page.challenge.attachments)
  const shown = { ...page, challenge: { ...page.challenge, attachments } }
  const helpful = await resourcesAt('step-attachments')
  res.render('challenges/attachments', { ...shown, helpful, form: state, limits })
}

/** Adds the chosen files, or goes on when none were chosen. */
export const attach = form({
  schema,
  show: render,
  act: async ({ description, action }, req, res) => {
    const id = param(req, 'id')
    const files = filesOf(req)
    if (action === 'add' && files.length === 0) {
      throw new AppError('invalid', 'No file was chosen', { files: 'Choose a file' })
    }
    if (files.length > 0) await addAttachments(actorOf(req), id, files, description)
    const page = `/challenges/${id}/edit`
    res.redirect(303, action === 'add' ? `${page}/attachments` : action === 'later' ? page : `${page}/check`)
  },
})

/** Takes one file off a draft. */
export async function detach(req: Request, res: Response): Promise<void> {
  await removeAttachment(actorOf(req), param(req, 'id'), param(req, 'fileId'))
  res.redirect(303, `/challenges/${param(req, 'id')}/edit/attachments`)
}
