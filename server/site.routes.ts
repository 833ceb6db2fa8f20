import { Router } from 'express'
import { resourceListQuery } from '../shared/resources/list-query.ts'
import { visitor } from '../shared/platform/actor.ts'
import { wholeDirectory } from '../shared/organisations/directory.schema.ts'
import { countOpen, newestChallenges, presentRow } from './challenges/index.ts'
import { listSuppliers } from './organisations/index.ts'
import { actorOf } from './platform/request.ts'
import { listResources } from './resources/index.ts'

/** Pages of the site as a whole. */
export const sitePages = Router()

const newestShown = 4
const number = new Intl.NumberFormat('en-GB')

sitePages.get('/', async (_req, res) => {
  const [openCount, newest, suppliers, resources] = await Promise.all([
    countOpen(),
    newestChallenges(newestShown),
    listSuppliers(wholeDirectory),
    listResources(visitor, resourceListQuery.parse({})),
  ])
  res.render('platform/home', {
    openCount,
    resourceCount: resources.total,
    objectionHref: '/resources/objections',
    newest: newest.map((challenge) => presentRow(challenge)),
    figures: [
      { figure: number.format(openCount), words: 'challenges open now' },
      { figure: number.format(suppliers.total), words: 'suppliers in the directory' },
      { figure: number.format(resources.total), words: 'resources in the library' },
    ],
  })
})

const ownStart = { brokerage: '/desk', authority: '/your-challenges', supplier: '/your-matches' } as const

/** Where somebody who signed in begins: with what waits for them. */
sitePages.get('/start', (req, res) => {
  const { kind, organisation } = actorOf(req)
  if (kind === 'visitor') return res.redirect(303, '/')
  res.redirect(303, organisation ? ownStart[organisation.kind] : '/organisation')
})

for (const name of ['about', 'accessibility', 'privacy', 'cookies']) {
  sitePages.get(`/${name}`, (_req, res) => res.render(`platform/${name}`))
}
