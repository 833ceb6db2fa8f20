import type { Request, Response } from 'express'
import { dataLicence, ocdsExtensions } from '../../shared/publication/ocds.ts'
import { getVisibleChallenge } from '../challenges/index.ts'
import { config } from '../platform/config.ts'
import { notFound } from '../platform/errors.ts'
import { actorOf, param } from '../platform/request.ts'
import { lastBulkExport, sendBulkFile } from './publication.bulk.service.ts'
import { challengeCalendar } from './publication.calendar.ts'
import { newestProcess, publishedFigures } from './publication.read.service.ts'

/** The page that says what open data there are, with links that work. */
export async function openData(_req: Request, res: Response): Promise<void> {
  const [figures, bulk, newest] = await Promise.all([publishedFigures(), lastBulkExport(), newestProcess()])
  const { ocidPrefix, publicUrl } = config()
  res.render('publication/open-data', {
    figures,
    bulk,
    newest,
    ocidPrefix,
    publicUrl,
    licence: dataLicence,
    extensions: ocdsExtensions.map(({ url }) => url),
  })
}

/** `GET /data`: where the files are told of. */
export function data(_req: Request, res: Response): void {
  res.redirect(303, '/open-data#files')
}

/** `GET /data/{name}`: one of the files with everything. */
export async function bulkFile(req: Request, res: Response): Promise<void> {
  const name = param(req, 'name')
  const bulk = await lastBulkExport()
  const file = bulk?.files.find((one) => one.name === name)
  if (!bulk || !file) throw notFound('File')
  // Whoever stands between may keep it for everybody, so nobody's cookie goes with it.
  res.removeHeader('Set-Cookie')
  res.set({
    'Content-Type': file.type,
    'Content-Length': String(file.size),
    'Content-Disposition': `attachment; filename="${file.name}"`,
    'Cache-Control': 'public, max-age=3600, no-transform',
    'Last-Modified': bulk.madeAt.toUTCString(),
    'Access-Control-Allow-Origin': '*',
    ETag: `"${file.sha256}"`,
  })
  if (req.fresh) res.status(304).end()
  else if (req.method === 'HEAD') res.end()
  else await sendBulkFile(file, res)
}

/** `GET /challenges/{id}/dates.ics`: the dates of a challenge, for whoever may read it. */
export async function calendar(req: Request, res: Response): Promise<void> {
  const challenge = await getVisibleChallenge(actorOf(req), param(req, 'id'))
  res.set('Content-Disposition', 'attachment; filename="dates.ics"')
  res.type('text/calendar; charset=utf-8').send(challengeCalendar(challenge))
}
