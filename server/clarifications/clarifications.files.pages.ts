import type { RequestHandler } from 'express'
import { redactFileFormSchema } from '../../shared/clarifications/answer-files.ts'
import { form } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sendFile } from '../platform/stored-files.ts'
import { showModerate } from './clarifications.broker.pages.ts'
import { getAnswerFile, redactFile } from './clarifications.files.service.ts'
import { questionHref } from './clarifications.links.ts'

/** A file of an answer. */
export const download: RequestHandler = async (req, res) =>
  sendFile(res, await getAnswerFile(actorOf(req), param(req, 'id'), param(req, 'fileId')))

export const redact = form({
  schema: redactFileFormSchema,
  show: showModerate,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    const { challengeId } = await redactFile(actorOf(req), id, input)
    res.redirect(303, questionHref(challengeId, id, 'file-redacted'))
  },
})
