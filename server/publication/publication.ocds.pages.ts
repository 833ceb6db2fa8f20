import type { Request, RequestHandler, Response } from 'express'
import { releasesQuery } from '../../shared/publication/publication.schema.ts'
import { readQuery } from '../platform/api-query.ts'
import { notFound } from '../platform/errors.ts'
import { param } from '../platform/request.ts'
import { asRelease, recordPackage, releasePackage } from './packages.ts'
import { findRelease, listReleases, releasesOf } from './publication.read.service.ts'

/** Open data may be read from any site's scripts, and kept for a minute by whoever stands between. */
export const openToAll: RequestHandler = (_req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'public, max-age=60',
  })
  next()
}

const sendJson = (res: Response, text: string) => {
  res.type('application/json').send(text)
}

/** `GET /api/ocds/releases`: what was published, page by page. */
export async function releases(req: Request, res: Response): Promise<void> {
  const query = readQuery(releasesQuery, req.query)
  const { releases: found, next } = await listReleases(query)
  const rest = new URLSearchParams()
  for (const name of ['limit', 'updatedFrom', 'updatedTo']) {
    const value = req.query[name]
    if (typeof value === 'string') rest.set(name, value)
  }
  const path = (cursor: number) => {
    const query = new URLSearchParams([...(cursor ? [['cursor', String(cursor)]] : []), ...rest])
    return `/api/ocds/releases${query.size > 0 ? `?${query.toString()}` : ''}`
  }
  sendJson(res, await releasePackage(path(query.cursor), found, next === null ? null : path(next)))
}

/** `GET /api/ocds/releases/{id}`: one release, in a package of its own. */
export async function release(req: Request, res: Response): Promise<void> {
  const id = param(req, 'id')
  const found = await findRelease(id)
  if (!found) throw notFound('Release')
  sendJson(res, await releasePackage(`/api/ocds/releases/${id}`, [found]))
}

/** `GET /api/ocds/enquiries/{ocid}`: what was published of the questions and answers of one process. */
export async function enquiries(req: Request, res: Response): Promise<void> {
  const ocid = param(req, 'ocid')
  const found = await releasesOf(ocid)
  if (found.length === 0) throw notFound('Process')
  const withEnquiries = found.filter((one) => asRelease(one).tender?.['enquiries'] !== undefined)
  sendJson(res, await releasePackage(`/api/ocds/enquiries/${ocid}`, withEnquiries))
}

/** `GET /api/ocds/records/{ocid}`: everything of one process, and what it comes to. */
export async function record(req: Request, res: Response): Promise<void> {
  const ocid = param(req, 'ocid')
  const found = await releasesOf(ocid)
  if (found.length === 0) throw notFound('Record')
  sendJson(res, await recordPackage(`/api/ocds/records/${ocid}`, found))
}
