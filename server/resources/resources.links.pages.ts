import type { RequestHandler } from 'express'
import { actorOf } from '../platform/request.ts'
import { brokenLinks as brokenLinksOf, listBrokenLinks } from './resources.links.service.ts'

/** The links that were found broken, by resource. */
export const brokenLinks: RequestHandler = async (req, res) => {
  const found = await listBrokenLinks(actorOf(req))
  res.render('resources/links', {
    resources: found.map((resource) => ({
      slug: resource.slug,
      title: resource.title,
      links: brokenLinksOf(resource),
    })),
  })
}
