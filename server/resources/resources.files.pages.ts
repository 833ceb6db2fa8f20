import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sendFile } from '../platform/stored-files.ts'
import { allowedFiles, filesOf, largestFile } from '../platform/uploads.ts'
import { fileReport, getReportFile, unfileReport } from './resources.files.service.ts'
import { resourcePolicy } from './resources.policy.ts'
import { getResourceBySlug } from './resources.service.ts'

async function showFile(req: Request, res: Response, state: FormState): Promise<void> {
  const resource = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  allow(resourcePolicy.edit(actorOf(req), resource), 'Only a broker can change the library')
  const [file = null] = resource.file ? await withScans([resource.file]) : []
  const limits = { files: allowedFiles, megabytes: largestFile / 1024 / 1024 }
  res.render('resources/file', {
    resource,
    file,
    limits,
    isReport: resourcePolicy.attach(actorOf(req), resource),
    form: state,
  })
}

/** The file of a report, for brokers. */
export const file: RequestHandler = (req, res) => showFile(req, res, formState())

const schema = z.object({})

/** Puts a file to a report. */
export const save: RequestHandler = form({
  schema,
  show: showFile,
  act: async (_input, req, res) => {
    const [sent, another] = filesOf(req)
    if (!sent) throw new AppError('invalid', 'No file was chosen', { files: 'Choose a file' })
    if (another)
      throw new AppError('invalid', 'Too many files', { files: 'Choose one file: a report has one' })
    const { _id, slug } = await getResourceBySlug(actorOf(req), param(req, 'slug'))
    await fileReport(actorOf(req), _id, sent)
    res.redirect(303, `/resources/${slug}?done=filed`)
  },
})

/** Asks before the file goes. */
export const askRemove: RequestHandler = async (req, res) => {
  const resource = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  allow(resourcePolicy.edit(actorOf(req), resource), 'Only a broker can change the library')
  if (!resource.file) throw notFound('File')
  res.render('resources/file-remove', { resource, file: resource.file })
}

/** Takes it away again. */
export const remove: RequestHandler = async (req, res) => {
  const { _id, slug } = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  await unfileReport(actorOf(req), _id)
  res.redirect(303, `/resources/${slug}?done=unfiled`)
}

/** The file itself, for everybody who may see the report. */
export const download: RequestHandler = async (req, res) => {
  const { _id } = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  await sendFile(res, await getReportFile(actorOf(req), _id))
}
