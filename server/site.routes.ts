import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router } from 'express'
import { resourceListQuery } from '../shared/resources/list-query.ts'
import { visitor } from '../shared/platform/actor.ts'
import { siteData } from '../shared/platform/linked-data.ts'
import { scriptJson } from '../shared/platform/script-json.ts'
import { searchWords } from '../shared/platform/search-words.ts'
import { plainPaths } from '../shared/platform/site-paths.ts'
import { wholeDirectory } from '../shared/organisations/directory.schema.ts'
import { countOpen, newestChallenges, presentRow } from './challenges/index.ts'
import { listSuppliers } from './organisations/index.ts'
import { config } from './platform/config.ts'
import { projectRoot } from './platform/paths.ts'
import { actorOf, param } from './platform/request.ts'
import { listResources } from './resources/index.ts'
import { translator } from './platform/translations.ts'
import { chooseChecklist, firstPages, firstRun } from './site.checklist.ts'
import { requireSignIn } from './platform/page.ts'
import { forEverybody } from './platform/web.ts'
import { findHelp, helpTopic } from './site.help.ts'

/** Pages of the site as a whole. */
export const sitePages = Router()

const newestShown = 4
const t = translator()
const number = new Intl.NumberFormat('en-GB')

sitePages.get('/', async (_req, res) => {
  const [openCount, newest, suppliers, resources] = await Promise.all([
    countOpen(),
    newestChallenges(newestShown),
    listSuppliers(wholeDirectory),
    listResources(visitor, resourceListQuery.parse({})),
  ])
  res.render('platform/home', {
    linkedData: scriptJson(siteData(config().publicUrl)),
    openCount,
    resourceCount: resources.total,
    objectionHref: '/resources/objections',
    newest: newest.map((challenge) => presentRow(challenge)),
    figures: [
      { figure: number.format(openCount), words: t('challenges open now') },
      { figure: number.format(suppliers.total), words: t('suppliers in the directory') },
      { figure: number.format(resources.total), words: t('resources in the library') },
    ],
  })
})

const ownStart = { brokerage: '/desk', authority: '/your-challenges', supplier: '/your-matches' } as const

sitePages.get(firstPages, firstRun)
sitePages.post('/account/checklist', requireSignIn, chooseChecklist)

/** Where somebody who signed in begins: with what waits for them. */
sitePages.get('/start', (req, res) => {
  const { kind, organisation } = actorOf(req)
  if (kind === 'visitor') return res.redirect(303, '/')
  res.redirect(303, organisation ? ownStart[organisation.kind] : '/organisation')
})

for (const path of plainPaths) sitePages.get(path, (_req, res) => res.render(`platform${path}`))

sitePages.get('/contact', (_req, res) =>
  res.render('platform/contact', { contactEmail: config().contactEmail }),
)

sitePages.get('/help', (req, res) => {
  const words = searchWords.parse(req.query['q'] ?? '')
  res.render('platform/help', { words, topics: findHelp(words) })
})

sitePages.get('/help/:id', (req, res) =>
  res.render('platform/help-topic', { topic: helpTopic(param(req, 'id')) }),
)

/** The picture that stands beside a link to us elsewhere; its address never changes. */
sitePages.get('/preview.png', (_req, res) => {
  forEverybody(res, 86_400, 'png', readFileSync(join(projectRoot, 'client/platform/preview.png')))
})
