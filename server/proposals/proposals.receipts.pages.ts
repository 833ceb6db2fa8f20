import type { Request, RequestHandler, Response } from 'express'
import { verifyReceiptSchema } from '../../shared/proposals/opening.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readSignedReceipt } from './proposals.read.service.ts'
import { checkReceipt } from './proposals.receipts.service.ts'
import { publishedKeys } from './receipt-keys.ts'

/** Downloads the signed receipt of one submission, as its supplier. */
export const download: RequestHandler = async (req, res) => {
  const version = Number(param(req, 'version'))
  if (!Number.isInteger(version) || version < 1) throw notFound('Submission')
  const receipt = await readSignedReceipt(actorOf(req), param(req, 'id'), version)
  res.attachment(`receipt-${receipt.reference}.json`)
  res.type('application/json').send(`${JSON.stringify(receipt, null, 2)}\n`)
}

const showForm = (_req: Request, res: Response, state: FormState): void =>
  res.render('proposals/verify-receipt', { form: state, checked: null })

export const ask: RequestHandler = (req, res) => showForm(req, res, formState())

export const check = form({
  schema: verifyReceiptSchema,
  show: showForm,
  act: async ({ receipt: text }, _req, res) => {
    res.render('proposals/verify-receipt', {
      form: formState({ receipt: text }),
      checked: await checkReceipt(text),
    })
  },
})

/** The keys for anybody who checks receipts without us. */
export const keys: RequestHandler = async (_req, res) => {
  res.set('Access-Control-Allow-Origin', '*')
  res.json({ keys: await publishedKeys() })
}
