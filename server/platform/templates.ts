import { join } from 'node:path'
import type { Express } from 'express'
import nunjucks from 'nunjucks'
import { asWritten, crumbItemsIn, fillsMarked, inEnglish, saysOrMarks } from './as-written.ts'
import { asset } from './assets.ts'
import { filters, isSoon } from './filters.ts'
import { formGlobals } from './form-values.ts'
import { pageNumbers, withQuery } from './page-links.ts'
import { projectRoot } from './paths.ts'
import { currentLanguage } from '../../shared/platform/language.ts'
import { breadcrumbData } from '../../shared/platform/linked-data.ts'
import { scriptJson } from '../../shared/platform/script-json.ts'
import { isReviewed, translator } from './translations.ts'

/** Where templates are found, in this order: ours by `<room>/<page>.njk`, GOV.UK Frontend's by `govuk/…`. */
export const templateFolders = ['client', 'node_modules/govuk-frontend/dist'].map((path) =>
  join(projectRoot, path),
)

// Filters that give HTML of our own making, already safe to print as it is.
const htmlFilters = new Set(['markdown'])

// Compiled code doesn't change under a running process, and neither do its templates: reading them again for each
// page makes a long form take seconds. Only where the code runs as written may somebody be writing a template.
const environmentName = process.env['NODE_ENV'] ?? 'development'
const isBeingWritten = import.meta.url.endsWith('.ts') && environmentName === 'development'

/** What templates ask about the language; see docs/look.md. */
const languageGlobals = {
  pageLanguage: currentLanguage,
  /** schema.org data of the trail above a page, as it can stand in a script element. */
  breadcrumbs: (...trail: Parameters<typeof breadcrumbData>) =>
    new nunjucks.runtime.SafeString(scriptJson(breadcrumbData(...trail))),
  isUnreviewed: () => !isReviewed(currentLanguage()),
  inEnglish,
}

let environment: nunjucks.Environment | undefined

/** The one environment in which every template of pages and mails is rendered. Everything printed is escaped. */
export function templates(): nunjucks.Environment {
  if (environment) return environment
  const t = translator()
  const created = new nunjucks.Environment(
    new nunjucks.FileSystemLoader(templateFolders, { noCache: isBeingWritten }),
    {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
    },
  )
  for (const [name, filter] of Object.entries(filters(t))) {
    const apply = filter as (...input: unknown[]) => unknown
    const safely = (...input: unknown[]) => new nunjucks.runtime.SafeString(String(apply(...input)))
    created.addFilter(name, htmlFilters.has(name) ? safely : apply)
  }
  created.addFilter('asWritten', asWritten)
  const globals = {
    t: fillsMarked(t),
    said: saysOrMarks(t),
    crumbItems: crumbItemsIn(t),
    asset,
    isSoon,
    pageNumbers,
    withQuery,
    ...languageGlobals,
    ...formGlobals(t),
  }
  for (const [name, value] of Object.entries(globals)) created.addGlobal(name, value)
  environment = created
  return created
}

/** Renders one template to a string: parts of pages that are fetched alone, and mails. */
export function renderTemplate(name: string, data: object): string {
  return templates().render(`${name}.njk`, data)
}

/** Makes `res.render('<room>/<page>')` of this application use our templates. */
export function createTemplates(app: Express): void {
  app.set('view engine', 'njk')
  templates().express(app)
}
