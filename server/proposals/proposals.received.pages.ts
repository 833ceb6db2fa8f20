import type { Request, RequestHandler, Response } from 'express'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { findOrganisations } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'
import { actorOf, param } from '../platform/request.ts'
import { sendSealed } from './proposals.files.store.ts'
import { getReceivedFile, listReceived, readReceived } from './proposals.received.service.ts'
import { getProposed } from './proposals.service.ts'

/** The authority's list: sealed until the deadline, without even a number; readable after it by who may. */
export const list: RequestHandler = async (req, res) => {
  try {
    await showList(req, res)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'forbidden') throw error
    // Whoever has only to declare their interests is shown where.
    const challenge = await getProposed(actorOf(req), param(req, 'id'))
    res.status(error.status).render('proposals/received-refused', { challenge, message: error.message })
  }
}

async function showList(req: Request, res: Response): Promise<void> {
  const { challenge, received, unreadable } = await listReceived(actorOf(req), param(req, 'id'))
  const names = await findOrganisations((received ?? []).map(({ supplierId }) => supplierId))
  const named = received?.map((one) => ({ ...one, supplierName: names.get(one.supplierId)?.name }))
  res.render('proposals/received', { challenge, received: named ?? null, unreadable })
}

export const show: RequestHandler = async (req, res) => {
  const { challenge, received } = await readReceived(actorOf(req), param(req, 'id'))
  const supplier = (await findOrganisations([received.supplierId])).get(received.supplierId)
  res.render('proposals/received-one', { challenge, received, supplier, readinessLevels })
}

export const file: RequestHandler = async (req, res) => {
  await sendSealed(res, await getReceivedFile(actorOf(req), param(req, 'id'), param(req, 'fileId')))
}
